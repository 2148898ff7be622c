//! Log in, log out and who am I.
