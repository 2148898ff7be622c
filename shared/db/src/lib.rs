//! The connection to Postgres: the pool, transactions, statements, lists and migrations.
//!
//! The statements themselves are in one crate an area: `accounts-db`, `documents-db`, `chat-db` and `admin-db`.

mod authorities;
mod connection;
mod error;
mod limits;
mod list;
mod login;
pub mod login_roles;
mod migrations;
mod pattern;
mod pool;
mod postgres_error;
pub mod query;
mod stale_connections;

pub use connection::{Connection, GenericClient, ResponseTimeout, Session, Transaction};
pub use error::{DatabaseError, Result};
pub use limits::DatabaseLimits;
pub use list::{Filters, List, SortOrder};
pub use migrations::{
    EXPECTED_VERSION, keep_schema, migrate, migrate_to, migrations_digest, release_schema, schema_version,
};
pub use pattern::anywhere;
pub use pool::{CredentialSource, Credentials, Database, DatabaseSettings};
pub use postgres_error::PostgresError;
