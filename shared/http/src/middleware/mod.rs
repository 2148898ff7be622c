//! Middleware around every handler.

pub(crate) mod admission;
pub(crate) mod compression;
pub(crate) mod cors;
pub(crate) mod csrf;
pub(crate) mod double_submit;
pub(crate) mod headers;
pub(crate) mod observe;
pub(crate) mod text;
pub(crate) mod timeout;
