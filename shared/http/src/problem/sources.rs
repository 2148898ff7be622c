//! Failures of the layers below, as problems.

use std::time::Duration;

use sisuiq_config::SecretError;
use sisuiq_db::DatabaseError;

use super::Problem;

/// The `Retry-After` while the database or the secret store is unavailable.
const STORE_RETRY: Duration = Duration::from_secs(2);

impl From<DatabaseError> for Problem {
    fn from(error: DatabaseError) -> Self {
        if error.is_unavailable() {
            return Self::unavailable("database", STORE_RETRY).caused_by(error);
        }
        Self::internal(error)
    }
}

impl From<SecretError> for Problem {
    fn from(error: SecretError) -> Self {
        match error {
            SecretError::Unavailable { .. } | SecretError::Unchanged { .. } => {
                Self::unavailable("secret store", STORE_RETRY).caused_by(error)
            }
            SecretError::Missing { .. } | SecretError::Malformed { .. } => Self::internal(error),
        }
    }
}
