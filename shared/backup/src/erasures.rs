//! Notes of what was erased, beside the backups.

use crate::{
    BackupError, Backups, Damage, Result, layout,
    manifest::{named, open_named},
};
use sisuiq_db::erasures::{self, Erasure};
use uuid::Uuid;

/// Most that are put into one note.
const MOST: i64 = 10_000;

impl Backups {
    /// Writes down, beside the backups, what was erased since this was last done; says how much. Killed half-way, it is written
    /// down twice.
    pub async fn note_erasures(&self) -> Result<usize> {
        let mut noted = 0;
        loop {
            let connection = self.database.connection().await?;
            let some = erasures::find_not_kept(&connection, MOST).await?;
            drop(connection);
            if some.is_empty() {
                return Ok(noted);
            }
            let place = layout::erasures(self.clock.uuid_v7());
            let text = serde_json::to_vec(&some).map_err(|error| BackupError::Unmade(Box::new(error)))?;
            let key = self.keys.current().await?;
            self.vault.put(&place, named(&key, &place, text)?).await?;
            let connection = self.database.connection().await?;
            erasures::keep(&connection, &some, self.clock.now()).await?;
            noted += some.len();
        }
    }

    /// All that is written down. A note that cannot be read is no reason to bring back what it tells of: it fails.
    pub(crate) async fn noted_erasures(&self) -> Result<Vec<Erasure>> {
        let mut all = Vec::new();
        for place in self.vault.keys(layout::ERASURES).await? {
            let Some(stored) = self.vault.get(&place).await? else { continue };
            let id = note_of(&place);
            let opened = open_named(&self.keys, &place, &stored).await?;
            let (text, _) = opened.map_err(|damage| BackupError::damaged(id, damage))?;
            let some: Vec<Erasure> =
                serde_json::from_slice(&text).map_err(|_| BackupError::damaged(id, Damage::Form))?;
            all.extend(some);
        }
        Ok(all)
    }
}

/// The id of a note.
pub(crate) fn note_of(place: &str) -> Uuid {
    place.strip_prefix(layout::ERASURES).and_then(|id| id.parse().ok()).unwrap_or_default()
}
