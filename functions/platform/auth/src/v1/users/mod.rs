//! `/api/v1/users`: customers.

pub(crate) mod me;
