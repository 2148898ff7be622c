//! `/api/admin`: what administrators ask of conversations.

pub(crate) mod tips;
