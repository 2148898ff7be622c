//! Queries of predictions and their batches.
//!
//! One module a table. Each function runs the statement of the same name under `queries/<module>/`.

pub mod prediction_batch_items;
pub mod prediction_batches;
pub mod predictions;
