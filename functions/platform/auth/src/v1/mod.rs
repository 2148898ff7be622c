//! `/api/v1/auth` and `/api/v1/users`: how customers come in, with tokens in the body for programs and as cookies for
//! browsers, and what they do with their accounts.

pub(crate) mod csrf_token;
mod customer;
pub(crate) mod login;
pub(crate) mod logout;
pub(crate) mod me;
mod message;
pub(crate) mod password;
pub(crate) mod refresh;
pub(crate) mod register;
pub(crate) mod status;
mod token_status;
pub(crate) mod users;
pub(crate) mod validate;
mod verification;
pub(crate) mod verify;
pub(crate) mod verify_email;
pub(crate) mod verify_mobile;
