//! Nodes of 16 bytes, of which four share a cache line, and the decision of one of them.

/// LightGBM counts numbers up to this one as zero (`kZeroThreshold`): 10⁻³⁵ in single precision.
const ZERO: f64 = 1e-35_f32 as f64;

const MISSING_RIGHT: u32 = 1 << 31;
const HAS_CHILDREN: u32 = 1 << 30;
const ZERO_IS_MISSING: u32 = 1 << 29;
const IS_CATEGORICAL: u32 = 1 << 28;
const FEATURE: u32 = IS_CATEGORICAL - 1;

/// The features that a node can name.
pub(crate) const MOST_FEATURES: usize = FEATURE as usize;

/// A split or a leaf.
///
/// The children of a split are neighbours, so a decision is an addition. A leaf is its own child: several trees can be walked in
/// step, and those that are done wait for the others.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Node {
    /// The largest value that goes left; of a leaf, infinite.
    threshold: f64,
    /// The flags above, and the feature in the bits below them.
    split: u32,
    /// The left child; of a leaf, the leaf.
    next: u32,
}

impl Node {
    pub(crate) const fn leaf(own: u32) -> Self {
        Self { threshold: f64::INFINITY, split: 0, next: own }
    }

    /// A numerical split, from the bits of the format (see `Split::decision`).
    pub(crate) fn numerical(feature: u32, threshold: f64, decision: u8, left: u32) -> Self {
        let missing = match decision >> 2 {
            // without missing values in the training data, NaN is read as zero
            0 if 0.0 <= threshold => 0,
            0 => MISSING_RIGHT,
            kind => (if decision & 2 == 2 { 0 } else { MISSING_RIGHT }) | (if kind == 1 { ZERO_IS_MISSING } else { 0 }),
        };
        let split = HAS_CHILDREN | missing | (feature & FEATURE);
        Self { threshold: apart_from_zero(threshold), split, next: left }
    }

    /// A split by a set of categories. The number of the set takes the place of the threshold.
    pub(crate) fn categorical(feature: u32, set: u32, left: u32) -> Self {
        Self { threshold: f64::from(set), split: HAS_CHILDREN | IS_CATEGORICAL | (feature & FEATURE), next: left }
    }

    /// What [`Node::open`] returns for a leaf.
    pub(crate) const NOT_OPEN: u32 = 0;

    /// A bit that says whether the walk goes on from here: bits of several nodes can be united.
    pub(crate) const fn open(&self) -> u32 {
        self.split & HAS_CHILDREN
    }

    pub(crate) const fn feature(&self) -> usize {
        (self.split & FEATURE) as usize
    }

    pub(crate) const fn is_categorical(&self) -> bool {
        self.split & IS_CATEGORICAL != 0
    }

    /// Returns whether [`Node::child`] is not enough: the split is by categories, or zero is a missing value.
    pub(crate) const fn is_special(&self) -> bool {
        self.split & (IS_CATEGORICAL | ZERO_IS_MISSING) != 0
    }

    /// The child for a value of the split's feature; of a leaf, the leaf.
    ///
    /// No branch: its direction could not be foreseen. NaN makes every comparison false.
    #[inline]
    pub(crate) fn child(&self, value: f64) -> u32 {
        let is_above = u32::from(value > self.threshold);
        #[expect(clippy::neg_cmp_op_on_partial_ord, reason = "true for NaN")]
        let is_above_or_missing = u32::from(!(value <= self.threshold));
        let missing_right = self.split >> MISSING_RIGHT.trailing_zeros();
        self.next + (is_above | (is_above_or_missing & missing_right))
    }

    /// The child for a value of a numerical split in which zero may be a missing value.
    pub(crate) fn child_by_zero(&self, value: f64) -> u32 {
        let is_missing = self.split & ZERO_IS_MISSING != 0 && value.abs() <= ZERO;
        self.child(if is_missing { f64::NAN } else { value })
    }

    /// The category that a value means. NaN and negative numbers are none; fractions are cut off, so -0.5 is category 0.
    pub(crate) fn category(value: f64) -> Option<u32> {
        if value.is_nan() { None } else { u32::try_from(whole(value)).ok() }
    }

    /// The number of the set of a split by categories.
    pub(crate) const fn set(&self) -> usize {
        whole(self.threshold).unsigned_abs() as usize
    }

    /// The largest values that decisions about numbers treat alike: the threshold, and the ends of zero if it is a missing value.
    pub(crate) fn limits(&self) -> [Option<f64>; 3] {
        let is_zero_missing = self.split & ZERO_IS_MISSING != 0;
        let zero = |end: f64| is_zero_missing.then_some(end);
        [Some(self.threshold), zero((-ZERO).next_down()), zero(ZERO)]
    }

    /// The right child, or the left one. Only of a split.
    pub(crate) fn side(&self, is_right: bool) -> u32 {
        self.next + u32::from(is_right)
    }
}

/// The whole number before the point, or the nearest one that fits.
#[expect(clippy::cast_possible_truncation, reason = "what does not fit is in no category set")]
const fn whole(value: f64) -> i32 {
    value as i32
}

/// What a split looks at.
pub(crate) enum Decision {
    /// Values between two limits that follow each other go the same way.
    Number([Option<f64>; 3]),
    /// Categories from this one on go the same way.
    Category(u32),
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
