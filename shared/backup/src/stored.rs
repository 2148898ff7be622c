//! The list of backups.

use crate::{BackupError, Backups, Result, layout};
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use sisuiq_admin_db::backups::{self, Newest};
use uuid::Uuid;

/// A backup that is complete.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
pub struct StoredBackup {
    /// Its id.
    pub id: Uuid,
    /// When it began.
    pub taken_at: Timestamp,
    /// Time of the last verification by [`Backups::verify`].
    pub verified_at: Option<Timestamp>,
}

impl Backups {
    /// The complete backups in the bucket, newest first.
    pub async fn list(&self) -> Result<Vec<StoredBackup>> {
        let mut kept = Vec::new();
        for id in self.begun().await? {
            if self.vault.get(&layout::manifest(id)).await?.is_none() {
                continue;
            }
            let verified = self.vault.get(&layout::verified(id)).await?;
            let verified_at =
                verified.and_then(|bytes| String::from_utf8(bytes).ok()).and_then(|text| text.parse().ok());
            kept.push(StoredBackup { id, taken_at: moment(id)?, verified_at });
        }
        Ok(kept)
    }

    /// The newest backup that the database records as complete and verified.
    pub async fn newest(&self) -> Result<Option<Newest>> {
        Ok(backups::newest(&self.database.connection().await?).await?)
    }

    /// The time.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// The age of a backup that began at this time.
    #[must_use]
    pub fn age(&self, began: Timestamp) -> SignedDuration {
        self.clock.now().duration_since(began)
    }

    /// All backups with any object in the bucket, newest first, because their ids begin with their time.
    pub(crate) async fn begun(&self) -> Result<Vec<Uuid>> {
        let folders = self.vault.folders(layout::ROOT).await?;
        let mut ids: Vec<Uuid> = folders.iter().filter_map(|folder| layout::backup_of(folder)).collect();
        ids.sort_unstable_by(|one, other| other.cmp(one));
        Ok(ids)
    }

    /// Removes a backup, its manifest first: a run that is killed leaves parts, which no longer count as a backup.
    pub(crate) async fn remove(&self, id: Uuid) -> Result<()> {
        self.vault.delete(&[layout::manifest(id)]).await?;
        self.vault.delete(&self.vault.keys(&layout::folder(id)).await?).await
    }
}

/// When a backup started, which its id contains.
pub(crate) fn moment(id: Uuid) -> Result<Timestamp> {
    let (seconds, nanoseconds) = id.get_timestamp().ok_or(BackupError::Unknown)?.to_unix();
    let seconds = i64::try_from(seconds).map_err(|_| BackupError::Unknown)?;
    let nanoseconds = i32::try_from(nanoseconds).map_err(|_| BackupError::Unknown)?;
    Timestamp::new(seconds, nanoseconds).map_err(|_| BackupError::Unknown)
}
