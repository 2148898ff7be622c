//! How many requests are let in, and what their senders are told about it.

mod headers;
mod quota;
mod standing;

pub(crate) use headers::{report, whole_seconds};
pub use quota::{Quota, QuotaError, Quotas};
pub use standing::{Left, Standing, StandingSlot};
