//! `/api/predict/batch`: batches of predictions.

mod csv;
mod message;
pub(crate) mod results;
