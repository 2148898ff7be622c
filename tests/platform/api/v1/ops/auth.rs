//! Authentication of staff.

mod login;
mod logout;
mod me;
mod refresh;
mod register;
