//! What administrators do with documents, told in full.

pub(crate) mod delete;
pub(crate) mod reindex;
