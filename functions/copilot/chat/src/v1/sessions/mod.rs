//! The caller's conversations.

pub(crate) mod delete;
pub(crate) mod export;
pub(crate) mod list;
pub(crate) mod read;
pub(crate) mod rename;
