//! `/api/predict/predictions`: the caller's stored predictions.

pub(crate) mod list;
pub(crate) mod read;
