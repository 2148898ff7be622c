//! `/api/v1/auth/verify-email`: is the address theirs?

pub(crate) mod send;
pub(crate) mod verify;
