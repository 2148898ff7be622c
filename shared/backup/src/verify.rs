//! Reading a backup back.

use crate::{BackupError, Backups, Manifest, Result, keys::Key, layout, reading::Reading};
use sisuiq_db::backups;
use uuid::Uuid;

impl Backups {
    /// Reads a backup, or the newest one, to its end and compares each hash and count with what was stored. Nothing is restored.
    pub async fn verify(&self, id: Option<Uuid>) -> Result<Manifest> {
        let (manifest, key) = self.open(id).await?;
        for table in &manifest.tables {
            let mut reading = Reading::begin(&self.vault, &key, manifest.id, table);
            while reading.next().await?.is_some() {}
        }
        let now = self.clock.now();
        self.vault.put(&layout::verified(manifest.id), now.to_string().into_bytes()).await?;
        backups::verify(&self.database.connection().await?, manifest.id, now).await?;
        tracing::info!(backup_id = %manifest.id, rows = manifest.rows(), "a backup is whole");
        Ok(manifest)
    }

    /// A backup's manifest and key; those of the newest backup if none is named.
    pub(crate) async fn open(&self, id: Option<Uuid>) -> Result<(Manifest, Key)> {
        let id = match id {
            Some(id) => id,
            None => self.kept().await?.first().ok_or(BackupError::Unknown)?.id,
        };
        let stored = self.vault.get(&layout::manifest(id)).await?.ok_or(BackupError::Unknown)?;
        Manifest::open(&self.keys, id, &stored).await
    }
}
