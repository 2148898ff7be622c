//! `/api/v1/ops/users`: members of staff.

pub(crate) mod approve;
pub(crate) mod create;
pub(crate) mod delete;
pub(crate) mod list;
pub(crate) mod read;
pub(crate) mod role;
pub(crate) mod update;
