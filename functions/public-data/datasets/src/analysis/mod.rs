//! `/api/analysis`: figures of several datasets.

pub(crate) mod proximity;
