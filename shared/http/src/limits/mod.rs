//! Rate limits and the headers that report them.

mod headers;
mod quota;
mod standing;

pub(crate) use headers::{report, whole_seconds};
pub use quota::{Quota, QuotaError, Quotas};
pub use standing::{Left, Standing, StandingSlot};
