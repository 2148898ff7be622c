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
use sisuiq_admin_db::backups::{self, Extent};
use std::pin::pin;
use tokio::time::{Instant, timeout_at};
use tokio_postgres::{IsolationLevel, Transaction};
use uuid::Uuid;

/// The limit of the size of all tables on disk, without indexes: what one run of fifteen minutes can store and verify.
pub(crate) const MOST_BYTES: i64 = 8 * 1024 * 1024 * 1024;

/// The error of a backup whose process was killed.
const KILLED: &str = "the process ended before the backup was complete";

impl Backups {
    /// Creates a backup of the committed data, or fails at the deadline. A database without accounts is rejected: its
    /// backup would become the newest and replace an older one from before a loss. A killed process leaves parts
    /// without a manifest, which [`Backups::prune`] removes. A backup counts only after [`Backups::verify`] has
    /// verified it.
    pub async fn create(&self, deadline: Option<Instant>) -> Result<Manifest> {
        let (id, began) = (self.clock.uuid_v7(), self.clock.now());
        backups::begin(&self.database.connection().await?, id, began).await?;
        let taken = match deadline {
            Some(deadline) => timeout_at(deadline, self.store(id, began)).await.unwrap_or(Err(BackupError::OutOfTime)),
            None => self.store(id, began).await,
        };
        let noted = match taken {
            Ok(manifest) => self.note(&manifest).await.map(|()| manifest),
            Err(error) => Err(error),
        };
        match noted {
            Ok(manifest) => {
                tracing::info!(
                    backup_id = %id, rows = manifest.rows(), bytes = manifest.bytes(), stored_bytes = manifest.stored_bytes(),
                    "backup stored"
                );
                Ok(manifest)
            }
            Err(error) => {
                self.give_up(id, &error).await;
                Err(error)
            }
        }
    }

    /// Records a backup as complete.
    pub(crate) async fn note(&self, manifest: &Manifest) -> Result<()> {
        let extent = Extent {
            tables: i32::try_from(manifest.tables.len()).unwrap_or(i32::MAX),
            rows: whole(manifest.rows()),
            bytes: whole(manifest.bytes()),
            stored_bytes: whole(manifest.stored_bytes()),
        };
        let connection = self.database.connection().await?;
        backups::complete(&connection, manifest.id, manifest.taken_at, manifest.finished_at, extent).await?;
        Ok(())
    }

    async fn store(&self, id: Uuid, taken_at: Timestamp) -> Result<Manifest> {
        let key = self.keys.current().await?;
        let mut client = self.database.dedicated().await?;
        // before there is a snapshot, which would show tables as they were before a migration that ends meanwhile
        sisuiq_db::keep_schema(&client).await?;
        let snapshot = client.build_transaction().isolation_level(IsolationLevel::RepeatableRead).read_only(true);
        let snapshot = snapshot.start().await?;
        schema::hold(&snapshot).await?;
        self.settle(taken_at).await?;
        let version = schema::version(&snapshot).await?;
        let schema_version = version.ok_or(BackupError::OtherSchema { backup: 0, database: None })?;
        let known = schema::tables(&snapshot).await?;
        schema::lock(&snapshot, &known).await?;
        if !schema::has_accounts(&snapshot).await? {
            return Err(BackupError::Nothing);
        }
        let bytes = known.iter().map(|table| table.bytes).sum();
        if bytes > MOST_BYTES {
            return Err(BackupError::TooLarge { bytes, most: MOST_BYTES });
        }
        let mut tables = Vec::with_capacity(known.len());
        for table in &known {
            tables.push(self.copy_out(&snapshot, id, &key, table).await?);
        }
        // sequences are not part of a snapshot: read last, they are not behind any of its rows
        let sequences = schema::sequences(&snapshot).await?;
        snapshot.rollback().await?;
        let finished_at = self.clock.now();
        let manifest = Manifest { format: FORMAT, id, taken_at, finished_at, schema_version, tables, sequences };
        self.vault.put(&layout::manifest(id), manifest.seal(&key)?).await?;
        Ok(manifest)
    }

    async fn copy_out(&self, snapshot: &Transaction<'_>, id: Uuid, key: &Key, table: &Known) -> Result<Table> {
        let statement = format!("COPY {} ({}) TO STDOUT", table.quoted, table.columns);
        let mut rows = pin!(snapshot.copy_out(&statement).await?);
        let mut parts = Parts::begin(&self.vault, key, id, table);
        while let Some(bytes) = rows.try_next().await? {
            parts.take(&bytes).await?;
        }
        parts.finish().await
    }

    /// Records the outcome of earlier backups whose process was killed: complete with a readable manifest, failed without. The lock
    /// is held, so that none of them is running.
    async fn settle(&self, before: Timestamp) -> Result<()> {
        let running = backups::find_running(&self.database.connection().await?, before).await?;
        for id in running {
            if let Ok((manifest, _)) = self.open(id).await {
                self.note(&manifest).await?;
            } else {
                backups::fail(&self.database.connection().await?, id, self.clock.now(), KILLED).await?;
            }
        }
        Ok(())
    }

    /// Removes what is stored of a backup, also while the database is unavailable, and records the error. If that fails, it is
    /// only logged, and a later run does it.
    async fn give_up(&self, id: Uuid, error: &BackupError) {
        if let Err(further) = self.remove(id).await {
            tracing::warn!(backup_id = %id, error = %further, "removing the parts of a failed backup failed");
        }
        let noted = async {
            backups::fail(&self.database.connection().await?, id, self.clock.now(), &told(error)).await?;
            Ok::<_, BackupError>(())
        };
        if let Err(further) = noted.await {
            tracing::warn!(backup_id = %id, error = %further, "recording the failure of a backup failed");
        }
    }
}

/// An error with what caused it.
pub(crate) fn told(error: &BackupError) -> String {
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
