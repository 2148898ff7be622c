//! Suites that test the product's promises, each with many random cases from a seed.
#![recursion_limit = "256"]

mod cases;
mod dose;
pub mod record;
mod routes;
mod suite;
pub mod suites;

pub use dose::Dose;
pub use suite::{Failure, Optional, Outcome, Suite, Worst};
