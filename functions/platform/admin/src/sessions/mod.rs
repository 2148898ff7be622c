//! `/api/admin/sessions`: the conversations of all users.

pub(crate) mod list;
pub(crate) mod messages;
pub(crate) mod read;
mod session;
