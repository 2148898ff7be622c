//! Tokens in the body of an answer, for programs.

use secrecy::ExposeSecret;
use serde::Serialize;
use utoipa::ToSchema;

use crate::Granted;

/// A pair of tokens.
#[derive(Debug, Serialize, ToSchema)]
pub struct TokensOut {
    #[schema(example = "eyJhbGciOiJFZERTQSIsImtpZCI6IjIwMjYtMTEifQ.eyJzdWIiOiIwMTkwYjVhMCJ9.c2lnbmF0dXJl")]
    access_token: String,
    /// The refresh token, which can be used once.
    #[schema(example = "sisuiq_refresh_m3Vt9Qy0nCk8sVb3dWmZ7xRAjHk1v2nqS01jYd")]
    refresh_token: String,
    #[schema(example = "bearer")]
    token_type: &'static str,
    /// Seconds until the access token expires.
    #[schema(example = 900)]
    expires_in: i64,
}

impl TokensOut {
    /// The issued tokens in plain text.
    #[must_use]
    pub fn new(granted: &Granted) -> Self {
        Self {
            access_token: granted.access.expose_secret().to_owned(),
            refresh_token: granted.refresh.expose_secret().to_owned(),
            token_type: "bearer",
            expires_in: granted.access_lifetime.as_secs(),
        }
    }
}
