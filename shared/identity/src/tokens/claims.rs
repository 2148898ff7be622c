//! The claims of a token.

use serde::{Deserialize, Serialize};
use sisuiq_model::{AuthSessionId, Surface, TokenPairId, UserId, UserRole};

/// The claims of an access token.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Claims {
    /// The issuer.
    pub iss: String,
    /// The audience, always `sisuiq`.
    pub aud: String,
    /// The user.
    pub sub: UserId,
    /// The pair of tokens it belongs to.
    pub jti: TokenPairId,
    /// The session it belongs to.
    pub sid: AuthSessionId,
    /// The surface where the session began, for display.
    pub surface: Surface,
    /// The role at the time of issue, for display; rights are read from the account.
    pub role: UserRole,
    /// Issued at, in seconds since the epoch.
    pub iat: i64,
    /// Expires at, in seconds since the epoch.
    pub exp: i64,
}
