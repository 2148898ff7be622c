//! Promises of the product, each put to the test by many cases that are drawn from a seed.

mod cases;
mod dose;
pub mod record;
mod suite;

pub use dose::Dose;
pub use suite::{Failure, Optional, Outcome, Suite, Worst};
