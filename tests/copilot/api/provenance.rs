//! The public keys of signed records.

mod keys;
