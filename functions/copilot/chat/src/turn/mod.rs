//! One question and its answer: found, written, checked, told, stored.

mod begin;
mod budget;
mod cache;
mod decline;
mod failure;
mod find;
mod keep;
mod record;
mod rerank;
mod source;
mod telling;
mod write;

pub(crate) use begin::{Begun, Started, Turn, begin, begin_again};
pub(crate) use budget::Budgets;
pub(crate) use cache::Cache;
pub(crate) use failure::Failure;
pub(crate) use keep::{Form, Outcome};
pub(crate) use telling::{AHEAD, Telling};
pub(crate) use write::answer;

use begin::Asked;
