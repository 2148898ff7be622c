//! Passwords, access tokens, sessions and roles.
