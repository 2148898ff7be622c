//! `/api/admin/access-requests`: what guests ask for.

pub(crate) mod decide;
pub(crate) mod list;
