//! How providers are.

mod providers;
