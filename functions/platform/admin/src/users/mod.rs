//! `/api/admin/users`: accounts and their credentials.

pub(crate) mod api_keys;
pub(crate) mod invitation;
pub(crate) mod invite;
pub(crate) mod list;
mod managed;
pub(crate) mod password_reset;
pub(crate) mod read;
pub(crate) mod sessions;
pub(crate) mod totp;
pub(crate) mod update;
