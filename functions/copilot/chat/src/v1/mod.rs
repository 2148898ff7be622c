//! Version 1 of the interface: the same conversations in other shapes.

pub(crate) mod ask;
pub(crate) mod modes;
pub(crate) mod sessions;
pub(crate) mod tips;
