//! `/api/admin/sessions`: conversations, whoever has them.

pub(crate) mod list;
pub(crate) mod messages;
pub(crate) mod read;
