//! Password reset of customers.

mod forgot;
mod reset;
