//! `/api/v1/auth/password`: the reset of a forgotten password.

pub(crate) mod forgot;
pub(crate) mod reset;
