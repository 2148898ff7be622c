//! Postgres errors, in a form that is safe to log.

use std::{error::Error, fmt};

/// An error of Postgres, or of the client that speaks with it. It is written without DETAIL and HINT, in which Postgres quotes the
/// values of rows; its message may quote a text that a statement tried to read as another type.
pub struct PostgresError(tokio_postgres::Error);

impl PostgresError {
    pub(crate) const fn inner(&self) -> &tokio_postgres::Error {
        &self.0
    }
}

impl From<tokio_postgres::Error> for PostgresError {
    fn from(error: tokio_postgres::Error) -> Self {
        Self(error)
    }
}

impl fmt::Display for PostgresError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.as_db_error() {
            Some(refusal) => {
                let (severity, message, state) = (refusal.severity(), refusal.message(), refusal.code().code());
                write!(formatter, "{severity}: {message} (SQLSTATE {state})")
            }
            None => fmt::Display::fmt(&self.0, formatter),
        }
    }
}

impl fmt::Debug for PostgresError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "PostgresError({self})")
    }
}

impl Error for PostgresError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        if self.0.as_db_error().is_some() { None } else { self.0.source() }
    }
}
