//! `/api/admin/spend`: what language models were used for, and what that cost.

pub(crate) mod days;
pub(crate) mod users;

/// Converts billionths of a US dollar to dollars.
#[expect(clippy::cast_precision_loss, reason = "sums have fewer than sixteen digits")]
fn usd(nanos: i64) -> f64 {
    nanos as f64 / 1e9
}
