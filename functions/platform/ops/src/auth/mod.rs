//! `/api/v1/ops/auth`: how members of staff come in.

pub(crate) mod login;
pub(crate) mod logout;
pub(crate) mod me;
mod out;
pub(crate) mod refresh;
pub(crate) mod register;
