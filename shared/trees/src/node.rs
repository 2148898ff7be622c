//! Nodes of 16 bytes, of which four share a cache line, and the decision of one of them.

/// LightGBM counts numbers up to this one as zero (`kZeroThreshold`): 10⁻³⁵ in single precision.
const ZERO: f64 = 1e-35_f32 as f64;

const HAS_CHILDREN: u32 = 1 << 31;
const MISSING_LEFT: u32 = 1 << 30;
const ZERO_IS_MISSING: u32 = 1 << 29;
const IS_CATEGORICAL: u32 = 1 << 28;
const FEATURE: u32 = IS_CATEGORICAL - 1;

/// A split or a leaf.
///
/// The children of a split are neighbours, so a decision is an addition. A leaf is its own child: several trees can be walked in
/// step, and those that are done wait for the others.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Node {
    /// The threshold of a numerical split, or the value of a leaf.
    value: f64,
    /// The flags above, and the feature in the bits below them.
    split: u32,
    /// The left child; of a leaf, the leaf.
    next: u32,
}

impl Node {
    pub(crate) const fn leaf(value: f64, own: u32) -> Self {
        Self { value, split: 0, next: own }
    }

    /// A numerical split, from the bits of the format (see `Split::decision`).
    pub(crate) fn numerical(feature: u32, threshold: f64, decision: u8, left: u32) -> Self {
        let missing = match decision >> 2 {
            // without missing values in the training data, NaN is read as zero
            0 if 0.0 <= threshold => MISSING_LEFT,
            0 => 0,
            kind => (if decision & 2 == 2 { MISSING_LEFT } else { 0 }) | (if kind == 1 { ZERO_IS_MISSING } else { 0 }),
        };
        Self { value: apart_from_zero(threshold), split: HAS_CHILDREN | missing | (feature & FEATURE), next: left }
    }

    /// A split by a set of categories. The number of the set takes the place of the threshold.
    pub(crate) fn categorical(feature: u32, set: u32, left: u32) -> Self {
        Self { value: f64::from(set), split: HAS_CHILDREN | IS_CATEGORICAL | (feature & FEATURE), next: left }
    }

    pub(crate) const fn has_children(&self) -> bool {
        self.split & HAS_CHILDREN != 0
    }

    pub(crate) const fn value(&self) -> f64 {
        self.value
    }

    pub(crate) const fn feature(&self) -> usize {
        (self.split & FEATURE) as usize
    }

    pub(crate) const fn is_categorical(&self) -> bool {
        self.split & IS_CATEGORICAL != 0
    }

    /// The child for a value of a numerical split's feature; of a leaf, the leaf.
    #[inline]
    pub(crate) fn child(&self, value: f64) -> u32 {
        if self.split & ZERO_IS_MISSING != 0 && value.abs() <= ZERO {
            return self.side(self.split & MISSING_LEFT == 0);
        }
        // of NaN, no comparison is true
        let is_right = value > self.value || (value.is_nan() && self.split & MISSING_LEFT == 0);
        self.next + (u32::from(is_right) & (self.split >> 31))
    }

    /// The right child, or the left one. Only of a split.
    #[inline]
    pub(crate) fn side(&self, is_right: bool) -> u32 {
        self.next + u32::from(is_right)
    }
}

/// The threshold that separates the same values if none of them was set to zero.
///
/// LightGBM's predictor replaces numbers between -`ZERO` and `ZERO` by zero. They are on one side of every threshold that is not
/// among them itself.
fn apart_from_zero(threshold: f64) -> f64 {
    if threshold.abs() > ZERO {
        threshold
    } else if threshold >= 0.0 {
        ZERO
    } else {
        (-ZERO).next_down()
    }
}
