//! The caller's conversations, in version 1.

pub(crate) mod delete;
pub(crate) mod export;
pub(crate) mod list;
pub(crate) mod read;
pub(crate) mod rename;
