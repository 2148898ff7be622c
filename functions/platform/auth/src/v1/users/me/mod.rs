//! `/api/v1/users/me`: the customer's own account.

pub(crate) mod delete;
pub(crate) mod password;
pub(crate) mod read;
pub(crate) mod update;
