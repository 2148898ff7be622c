//! Who may answer a question about a dataset.

/// Who may answer a question about a dataset. The planner always may, and answers what it understands.
#[derive(Clone, Debug)]
pub(crate) enum Answerer {
    /// Nobody else: no language model is asked.
    Planner,
}
