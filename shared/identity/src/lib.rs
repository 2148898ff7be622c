//! Passwords, access tokens, sessions and roles.
//!
//! A handler names its caller in its signature: [`Anyone`], [`Visitor`], [`User`] or [`Admin`]. A token counts only
//! while its session stands in the database, so ending a session ends its tokens at once.

mod argon2id;
mod caller;
mod cookies;
mod error;
mod foundation;
mod identity;
mod passwords;
mod tokens;

pub use caller::{Admin, Anyone, User, Visitor};
pub use cookies::{ACCESS_COOKIE, AccessCookie};
pub use error::IdentityError;
pub use foundation::Foundation;
pub use identity::Identity;
pub use passwords::Passwords;
pub use tokens::{AccessTokens, Claims, KeyDocument, KeySet, Token};
