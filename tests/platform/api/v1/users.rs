//! Customers and their own accounts.

mod me;
