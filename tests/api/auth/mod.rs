//! Log in, who am I, log out.

mod me;
