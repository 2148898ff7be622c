/// The largest model that is read. Memory grows with the text, at most about ten times as fast. Whatever the limits
/// are, a text has less than 4 GiB, and a model less than 2²⁸ features.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the text.
    pub bytes: usize,
    /// Trees of all outputs together.
    pub trees: usize,
    /// Leaves of one tree.
    pub leaves: usize,
    /// Features of a row.
    pub features: usize,
    /// Outputs of a prediction: the classes of a multiclass model.
    pub outputs: usize,
}

impl Default for Limits {
    /// Far above what the product trains. LightGBM itself allows 131,072 leaves.
    fn default() -> Self {
        Self { bytes: 256 << 20, trees: 20_000, leaves: 131_072, features: 100_000, outputs: 1_000 }
    }
}
