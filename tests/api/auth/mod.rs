//! Log in, who am I, log out.

mod login;
mod logout;
mod me;
