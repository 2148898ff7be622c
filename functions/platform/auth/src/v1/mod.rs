//! `/api/v1/auth` and `/api/v1/users`: how customers come in, with tokens in the body for programs and as cookies for
//! browsers, and what they do with their accounts.

pub(crate) mod csrf_token;
pub(crate) mod customer;
pub(crate) mod forgot_password;
pub(crate) mod login;
pub(crate) mod logout;
pub(crate) mod me;
pub(crate) mod refresh;
pub(crate) mod register;
pub(crate) mod reset_password;
mod send;
pub(crate) mod status;
pub(crate) mod users;
pub(crate) mod validate;
pub(crate) mod verify_email;
pub(crate) mod verify_mobile;
