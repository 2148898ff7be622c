//! Tests of what the suites are made of. They stand outside of the library, which would otherwise be compiled a second time for them.
#![recursion_limit = "256"]
#![expect(clippy::unwrap_used, reason = "test code")]

mod cases;
mod disguise;
mod dose;
mod fuzz;
mod hostile_sources;
mod pairs;
mod record;
mod verdict;
mod wire;
