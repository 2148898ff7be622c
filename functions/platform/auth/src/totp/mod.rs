//! `/api/auth/totp`: an authenticator app as second factor.

pub(crate) mod add;
pub(crate) mod confirm;
pub(crate) mod read;
pub(crate) mod remove;
