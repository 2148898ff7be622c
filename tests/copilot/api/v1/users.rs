//! Customers' files.

mod me;
