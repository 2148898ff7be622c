//! Codes of failures that several parts of the product name.

/// The code of work that ended after too many tries, and may be retried.
pub const KEPT_FAILING: &str = "kept_failing";
