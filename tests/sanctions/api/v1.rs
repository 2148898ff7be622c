//! `/api/v1`

mod knowledge;
mod sources;
