//! Queries of datasets: uploaded tables, the figures computed from them, their columnar copies and the links that open them.
//!
//! One module a table. Each function runs the statement of the same name under `queries/<table>/`.

pub mod dataset_readings;
pub mod dataset_shares;
pub mod dataset_uses;
pub mod datasets;
