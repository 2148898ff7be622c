//! Log in, who am I, log out; passwords, sessions and keys.

mod api_key;
mod jwks;
mod limits;
mod login;
mod logout;
mod me;
mod password;
mod refresh;
mod register;
mod session;
pub(crate) mod totp;
mod verify;
