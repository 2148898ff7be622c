//! Errors of a rotation step.

use sisuiq_config::SecretError;
use sisuiq_db::DatabaseError;
use sisuiq_identity::{IdentityError, RotatedRecently};

/// The reason why a step failed; Secrets Manager retries it.
#[derive(Debug, thiserror::Error)]
pub enum RotateError {
    /// It is another secret than those that the settings name.
    #[error("{0} is not a secret that this function rotates")]
    Foreign(String),
    /// The step before was not done.
    #[error("the version {0} does not exist: run createSecret first")]
    NotMade(String),
    /// The new version names another server or user than the current one: this function did not create it.
    #[error("the new version names another server, database or user than this function would")]
    Elsewhere,
    /// The alternate user does not act as the role whose tables it is to use.
    #[error("the login uses the role {0}, which does not own the tables")]
    WrongRole(String),
    /// The secret cannot be read or written.
    #[error("the secret cannot be rotated")]
    Secret(#[from] SecretError),
    /// The database refused or is away.
    #[error("the database's login cannot be rotated")]
    Database(#[from] DatabaseError),
    /// A key cannot be made or read.
    #[error("the signing keys cannot be rotated")]
    Key(#[from] IdentityError),
    /// The last rotation is too recent.
    #[error(transparent)]
    Recent(#[from] RotatedRecently),
    /// The system gave no random numbers.
    #[error("a password could not be generated")]
    Random(#[source] rand::rand_core::OsError),
}
