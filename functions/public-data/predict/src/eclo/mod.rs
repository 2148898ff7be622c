//! `/api/predict/eclo`: predictions of ECLO.

pub(crate) mod batch;
pub(crate) mod grid;
pub(crate) mod predict;
pub(crate) mod what_if;
