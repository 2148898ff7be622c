//! Staff.

mod auth;
mod matrix;
mod permissions;
mod roles;
mod users;
