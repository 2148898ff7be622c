//! `/api/v1/health`: the same health with more about it.

pub(crate) mod detailed;
pub(crate) mod health;
pub(crate) mod providers;
