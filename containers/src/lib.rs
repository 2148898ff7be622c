//! Parsers for the Dockerfile and the Compose files. They read only the parts that tests check.

mod compose;
mod dockerfile;

pub use compose::{Compose, ComposeError, Mapping, Network, Service};
pub use dockerfile::{Instruction, Stage, stages};
