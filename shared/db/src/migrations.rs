//! The files under `migrations/`, applied in order.

use crate::{Connection, DatabaseError, Result};
use include_dir::{Dir, include_dir};
use refinery::{Migration, Runner};
use std::hash::{DefaultHasher, Hash, Hasher};
use tokio_postgres::Client;

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../migrations");

/// The version that this code needs: the number of the newest file.
pub const EXPECTED_VERSION: i32 = 31;

/// The advisory lock under which migrations run: two runs at once apply each file once.
const LOCK: i64 = 0x5349_5355_6951;

/// Applies what is missing and returns the names of what was applied. Safe twice, and by two at once.
pub async fn migrate(client: &mut Client) -> Result<Vec<String>> {
    let runner = Runner::new(&files().map_err(migration_error)?);
    client.execute("SELECT pg_advisory_lock($1)", &[&LOCK]).await?;
    let applied = runner.run_async(client).await.map_err(migration_error);
    client.execute("SELECT pg_advisory_unlock($1)", &[&LOCK]).await?;
    Ok(applied?.applied_migrations().iter().map(ToString::to_string).collect())
}

/// The version of the newest migration that has been applied; `None` before the first.
pub async fn schema_version(client: &Connection) -> Result<Option<i32>> {
    let history = client.query_one("SELECT to_regclass('refinery_schema_history') IS NOT NULL", &[]).await?;
    if !history.try_get::<_, bool>(0)? {
        return Ok(None);
    }
    let newest = client.query_one("SELECT max(version)::integer FROM refinery_schema_history", &[]).await?;
    Ok(newest.try_get(0)?)
}

/// A number that changes whenever a migration does.
#[must_use]
pub fn migrations_digest() -> u64 {
    let mut hasher = DefaultHasher::new();
    for file in FILES.files() {
        (file.path(), file.contents()).hash(&mut hasher);
    }
    hasher.finish()
}

fn files() -> std::result::Result<Vec<Migration>, refinery::Error> {
    let mut migrations = Vec::new();
    for file in FILES.files() {
        let Some(name) = file.path().file_stem().and_then(|stem| stem.to_str()) else { continue };
        let (Some((number, title)), Some(sql)) = (name.split_once('_'), file.contents_utf8()) else { continue };
        if file.path().extension().is_some_and(|extension| extension == "sql") {
            migrations.push(Migration::unapplied(&format!("V{number}__{title}"), sql)?);
        }
    }
    Ok(migrations)
}

fn migration_error(error: refinery::Error) -> DatabaseError {
    DatabaseError::Migration(Box::new(error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_expected_version_is_the_newest_file() {
        let newest = files().unwrap().iter().map(Migration::version).max().unwrap();
        assert_eq!(i64::from(newest), i64::from(EXPECTED_VERSION));
    }
}
