//! `/api/citations`: citations of answers, checked against the stored pages.

mod check;
mod judge;
pub(crate) mod read;
