//! Queries of datasets: uploaded tables, the figures computed from them and their columnar copies.
//!
//! One module a table. Each function runs the statement of the same name under `queries/<table>/`.

pub mod dataset_readings;
pub mod datasets;
