//! `/api/v1/ops/roles`: roles of staff and what they may do.

pub(crate) mod create;
pub(crate) mod list;
pub(crate) mod permissions;
pub(crate) mod update;
