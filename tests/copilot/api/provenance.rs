//! The keys of records.

mod keys;
