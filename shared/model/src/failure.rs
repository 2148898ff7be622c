//! Failures of work, as they are stored.

/// The code of work that ended after too many tries, and may be retried.
pub const KEPT_FAILING: &str = "kept_failing";

/// The reason of a failure.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct FailureReason<'a> {
    /// A stable code, in `snake_case`.
    pub code: &'a str,
    /// A sentence for people.
    pub detail: &'a str,
}
