//! How customers get in again who forgot their password.

mod forgot;
mod reset;
