//! `/api/auth/sessions`: where the caller is logged in.

pub(crate) mod delete;
pub(crate) mod delete_all;
pub(crate) mod list;
