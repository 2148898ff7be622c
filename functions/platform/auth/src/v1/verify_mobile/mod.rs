//! `/api/v1/auth/verify-mobile`: is the number theirs?

pub(crate) mod send;
pub(crate) mod verify;
