//! `/api/v1/users`: customers and their own accounts.

pub(crate) mod close;
pub(crate) mod password;
pub(crate) mod read;
pub(crate) mod update;
