//! The marketplace: customers and staff.

mod auth;
mod ops;
mod users;
