//! `/api/auth/invitations`: what an invited person does with the token of the message.

pub(crate) mod accept;
pub(crate) mod read;
