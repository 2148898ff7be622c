//! `/api/admin/jobs`: what became of files, and another try.

pub(crate) mod list;
pub(crate) mod retry;
