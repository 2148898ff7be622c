//! Gradient-boosted decision trees: models in LightGBM's text format (v3 and v4), and their predictions.
//!
//! A [`Model`] predicts what LightGBM 4's own predictor does: the same decisions about missing values and categories, trees added
//! in the same order, and the same transformation of the objective. It is immutable, and a prediction allocates nothing and locks
//! nothing. Training is LightGBM's business.
//!
//! Differences to LightGBM: keys that this crate does not know are an error, since they could change what a model means, and trees
//! with linear models in their leaves are refused. A model that was trained on pandas categories expects their codes.

mod error;
mod field;
mod forest;
mod header;
mod layout;
mod limits;
mod model;
mod node;
mod objective;
mod predict;
mod tree;

pub use error::{ModelError, PredictError};
pub use layout::NodeStatistics;
pub use limits::Limits;
pub use model::Model;
