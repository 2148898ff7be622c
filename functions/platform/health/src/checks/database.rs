//! Postgres: reachable, and migrated far enough for this code.

use std::time::Duration;

use sisuiq_db::{Database, EXPECTED_VERSION, schema_version};

use super::probe::{Fault, Limits, probe};
use crate::status::ServiceOut;

const LIMITS: Limits = Limits { slow: Duration::from_millis(100), timeout: Duration::from_secs(5) };

pub(crate) async fn database(database: &Database) -> ServiceOut {
    probe("database", LIMITS, check(database)).await
}

/// A newer schema is fine: migrations run before the code that needs them.
async fn check(database: &Database) -> Result<(), Fault> {
    let applied = schema_version(&database.connection().await?).await?.unwrap_or(0);
    if applied < EXPECTED_VERSION {
        return Err(format!("the schema is at version {applied} and should be at {EXPECTED_VERSION}").into());
    }
    Ok(())
}
