//! The files under `migrations/`, applied in order.

use crate::{Connection, DatabaseError, Result};
use include_dir::{Dir, include_dir};
use refinery::{Migration, Report, Runner, Target};
use std::{
    error::Error,
    hash::{DefaultHasher, Hash, Hasher},
    iter::successors,
    time::{Duration, Instant},
};
use tokio::time::sleep;
use tokio_postgres::{Client, error::SqlState};

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../migrations");

/// The version that this code needs: the number of the newest file.
pub const EXPECTED_VERSION: i32 = 74;

/// The advisory lock under which migrations run: two runs at once apply each file once.
const LOCK: i64 = 0x5349_5355_6951;

/// Time for which a migration waits for the lock of a table; other statements wait behind it. It ends before Postgres looks for
/// a deadlock (`deadlock_timeout`, 1 s), whose victim could be one of those statements.
const LOCK_WAIT: &str = "SET lock_timeout = '200ms'";
const UNLIMITED_WAIT: &str = "SET lock_timeout = 0";
/// Another migration may run for longer than a statement may take.
const UNLIMITED_STATEMENT: &str = "SET statement_timeout = 0";
/// Pause between two tries.
const PAUSE: Duration = Duration::from_secs(1);
/// Time after which it stops trying, a little less than a function may run.
const TIMEOUT: Duration = Duration::from_mins(13);

/// Applies the missing migrations and returns their names. Safe to run twice, and concurrently. A migration waits at most 200 ms
/// for the lock of each table that it changes. Then it releases the locks that it holds, and tries again a second later.
///
/// # Errors
/// A migration failed, or its tables were locked for 13 minutes: the migrations applied before it stay.
pub async fn migrate(client: &mut Client) -> Result<Vec<String>> {
    apply(client, Target::Latest).await
}

/// Applies migrations up to an earlier version, for the schema of an earlier release.
pub async fn migrate_to(client: &mut Client, version: i32) -> Result<Vec<String>> {
    apply(client, Target::Version(version)).await
}

async fn apply(client: &mut Client, target: Target) -> Result<Vec<String>> {
    let runner = Runner::new(&files().map_err(migration_error)?).set_target(target);
    let begun = Instant::now();
    client.batch_execute(LOCK_WAIT).await?;
    hold(client, begun).await?;
    let applied = patiently(client, &runner, begun).await;
    // when this fails as well, on a broken connection, the migration's own error says more
    let released = release(client).await;
    applied.and_then(|names| released.map(|()| names))
}

/// Waits for other migrations and for backups to end.
async fn hold(client: &Client, begun: Instant) -> Result<()> {
    loop {
        match client.execute("SELECT pg_advisory_lock($1)", &[&LOCK]).await {
            Ok(_) => return Ok(()),
            Err(error) if begun.elapsed() < TIMEOUT && error.code() == Some(&SqlState::LOCK_NOT_AVAILABLE) => {
                tracing::warn!(
                    seconds = begun.elapsed().as_secs(),
                    "migration is waiting for another migration or a backup"
                );
                sleep(PAUSE).await;
            }
            Err(error) => return Err(error.into()),
        }
    }
}

/// Prevents migrations from starting while this session lasts, after waiting for one under way, and removes the statement
/// timeout of the session. Several sessions may do so at once.
///
/// # Errors
/// The database is unavailable.
pub async fn keep_schema(client: &Client) -> Result<()> {
    client.batch_execute(UNLIMITED_STATEMENT).await?;
    client.execute("SELECT pg_advisory_lock_shared($1)", &[&LOCK]).await?;
    Ok(())
}

/// Admits migrations again, which [`keep_schema`] prevents. The session's statements stay without a timeout.
///
/// # Errors
/// The database is unavailable.
pub async fn release_schema(client: &Client) -> Result<()> {
    client.execute("SELECT pg_advisory_unlock_shared($1)", &[&LOCK]).await?;
    Ok(())
}

async fn release(client: &Client) -> Result<()> {
    client.batch_execute(UNLIMITED_WAIT).await?;
    client.execute("SELECT pg_advisory_unlock($1)", &[&LOCK]).await?;
    Ok(())
}

async fn patiently(client: &mut Client, runner: &Runner, begun: Instant) -> Result<Vec<String>> {
    let mut names = Vec::new();
    let mut note = |report: &Report| names.extend(report.applied_migrations().iter().map(ToString::to_string));
    loop {
        match runner.run_async(client).await {
            Ok(report) => {
                note(&report);
                break;
            }
            Err(error) if begun.elapsed() < TIMEOUT && meets_a_lock(&error) => {
                error.report().inspect(|report| note(report));
                let seconds = begun.elapsed().as_secs();
                tracing::warn!(seconds, %error, "a migration waits for the locks of its tables");
                sleep(PAUSE).await;
            }
            Err(error) => return Err(migration_error(error)),
        }
    }
    Ok(names)
}

/// Returns whether a lock that the migration needs was taken.
fn meets_a_lock(error: &refinery::Error) -> bool {
    let first: &dyn Error = error;
    let causes = successors(Some(first), |cause| (*cause).source());
    let mut codes = causes.filter_map(|cause| cause.downcast_ref::<tokio_postgres::Error>()?.code());
    codes.any(|code| [SqlState::LOCK_NOT_AVAILABLE, SqlState::T_R_DEADLOCK_DETECTED].contains(code))
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

/// A hash of the names and contents of all migrations.
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
    fn expected_version_is_the_newest_file() {
        let newest = files().unwrap().iter().map(Migration::version).max().unwrap();
        assert_eq!(i64::from(newest), i64::from(EXPECTED_VERSION));
    }
}
