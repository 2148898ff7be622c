//! The caller's conversations about datasets.

pub(crate) mod list;
pub(crate) mod messages;
