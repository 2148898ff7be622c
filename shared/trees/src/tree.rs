//! One tree as the model writes it: a list for each property of its nodes.

use crate::error::{ModelError, excerpt};
use crate::field::Fields;
use crate::header::within;
use crate::limits::Limits;

const KEYS: [&str; 22] = [
    "num_leaves",
    "num_cat",
    "split_feature",
    "split_gain",
    "threshold",
    "decision_type",
    "left_child",
    "right_child",
    "leaf_value",
    "leaf_weight",
    "leaf_count",
    "internal_value",
    "internal_weight",
    "internal_count",
    "cat_boundaries",
    "cat_threshold",
    "is_linear",
    "leaf_const",
    "num_features",
    "leaf_features",
    "leaf_coeff",
    "shrinkage",
];

/// The split of an inner node.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Split {
    pub(crate) feature: u32,
    /// The largest value that goes left, or the number of a category set.
    pub(crate) threshold: f64,
    /// The bits of the format: 1 for categories, 2 for missing values that go left, and 4 or 8 for the values that are missing:
    /// zero or NaN.
    pub(crate) decision: u8,
    /// Inner nodes count from 0. Leaf `n` is `-1 - n`.
    pub(crate) left: i32,
    pub(crate) right: i32,
}

/// Rows of the training data at a node.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rows {
    pub(crate) value: f64,
    pub(crate) weight: f64,
    pub(crate) count: u32,
}

#[derive(Debug)]
pub(crate) struct Tree {
    pub(crate) splits: Vec<Split>,
    /// One for each split.
    pub(crate) inner: Vec<Rows>,
    /// One for each leaf.
    pub(crate) leaves: Vec<Rows>,
    /// The first word of each category set, and the end of the last one.
    pub(crate) set_bounds: Vec<u32>,
    /// Bit `c % 32` of word `c / 32` is set if category `c` goes left.
    pub(crate) set_words: Vec<u32>,
    pub(crate) left_line: usize,
    pub(crate) right_line: usize,
}

impl Split {
    /// The number of the category set; none for a numerical split.
    pub(crate) fn set(&self) -> Option<u32> {
        (self.decision & 1 == 1).then(|| set_number(self.threshold)).flatten()
    }
}

/// The number of a category set, which the format writes as a threshold.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the number fits, as checked before")]
fn set_number(threshold: f64) -> Option<u32> {
    let is_number = (0.0..f64::from(u32::MAX)).contains(&threshold) && threshold.fract() == 0.0;
    is_number.then_some(threshold as u32)
}

impl Tree {
    /// Reads tree `index` from its bytes; `line` is its first line.
    pub(crate) fn read(text: &str, (index, line): (usize, usize), model: (usize, &Limits)) -> Result<Self, ModelError> {
        let wrong_size = ModelError::WrongTreeSize { line, tree: index };
        let mut lines = text.lines().zip(line..);
        let title = lines.next().and_then(|(title, _)| title.strip_prefix("Tree="));
        if title.and_then(|number| number.parse().ok()) != Some(index) || !text.ends_with("\n\n") {
            return Err(wrong_size);
        }
        let mut fields = Fields::new(line);
        for (content, number) in lines.by_ref().take_while(|(content, _)| !content.is_empty()) {
            fields.add(number, content, &KEYS)?;
        }
        if lines.any(|(content, _)| !content.is_empty()) {
            return Err(wrong_size);
        }
        Self::of(&fields, model)
    }

    fn of(fields: &Fields<'_>, (features, limits): (usize, &Limits)) -> Result<Self, ModelError> {
        refuse_linear(fields)?;
        let leaf_count = fields.get("num_leaves")?;
        let leaves: usize = leaf_count.number("a number of leaves")?;
        within(&leaf_count, leaves, limits.leaves)?;
        let Some(inner) = leaves.checked_sub(1) else {
            return Err(leaf_count.bad(leaf_count.value, "a number of leaves from 1"));
        };
        fields.get("shrinkage")?.reals(1)?;
        let sets: usize = fields.get("num_cat")?.number("a number of category sets")?;
        let (set_bounds, set_words) = category_sets(fields, sets)?;
        let splits = if inner == 0 { Vec::new() } else { splits(fields, inner)? };
        check_splits(fields, &splits, (features, sets))?;
        Ok(Self {
            splits,
            inner: if inner == 0 {
                Vec::new()
            } else {
                rows(fields, ["internal_value", "internal_weight", "internal_count"], inner)?
            },
            leaves: leaf_rows(fields, leaves)?,
            set_bounds,
            set_words,
            left_line: fields.get("left_child")?.line,
            right_line: fields.get("right_child")?.line,
        })
    }
}

fn refuse_linear(fields: &Fields<'_>) -> Result<(), ModelError> {
    // models before LightGBM 3.2 have no such key
    match fields.optional("is_linear") {
        Some(field) if field.value == "1" => Err(ModelError::LinearTree { line: field.line }),
        Some(field) if field.value != "0" => Err(field.bad(field.value, "0 or 1")),
        _ => Ok(()),
    }
}

fn splits(fields: &Fields<'_>, count: usize) -> Result<Vec<Split>, ModelError> {
    const NODE: &str = "a node";
    let features = fields.get("split_feature")?.numbers(count, "a feature")?;
    let thresholds = fields.get("threshold")?.thresholds(count)?;
    let decisions = fields.get("decision_type")?.numbers(count, "a decision type")?;
    let left = fields.get("left_child")?.numbers(count, NODE)?;
    let right = fields.get("right_child")?.numbers(count, NODE)?;
    let children = left.into_iter().zip(right);
    let splits = features.into_iter().zip(thresholds).zip(decisions).zip(children);
    Ok(splits
        .map(|(((feature, threshold), decision), (left, right))| Split { feature, threshold, decision, left, right })
        .collect())
}

fn check_splits(fields: &Fields<'_>, splits: &[Split], (features, sets): (usize, usize)) -> Result<(), ModelError> {
    for split in splits {
        if split.feature as usize >= features {
            return Err(fields.get("split_feature")?.bad(&split.feature.to_string(), "a feature of the model"));
        }
        if !is_decision(split.decision) {
            return Err(fields.get("decision_type")?.bad(&split.decision.to_string(), "a decision type"));
        }
        let is_categorical = split.decision & 1 == 1;
        if is_categorical && split.set().is_none_or(|set| set as usize >= sets) {
            return Err(fields
                .get("threshold")?
                .bad(&excerpt(&split.threshold.to_string()), "a category set of the tree"));
        }
    }
    Ok(())
}

/// Returns whether a byte is a combination of the bits of [`Split::decision`].
const fn is_decision(decision: u8) -> bool {
    decision < 12
}

fn rows(fields: &Fields<'_>, [value, weight, count]: [&'static str; 3], nodes: usize) -> Result<Vec<Rows>, ModelError> {
    let values = fields.get(value)?.reals(nodes)?;
    let weights = fields.get(weight)?.reals(nodes)?;
    let counts = fields.get(count)?.numbers(nodes, "a number of rows")?;
    let rows = values.into_iter().zip(weights).zip(counts);
    Ok(rows.map(|((value, weight), count)| Rows { value, weight, count }).collect())
}

fn leaf_rows(fields: &Fields<'_>, leaves: usize) -> Result<Vec<Rows>, ModelError> {
    let (weights, counts) = (fields.get("leaf_weight")?, fields.get("leaf_count")?);
    // a constant tree may have been written without the rows of its leaf
    if leaves == 1 && (weights.value.is_empty() || counts.value.is_empty()) {
        let value = fields.get("leaf_value")?.reals(1)?;
        let count = if counts.value.is_empty() { 0 } else { counts.number("a number of rows")? };
        return Ok(value.into_iter().map(|value| Rows { value, weight: 0.0, count }).collect());
    }
    rows(fields, ["leaf_value", "leaf_weight", "leaf_count"], leaves)
}

fn category_sets(fields: &Fields<'_>, sets: usize) -> Result<(Vec<u32>, Vec<u32>), ModelError> {
    if sets == 0 {
        return Ok((vec![0], Vec::new()));
    }
    let field = fields.get("cat_boundaries")?;
    let bounds: Vec<u32> = field.numbers(sets.saturating_add(1), "a number of words")?;
    let words = match bounds.last() {
        Some(end) if bounds.first() == Some(&0) && bounds.is_sorted() => *end as usize,
        _ => return Err(field.bad(field.value, "a list that ascends from 0")),
    };
    let words = fields.get("cat_threshold")?.numbers(words, "a word of 32 bits")?;
    Ok((bounds, words))
}
