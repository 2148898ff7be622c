//! Rotates secrets the way Secrets Manager asks for it: in four steps, each of which may come twice.

mod database;
mod error;
mod event;
mod rotate;
mod signing_keys;
mod state;

pub use error::RotateError;
pub use event::{Event, Step};
pub use rotate::rotate;
pub use state::State;
