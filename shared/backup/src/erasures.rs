//! Records of erasures and withdrawals, stored beside the backups.

use crate::{
    BackupError, Backups, Damage, Result, layout,
    manifest::{named, open_named},
};
use futures::{StreamExt as _, TryStreamExt as _, stream};
use serde::{Serialize, de::DeserializeOwned};
use sisuiq_admin_db::{
    erasures::{self, Erasure},
    withdrawals::{self, Withdrawal},
};
use uuid::Uuid;

/// The number of notes read concurrently: with one every five minutes, a few weeks have up to ten thousand.
const AT_ONCE: usize = 32;

/// The maximum number of records in one note.
const MOST: i64 = 10_000;

/// Erasures and withdrawals that no restore may undo.
#[derive(Debug, Default)]
pub(crate) struct Noted {
    pub(crate) erasures: Vec<Erasure>,
    pub(crate) withdrawals: Vec<Withdrawal>,
}

impl Backups {
    /// Stores, beside the backups, the erasures and withdrawals since the last run, and returns how many. After a run that was
    /// killed, the next one may store some of them again.
    pub async fn record_erasures(&self) -> Result<usize> {
        Ok(self.note_erased().await? + self.note_withdrawn().await?)
    }

    async fn note_erased(&self) -> Result<usize> {
        let mut noted = 0;
        loop {
            let connection = self.database.connection().await?;
            let some = erasures::find_not_kept(&connection, MOST).await?;
            drop(connection);
            if some.is_empty() {
                return Ok(noted);
            }
            self.write_down(layout::ERASURES, &some).await?;
            let connection = self.database.connection().await?;
            erasures::keep(&connection, &some, self.clock.now()).await?;
            noted += some.len();
        }
    }

    async fn note_withdrawn(&self) -> Result<usize> {
        let mut noted = 0;
        loop {
            let connection = self.database.connection().await?;
            let some = withdrawals::find_not_kept(&connection, MOST).await?;
            drop(connection);
            if some.is_empty() {
                return Ok(noted);
            }
            self.write_down(layout::WITHDRAWALS, &some).await?;
            let connection = self.database.connection().await?;
            withdrawals::keep(&connection, &some, self.clock.now()).await?;
            noted += some.len();
        }
    }

    async fn write_down(&self, folder: &str, some: &[impl Serialize]) -> Result<()> {
        let place = layout::note(folder, self.clock.uuid_v7());
        let text = serde_json::to_vec(some).map_err(|error| BackupError::Unmade(Box::new(error)))?;
        let key = self.keys.current().await?;
        self.vault.put(&place, named(&key, &place, text)?).await
    }

    /// All records. An unreadable note is an error, because a restore must not undo the erasures in it.
    pub(crate) async fn noted(&self) -> Result<Noted> {
        Ok(Noted {
            erasures: self.written_down(layout::ERASURES).await?,
            withdrawals: self.written_down(layout::WITHDRAWALS).await?,
        })
    }

    async fn written_down<Note: DeserializeOwned>(&self, folder: &str) -> Result<Vec<Note>> {
        let places = self.vault.keys(folder).await?;
        let notes = stream::iter(places).map(|place| self.read(place)).buffer_unordered(AT_ONCE);
        notes.try_concat().await
    }

    /// The records of one note; none if it was deleted meanwhile.
    async fn read<Note: DeserializeOwned>(&self, place: String) -> Result<Vec<Note>> {
        let Some(stored) = self.vault.get(&place).await? else { return Ok(Vec::new()) };
        let id = note_of(&place);
        let opened = open_named(&self.keys, &place, &stored).await?;
        let (text, _) = opened.map_err(|damage| BackupError::damaged(id, damage))?;
        serde_json::from_slice(&text).map_err(|_| BackupError::damaged(id, Damage::Form))
    }
}

/// The id of a note; nil, which has no time, for any other object.
pub(crate) fn note_of(place: &str) -> Uuid {
    place.rsplit('/').next().and_then(|id| id.parse().ok()).unwrap_or_default()
}
