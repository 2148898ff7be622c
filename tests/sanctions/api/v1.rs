//! `/api/v1`

mod sources;
