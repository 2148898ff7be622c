//! How members of staff come in.

mod login;
mod logout;
mod me;
mod refresh;
mod register;
