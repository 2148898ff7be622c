//! `/api/datasets/shared/{token}`: a dataset for the holders of its link. Nothing of its owner is shown.

pub(crate) mod charts;
pub(crate) mod districts;
pub(crate) mod map;
pub(crate) mod read;
pub(crate) mod rows;
