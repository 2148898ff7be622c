//! Documents for administrators, with more details in the responses.

pub(crate) mod delete;
pub(crate) mod reindex;
