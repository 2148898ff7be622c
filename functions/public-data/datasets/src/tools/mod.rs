//! `/api/tools`: a closed set of figures over a dataset, and predictions.

mod arguments;
pub(crate) mod call;
pub(crate) mod list;
mod predictions;
mod schema;
