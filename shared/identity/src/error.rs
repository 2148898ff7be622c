//! Errors of passwords and keys.

use std::time::Duration;

use sisuiq_config::SecretError;
use sisuiq_http::Problem;
use sisuiq_telemetry::TaskEnded;

const RETRY_AFTER: Duration = Duration::from_secs(1);

/// A failure on our side; a wrong password or a bad token is none.
#[derive(Debug, thiserror::Error)]
pub enum IdentityError {
    /// The signing keys could not be read.
    #[error(transparent)]
    Secret(#[from] SecretError),
    /// A signing key is not an Ed25519 key in PKCS#8 PEM form.
    #[error("signing key {kid} is not an Ed25519 key in PKCS#8 PEM form")]
    Key {
        /// The key's name.
        kid: String,
    },
    /// The token could not be signed.
    #[error("the access token could not be signed")]
    Sign(#[source] jsonwebtoken::errors::Error),
    /// A stored hash is malformed, or hashing failed.
    #[error("the password could not be hashed: {0}")]
    Hash(argon2::password_hash::Error),
    /// Too many passwords wait to be hashed.
    #[error("too many passwords are waiting to be hashed")]
    Busy,
    /// The hashing thread ended early.
    #[error("the password could not be hashed")]
    Thread(#[from] TaskEnded),
}

impl From<IdentityError> for Problem {
    fn from(error: IdentityError) -> Self {
        match error {
            IdentityError::Secret(error) => error.into(),
            IdentityError::Busy => Self::unavailable("service", RETRY_AFTER)
                .detail("too many logins at the same time; try again in a moment"),
            other => Self::internal(other),
        }
    }
}
