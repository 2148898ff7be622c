//! Taking a backup.

use crate::{
    BackupError, Backups, Manifest, Result, Table,
    keys::Key,
    layout,
    manifest::FORMAT,
    parts::Parts,
    schema::{self, Known},
};
use futures::TryStreamExt;
use jiff::Timestamp;
use sisuiq_db::backups::{self, Extent};
use std::pin::pin;
use tokio::time::{Instant, timeout_at};
use tokio_postgres::{IsolationLevel, Transaction};
use uuid::Uuid;

/// The most that tables may take, on the disk and without indexes: what one run of fifteen minutes can be expected to store and to
/// read back.
pub(crate) const MOST_BYTES: i64 = 8 * 1024 * 1024 * 1024;

impl Backups {
    /// Takes a backup of what is committed now, and ends without one at the deadline. Killed anywhere, it leaves parts that are no
    /// backup, which [`Backups::prune`] removes.
    pub async fn take(&self, deadline: Option<Instant>) -> Result<Manifest> {
        let (id, began) = (self.clock.uuid_v7(), self.clock.now());
        backups::begin(&self.database.connection().await?, id, began).await?;
        let taken = match deadline {
            Some(deadline) => timeout_at(deadline, self.store(id, began)).await.unwrap_or(Err(BackupError::OutOfTime)),
            None => self.store(id, began).await,
        };
        match taken {
            Ok(manifest) => {
                self.note(&manifest).await?;
                tracing::info!(
                    backup_id = %id, rows = manifest.rows(), bytes = manifest.bytes(), stored_bytes = manifest.stored_bytes(),
                    "a backup is complete"
                );
                Ok(manifest)
            }
            Err(error) => {
                self.give_up(id, &error).await;
                Err(error)
            }
        }
    }

    /// Notes a backup that is there.
    pub(crate) async fn note(&self, manifest: &Manifest) -> Result<()> {
        let extent = Extent {
            tables: i32::try_from(manifest.tables.len()).unwrap_or(i32::MAX),
            rows: whole(manifest.rows()),
            bytes: whole(manifest.bytes()),
            stored_bytes: whole(manifest.stored_bytes()),
        };
        let times = (manifest.taken_at, manifest.finished_at);
        backups::complete(&self.database.connection().await?, manifest.id, times, extent).await?;
        Ok(())
    }

    async fn store(&self, id: Uuid, taken_at: Timestamp) -> Result<Manifest> {
        let key = self.keys.current().await?;
        let mut client = self.database.dedicated().await?;
        let snapshot = client.build_transaction().isolation_level(IsolationLevel::RepeatableRead).read_only(true);
        let snapshot = snapshot.start().await?;
        schema::hold(&snapshot).await?;
        let version = schema::version(&snapshot).await?;
        let schema_version = version.ok_or(BackupError::OtherSchema { backup: 0, database: None })?;
        let known = schema::tables(&snapshot).await?;
        let bytes = known.iter().map(|table| table.bytes).sum();
        if bytes > MOST_BYTES {
            return Err(BackupError::TooLarge { bytes, most: MOST_BYTES });
        }
        let mut tables = Vec::with_capacity(known.len());
        for table in &known {
            tables.push(self.copy_out(&snapshot, (id, &key), table).await?);
        }
        // these move while others work: read last, no row of the snapshot is ahead of them
        let sequences = schema::sequences(&snapshot).await?;
        snapshot.rollback().await?;
        let finished_at = self.clock.now();
        let manifest = Manifest { format: FORMAT, id, taken_at, finished_at, schema_version, tables, sequences };
        self.vault.put(&layout::manifest(id), manifest.seal(&key)?).await?;
        Ok(manifest)
    }

    async fn copy_out(&self, snapshot: &Transaction<'_>, (id, key): (Uuid, &Key), table: &Known) -> Result<Table> {
        let statement = format!("COPY {} ({}) TO STDOUT", table.quoted, table.columns);
        let mut rows = pin!(snapshot.copy_out(&statement).await?);
        let mut parts = Parts::begin(&self.vault, key, id, table);
        while let Some(bytes) = rows.try_next().await? {
            parts.take(&bytes).await?;
        }
        parts.finish().await
    }

    /// Notes why there is no backup, and removes what there is of it; should that fail, a later run does.
    async fn give_up(&self, id: Uuid, error: &BackupError) {
        let noted = async {
            let connection = self.database.connection().await?;
            backups::fail(&connection, id, self.clock.now(), &told(error)).await?;
            drop(connection);
            self.remove(id).await
        };
        if let Err(further) = noted.await {
            tracing::warn!(backup_id = %id, error = %further, "what is left of a backup that failed could not be removed");
        }
    }
}

/// An error with what caused it.
fn told(error: &BackupError) -> String {
    let mut told = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        told = format!("{told}: {error}");
        cause = error.source();
    }
    told
}

fn whole(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
