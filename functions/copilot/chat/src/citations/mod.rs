//! `/api/citations`: citations of answers, checked against the stored pages.

mod check;
pub(crate) mod read;
mod verification;
