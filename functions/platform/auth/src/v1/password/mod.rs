//! `/api/v1/auth/password`: another password for whoever forgot theirs.

pub(crate) mod forgot;
pub(crate) mod reset;
