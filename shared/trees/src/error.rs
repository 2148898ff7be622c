use thiserror::Error;

/// The reason why a text is not a model that can be evaluated. Lines count from 1.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ModelError {
    /// The text does not begin like a model.
    #[error("line 1: a model in LightGBM's text format begins with the line \"tree\"")]
    NotAModel,
    /// A size is above its limit.
    #[error("line {line}: {what} is {found}, and the limit is {limit}")]
    TooLarge {
        /// The line that states the size.
        line: usize,
        /// The key or noun of the size.
        what: &'static str,
        /// The size of the text.
        found: usize,
        /// The limit.
        limit: usize,
    },
    /// The version is neither v3 nor v4.
    #[error("line {line}: version is {found:?}, and only v3 and v4 can be read")]
    UnsupportedVersion {
        /// The line of the version.
        line: usize,
        /// The version of the text, shortened.
        found: String,
    },
    /// The leaves contain linear models.
    #[error("line {line}: is_linear is 1, and trees with linear leaves cannot be evaluated")]
    LinearTree {
        /// The line of the key.
        line: usize,
    },
    /// A line is not a key with its value.
    #[error("line {line}: {found:?} is not a key with a value")]
    NotAField {
        /// The number of the line.
        line: usize,
        /// The line, shortened.
        found: String,
    },
    /// A key has no known meaning in its section.
    #[error("line {line}: the key {key:?} is unknown")]
    UnknownKey {
        /// The line of the key.
        line: usize,
        /// The key, shortened.
        key: String,
    },
    /// A section has a key twice.
    #[error("line {line}: {key} is repeated")]
    RepeatedKey {
        /// The line of the second one.
        line: usize,
        /// The key.
        key: &'static str,
    },
    /// A section lacks a key.
    #[error("line {line}: the section that begins here has no {key}")]
    MissingKey {
        /// The first line of the section.
        line: usize,
        /// The key.
        key: &'static str,
    },
    /// A value is not what its key requires.
    #[error("line {line}: {key} contains {found:?}, which is not {expected}")]
    BadValue {
        /// The line of the key.
        line: usize,
        /// The key.
        key: &'static str,
        /// The value, shortened.
        found: String,
        /// What the key requires.
        expected: &'static str,
    },
    /// A list has too few or too many values.
    #[error("line {line}: {key} has {found} values instead of {expected}")]
    WrongCount {
        /// The line of the key.
        line: usize,
        /// The key.
        key: &'static str,
        /// The number of its values; one more than expected if there are more.
        found: usize,
        /// The number that the section requires.
        expected: usize,
    },
    /// A node is the child of two nodes, or of one of its descendants.
    #[error("line {line}: {key} leads to node {child} a second time")]
    RepeatedChild {
        /// The line of the key.
        line: usize,
        /// The key.
        key: &'static str,
        /// The child as the model writes it: leaves are negative.
        child: i32,
    },
    /// A tree has nodes that no other one leads to.
    #[error("line {line}: left_child and right_child lead to {found} of the tree's {expected} nodes")]
    Unreachable {
        /// The line of the left children.
        line: usize,
        /// The nodes that can be reached.
        found: usize,
        /// The splits and leaves of the tree.
        expected: usize,
    },
    /// A tree is not where its size says.
    #[error("line {line}: tree {tree} does not begin here, or is not as long as tree_sizes says")]
    WrongTreeSize {
        /// The line where the tree should begin.
        line: usize,
        /// The number of the tree, from 0.
        tree: usize,
    },
    /// The text ends too early.
    #[error("line {line}: the model is truncated; {missing} is missing")]
    Truncated {
        /// The line where the text should go on.
        line: usize,
        /// What should follow.
        missing: &'static str,
    },
}

/// The reason why a row cannot be evaluated: a length that is not the model's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PredictError {
    /// A row has another number of features.
    #[error("a row has {found} values, and the model has {expected} features")]
    RowLength {
        /// The length of the row.
        found: usize,
        /// The features of the model.
        expected: usize,
    },
    /// The values of several rows are not a multiple of the features.
    #[error("{found} values are not rows of {features} features")]
    RowsLength {
        /// The number of values.
        found: usize,
        /// The features of the model.
        features: usize,
    },
    /// The buffer for the result has another length.
    #[error("the result has {expected} values, and the buffer {found}")]
    OutputLength {
        /// The length of the buffer.
        found: usize,
        /// The length of the result.
        expected: usize,
    },
    /// A single number was asked of a model with several outputs.
    #[error("the model has {outputs} outputs, not one")]
    SeveralOutputs {
        /// The outputs of the model.
        outputs: usize,
    },
}

/// The reason why a model has no contributions of features. Trees count from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ExplainError {
    /// The training rows are not counted, or the counts contradict each other.
    #[error("tree {tree} has a node without training rows, or with more of them than its parent has")]
    NoRowCounts {
        /// The number of the tree.
        tree: usize,
    },
    /// A path is too long for contributions.
    #[error("a path of tree {tree} has {found} different features, and the limit is {limit}")]
    TooManyFeatures {
        /// The number of the tree.
        tree: usize,
        /// The features of the path.
        found: usize,
        /// The limit.
        limit: usize,
    },
}

/// The longest piece of a model that an error repeats, in characters.
const LONGEST_EXCERPT: usize = 40;

/// The beginning of a text, for an error.
pub(crate) fn excerpt(text: &str) -> String {
    text.chars().take(LONGEST_EXCERPT).collect()
}
