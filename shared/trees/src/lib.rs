//! Gradient-boosted decision trees: models in LightGBM's text format (v3 and v4), their predictions, and the contributions of
//! features to them.
//!
//! A [`Model`] predicts what LightGBM 4's own predictor does: the same decisions about missing values and categories, trees added
//! in the same order, and the same transformation of the objective. It is immutable, and the prediction of a row allocates
//! nothing and locks nothing. An [`Explainer`] computes LightGBM's `pred_contrib`. Training is LightGBM's business.
//!
//! Differences to LightGBM: keys that this crate does not know are an error, since they could change what a model means, and trees
//! with linear models in their leaves are refused. A model that was trained on pandas categories expects their codes.

mod error;
mod explainer;
mod field;
mod forest;
mod header;
mod layout;
mod limits;
mod model;
mod node;
mod objective;
mod paths;
mod predict;
mod quadrature;
mod tables;
mod tree;

pub use error::{ExplainError, ModelError, PredictError};
pub use explainer::Explainer;
pub use layout::NodeStatistics;
pub use limits::Limits;
pub use model::Model;
