//! What the files say that containers are made from, as far as something has to be true of it.

mod compose;
mod dockerfile;

pub use compose::{Compose, ComposeError, Mapping, Network, Service};
pub use dockerfile::{Instruction, Stage, stages};
