//! Test support: databases, PDF builders, a fault-injecting proxy and a Lambda Runtime API.
//!
//! The tests use the stores of the test stack. `cargo dev test` sets their addresses in `SISUIQ_TEST_*` variables.
#![expect(clippy::expect_used, clippy::missing_panics_doc, reason = "a test that cannot be set up fails")]

mod collector;
mod database;
mod log;
pub mod pdf;
mod proxy;
pub mod runtime_api;
mod stack;
pub mod statements;
pub mod typeset;
mod workbook;

pub use collector::{Collector, Sent};
pub use database::TestDatabase;
pub use log::Log;
pub use proxy::{Mode, Proxy};
pub use stack::Stack;
pub use workbook::{workbook, workbook_of_sheet};
