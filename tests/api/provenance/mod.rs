//! The keys of records.

mod key;
