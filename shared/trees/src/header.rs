//! The lines of a model before its first tree.

use crate::error::{ModelError, excerpt};
use crate::field::{Field, Fields};
use crate::limits::Limits;
use crate::node::MOST_FEATURES;
use crate::objective::Transform;

const KEYS: [&str; 11] = [
    "version",
    "num_class",
    "num_tree_per_iteration",
    "label_index",
    "max_feature_idx",
    "objective",
    "average_output",
    "feature_names",
    "monotone_constraints",
    "feature_infos",
    "tree_sizes",
];

#[derive(Debug)]
pub(crate) struct Header {
    pub(crate) outputs: usize,
    pub(crate) feature_names: Vec<String>,
    pub(crate) objective: Option<String>,
    pub(crate) transform: Transform,
    /// A random forest predicts the mean of its trees.
    pub(crate) averages: bool,
    /// The length of each tree in bytes.
    pub(crate) tree_sizes: Vec<usize>,
    /// The position and the line of the first tree.
    pub(crate) end: usize,
    pub(crate) end_line: usize,
}

impl Header {
    pub(crate) fn read(text: &str, limits: &Limits) -> Result<Self, ModelError> {
        const FIRST: &str = "tree\n";
        let rest = text.strip_prefix(FIRST).ok_or(ModelError::NotAModel)?;
        let mut fields = Fields::new(1);
        let (mut end, mut number) = (FIRST.len(), 2);
        for line in rest.split_inclusive('\n') {
            if line.starts_with("Tree=") {
                return Self::of(&fields, limits, (end, number));
            }
            let content = line.strip_suffix('\n').unwrap_or(line);
            if !content.is_empty() {
                fields.add(number, content, &KEYS)?;
            }
            (end, number) = (end + line.len(), number + 1);
        }
        Err(ModelError::Truncated { line: number, missing: "the first tree" })
    }

    fn of(fields: &Fields<'_>, limits: &Limits, (end, end_line): (usize, usize)) -> Result<Self, ModelError> {
        let version = fields.get("version")?;
        if !matches!(version.value, "v3" | "v4") {
            return Err(ModelError::UnsupportedVersion { line: version.line, found: excerpt(version.value) });
        }
        let outputs = outputs(fields, limits)?;
        let objective = fields.optional("objective");
        let feature_names = feature_names(fields, limits)?;
        Ok(Self {
            outputs,
            feature_names,
            objective: objective.map(|objective| objective.value.to_owned()),
            transform: objective.map_or(Ok(Transform::Identity), |objective| Transform::read(&objective, outputs))?,
            averages: fields.optional("average_output").is_some(),
            tree_sizes: tree_sizes(&fields.get("tree_sizes")?, outputs, limits)?,
            end,
            end_line,
        })
    }
}

fn outputs(fields: &Fields<'_>, limits: &Limits) -> Result<usize, ModelError> {
    const EXPECTED: &str = "the number of classes, from 1";
    let classes = fields.get("num_class")?;
    let outputs: usize = classes.number(EXPECTED)?;
    if outputs == 0 {
        return Err(classes.bad(classes.value, EXPECTED));
    }
    within(&classes, outputs, limits.outputs)?;
    let trees = fields.get("num_tree_per_iteration")?;
    if trees.number::<usize>(EXPECTED)? == outputs {
        Ok(outputs)
    } else {
        Err(trees.bad(trees.value, "the number of classes"))
    }
}

fn feature_names(fields: &Fields<'_>, limits: &Limits) -> Result<Vec<String>, ModelError> {
    let last = fields.get("max_feature_idx")?;
    let features = last.number::<usize>("the index of the last feature")?.saturating_add(1);
    within(&last, features, limits.features.min(MOST_FEATURES))?;
    let names = fields.get("feature_names")?.numbers(features, "a name")?;
    // the ranges of the training data; only their number matters here
    fields.get("feature_infos")?.numbers::<String>(features, "a range")?;
    Ok(names)
}

fn tree_sizes(field: &Field<'_>, outputs: usize, limits: &Limits) -> Result<Vec<usize>, ModelError> {
    let count = field.words().take(limits.trees.saturating_add(1)).count();
    within(field, count, limits.trees)?;
    if count == 0 || !count.is_multiple_of(outputs) {
        return Err(field.bad(&format!("{count} sizes"), "a size of at least one tree for each output"));
    }
    field.numbers(count, "a number of bytes")
}

/// Refuses a size above its limit.
pub(crate) fn within(field: &Field<'_>, found: usize, limit: usize) -> Result<(), ModelError> {
    if found > limit { Err(ModelError::TooLarge { line: field.line, what: field.key, found, limit }) } else { Ok(()) }
}
