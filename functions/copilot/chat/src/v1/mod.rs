//! The first version of the interface: other shapes for the same conversations.

pub(crate) mod ask;
pub(crate) mod modes;
pub(crate) mod sessions;
