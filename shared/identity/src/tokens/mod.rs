//! Access tokens: short-lived, signed with Ed25519, good for one session.

mod claims;
mod issue;
mod keys;

pub use claims::Claims;
pub use issue::{AccessTokens, Subject, Token};
pub use keys::{KeyDocument, KeySet, PublicKey, RotatedRecently, SigningKey};
