//! `/api/admin/sessions`: conversations, whoever has them.

pub(crate) mod list;
pub(crate) mod messages;
