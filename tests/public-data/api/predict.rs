//! `/api/predict`

mod batch;
mod eclo;
mod fields;
mod predictions;
