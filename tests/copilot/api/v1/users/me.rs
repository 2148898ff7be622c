//! A customer's own files.

mod avatar;
