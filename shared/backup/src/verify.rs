//! Reading a backup back.

use crate::{BackupError, Backups, Manifest, Result, keys::Key, layout, reading::Reading, snapshot::told};
use sisuiq_admin_db::backups;
use tokio::time::{Instant, timeout_at};
use uuid::Uuid;

impl Backups {
    /// Reads a backup, or the newest one, to its end and compares each hash and count with the manifest. Nothing is restored. A
    /// damaged backup is recorded as failed. One that could not be read for another reason, such as the deadline, is recorded
    /// as failed unless it was verified before.
    pub async fn verify(&self, id: Option<Uuid>, deadline: Option<Instant>) -> Result<Manifest> {
        let id = self.named(id).await?;
        let read = match deadline {
            Some(deadline) => timeout_at(deadline, self.read_back(id)).await.unwrap_or(Err(BackupError::OutOfTime)),
            None => self.read_back(id).await,
        };
        match read {
            Ok(manifest) => {
                tracing::info!(backup_id = %id, rows = manifest.rows(), "backup verified");
                Ok(manifest)
            }
            Err(error) => {
                if let Err(further) = self.doubt(id, &error).await {
                    tracing::warn!(backup_id = %id, error = %further, "recording the failed verification of a backup failed");
                }
                Err(error)
            }
        }
    }

    async fn read_back(&self, id: Uuid) -> Result<Manifest> {
        let (manifest, key) = self.open(id).await?;
        for table in &manifest.tables {
            let mut reading = Reading::begin(&self.vault, &key, id, table);
            while reading.next().await?.is_some() {}
        }
        self.note_read(&manifest).await?;
        Ok(manifest)
    }

    /// Records a backup as complete and verified, in the bucket too.
    pub(crate) async fn note_read(&self, manifest: &Manifest) -> Result<()> {
        self.vault.put(&layout::verified(manifest.id), self.clock.now().to_string().into_bytes()).await?;
        // the backup may be recorded as failed, or not at all
        self.note_whole(manifest).await
    }

    /// Records a backup as complete and verified.
    pub(crate) async fn note_whole(&self, manifest: &Manifest) -> Result<()> {
        self.note(manifest).await?;
        backups::verify(&self.database.connection().await?, manifest.id, self.clock.now()).await?;
        Ok(())
    }

    /// Records a failed verification. After damage the backup is no longer verified. For another reason it fails only if it was
    /// never verified.
    pub(crate) async fn doubt(&self, id: Uuid, error: &BackupError) -> Result<()> {
        let is_damaged = matches!(error, BackupError::Damaged { .. });
        let reason = format!("verification failed: {}", told(error));
        let noted = async {
            let connection = self.database.connection().await?;
            if is_damaged {
                backups::fail(&connection, id, self.clock.now(), &reason).await?;
            } else {
                backups::fail_unread(&connection, id, self.clock.now(), &reason).await?;
            }
            Ok::<_, BackupError>(())
        };
        let noted = noted.await;
        if is_damaged {
            self.vault.delete(&[layout::verified(id)]).await?;
        }
        noted
    }

    /// This backup, or the newest one.
    pub(crate) async fn named(&self, id: Option<Uuid>) -> Result<Uuid> {
        match id {
            Some(id) => Ok(id),
            None => Ok(self.list().await?.first().ok_or(BackupError::Unknown)?.id),
        }
    }

    /// A backup's manifest and key.
    pub(crate) async fn open(&self, id: Uuid) -> Result<(Manifest, Key)> {
        let stored = self.vault.get(&layout::manifest(id)).await?.ok_or(BackupError::Unknown)?;
        Manifest::open(&self.keys, id, &stored).await
    }
}
