//! Errors of queries.

use crate::PostgresError;
use deadpool_postgres::PoolError;
use std::error::Error;
use tokio_postgres::error::SqlState;

/// The result of every query here.
pub type Result<T> = std::result::Result<T, DatabaseError>;

/// A failed query, classified by the caller's possible reaction.
#[derive(Debug, thiserror::Error)]
pub enum DatabaseError {
    /// There is no connection, it broke, a time limit passed, or the server is read-only. A later retry may succeed.
    #[error("the database is unavailable")]
    Unavailable(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// A named constraint refused the row.
    #[error("the row violates the constraint {name}")]
    Constraint {
        /// The constraint's or unique index's name.
        name: String,
        /// Postgres's own error.
        #[source]
        source: PostgresError,
    },
    /// A statement touched another number of rows than it promises.
    #[error("{statement} affected {actual} rows instead of {expected}")]
    RowCount {
        /// The statement's name.
        statement: &'static str,
        /// The number of rows it promises to touch.
        expected: u64,
        /// The number of rows it touched.
        actual: u64,
    },
    /// A bug: the statement or a row does not have the expected form.
    #[error("the query failed")]
    Query(#[source] PostgresError),
    /// A stored value is none that the product writes.
    #[error("a stored value cannot be read")]
    Unreadable(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The migrations could not be applied.
    #[error("the migrations could not be applied")]
    Migration(#[source] Box<refinery::Error>),
}

impl DatabaseError {
    /// Returns whether the constraint with this name rejected the row.
    #[must_use]
    pub fn is_constraint(&self, constraint: &str) -> bool {
        matches!(self, Self::Constraint { name, .. } if name == constraint)
    }

    /// Returns whether the connection turned out to be broken: closed, reset, or ended by Postgres as in a restart. What was
    /// sent on it may have been executed all the same.
    #[must_use]
    pub fn is_broken_connection(&self) -> bool {
        self.cause_of_outage().is_some_and(|error| match error.as_db_error() {
            Some(database) => [SqlState::ADMIN_SHUTDOWN, SqlState::CRASH_SHUTDOWN].contains(database.code()),
            None => error.is_closed() || error.source().is_some_and(<dyn Error>::is::<std::io::Error>),
        })
    }

    /// Returns whether Postgres refused the login.
    #[must_use]
    pub fn is_login_refused(&self) -> bool {
        self.cause_of_outage().is_some_and(is_login_refused)
    }

    fn cause_of_outage(&self) -> Option<&tokio_postgres::Error> {
        let Self::Unavailable(cause) = self else { return None };
        cause.downcast_ref::<PostgresError>().map(PostgresError::inner)
    }

    /// Returns whether trying again later may help.
    #[must_use]
    pub fn is_unavailable(&self) -> bool {
        matches!(self, Self::Unavailable(_))
    }
}

impl From<tokio_postgres::Error> for DatabaseError {
    fn from(error: tokio_postgres::Error) -> Self {
        let Some(database) = error.as_db_error() else {
            let is_bug = is_decoding(&error);
            let error = PostgresError::from(error);
            return if is_bug { Self::Query(error) } else { Self::Unavailable(Box::new(error)) };
        };
        let constraint = database.constraint().map(str::to_owned);
        let is_outage = is_outage(database.code());
        let source = PostgresError::from(error);
        match constraint {
            Some(name) => Self::Constraint { name, source },
            None if is_outage => Self::Unavailable(Box::new(source)),
            None => Self::Query(source),
        }
    }
}

/// Returns whether the client itself made the error: a row or parameter has another form than the code says. Other errors
/// without a code of Postgres are those of the connection.
fn is_decoding(error: &tokio_postgres::Error) -> bool {
    let text = error.to_string();
    [
        "error deserializing column",
        "error serializing parameter",
        "invalid column",
        "query returned an unexpected number of rows",
    ]
    .iter()
    .any(|start| text.starts_with(start))
}

/// Returns whether this is SQLSTATE 28P01 or 28000.
pub(crate) fn is_login_refused(error: &tokio_postgres::Error) -> bool {
    error
        .code()
        .is_some_and(|code| [SqlState::INVALID_PASSWORD, SqlState::INVALID_AUTHORIZATION_SPECIFICATION].contains(code))
}

/// Returns whether the code is of the SQLSTATE classes 08 (connection), 28 (login refused, as after a rotation), 53 (resources)
/// or 57 (operator intervention: shutdown, start, cancel, timeout), or is that of a read-only server, as after a failover, or
/// of a transaction that paused too long.
fn is_outage(code: &SqlState) -> bool {
    ["08", "53", "57", "28"].iter().any(|class| code.code().starts_with(class))
        || [SqlState::READ_ONLY_SQL_TRANSACTION, SqlState::IDLE_IN_TRANSACTION_SESSION_TIMEOUT].contains(code)
}

impl From<PoolError> for DatabaseError {
    fn from(error: PoolError) -> Self {
        match error {
            PoolError::Backend(error) => error.into(),
            other => Self::Unavailable(Box::new(other)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cancelled_statements_count_as_unavailable() {
        assert!(is_outage(&SqlState::QUERY_CANCELED));
        assert!(!is_outage(&SqlState::SYNTAX_ERROR));
    }
}
