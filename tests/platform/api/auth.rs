//! Authentication, passwords and sessions.

mod access_request;
mod invitations;
mod login;
mod logout;
mod me;
mod password;
mod refresh;
mod register;
mod sessions;
pub(crate) mod totp;
mod verify;
