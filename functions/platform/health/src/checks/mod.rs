//! One check a service, and the limits each is held to.

mod database;
mod model;
mod probe;
mod queue;
mod storage;
mod vectors;

pub(crate) use database::database;
pub(crate) use model::model;
pub(crate) use queue::queue;
pub(crate) use storage::storage;
pub(crate) use vectors::vectors;
