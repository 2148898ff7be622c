//! `/api/v1/health`: the health with the version of the build, and that of the language-model providers.

pub(crate) mod detailed;
pub(crate) mod health;
pub(crate) mod providers;
