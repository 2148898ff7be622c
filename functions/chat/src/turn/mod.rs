//! One question and its answer: found, written, checked, stored.

mod begin;
mod budget;
mod failure;
mod keep;
mod source;
mod write;

pub(crate) use begin::{Begun, Started, Turn, begin};
pub(crate) use failure::Failure;
pub(crate) use keep::{Form, Outcome};
pub(crate) use write::answer;
