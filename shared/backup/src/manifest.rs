//! The manifest of a backup.

use crate::{
    BackupError, Damage, Result,
    keys::{Key, Keys},
    layout,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The version of the manifest that this release writes and reads.
pub(crate) const FORMAT: u32 = 1;

/// The contents of a backup.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Manifest {
    /// The version of the manifest.
    pub format: u32,
    /// Its id.
    pub id: Uuid,
    /// Time of the beginning; it holds all that was committed by then.
    pub taken_at: Timestamp,
    /// When it was complete.
    pub finished_at: Timestamp,
    /// The number of the newest migration.
    pub schema_version: i32,
    /// Its tables, each behind those that it refers to.
    pub tables: Vec<Table>,
    /// Sequences and the last numbers that they gave.
    pub sequences: Vec<Sequence>,
}

/// A table of a backup.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Its columns, in order, as SQL names them.
    pub columns: String,
    /// The number of rows.
    pub rows: u64,
    /// The size of these rows in `COPY`'s text format, in bytes.
    pub bytes: u64,
    /// SHA-256 of these bytes, in lower-case hex.
    pub sha256: String,
    /// The stored parts.
    pub parts: Vec<Part>,
}

/// A part of a table: some of its bytes, packed and sealed.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Part {
    /// The number of bytes of the table.
    pub bytes: u64,
    /// The stored size in bytes.
    pub stored_bytes: u64,
    /// SHA-256 of the stored bytes, in lower-case hex.
    pub sha256: String,
}

/// A sequence of the database.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Sequence {
    /// Its name.
    pub name: String,
    /// The last number that it gave, if any.
    pub last: Option<i64>,
}

impl Manifest {
    /// The number of rows.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.tables.iter().map(|table| table.rows).sum()
    }

    /// The size of the tables in bytes.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.tables.iter().map(|table| table.bytes).sum()
    }

    /// The stored size in bytes.
    #[must_use]
    pub fn stored_bytes(&self) -> u64 {
        self.tables.iter().flat_map(|table| &table.parts).map(|part| part.stored_bytes).sum()
    }

    /// The manifest as JSON, sealed with the name of its key.
    pub(crate) fn seal(&self, key: &Key) -> Result<Vec<u8>> {
        let text = serde_json::to_vec(self).map_err(|error| BackupError::Unmade(Box::new(error)))?;
        named(key, &layout::manifest(self.id), text)
    }

    /// The manifest of this backup, and the key of its parts.
    pub(crate) async fn open(keys: &Keys, id: Uuid, stored: &[u8]) -> Result<(Self, Key)> {
        let place = layout::manifest(id);
        let (text, key) = open_named(keys, &place, stored).await?.map_err(|damage| BackupError::damaged(id, damage))?;
        let manifest: Self = serde_json::from_slice(&text).map_err(|_| BackupError::damaged(id, Damage::Form))?;
        if manifest.format != FORMAT || manifest.id != id {
            return Err(BackupError::damaged(id, Damage::Form));
        }
        Ok((manifest, key))
    }
}

/// Seals a text. The output is the length of the key's name in one byte, the name, and the sealed text.
pub(crate) fn named(key: &Key, place: &str, text: Vec<u8>) -> Result<Vec<u8>> {
    let length = u8::try_from(key.id.len()).map_err(|error| BackupError::Unmade(Box::new(error)))?;
    let sealed = key.seal(place, text)?;
    Ok([&[length], key.id.as_bytes(), &sealed].concat())
}

/// Decrypts the output of [`named`], and returns the text and its key.
pub(crate) async fn open_named(
    keys: &Keys,
    place: &str,
    stored: &[u8],
) -> Result<std::result::Result<(Vec<u8>, Key), Damage>> {
    let unopened = || Damage::Unopened(place.to_owned());
    let Some((id, sealed)) = split(stored) else { return Ok(Err(unopened())) };
    let Some(key) = keys.named(id).await? else { return Ok(Err(Damage::UnknownKey(id.to_owned()))) };
    Ok(key.open(place, sealed.to_vec()).map(|text| (text, key)).ok_or_else(unopened))
}

fn split(stored: &[u8]) -> Option<(&str, &[u8])> {
    let (length, rest) = stored.split_first()?;
    let (id, sealed) = rest.split_at_checked(usize::from(*length))?;
    Some((std::str::from_utf8(id).ok()?, sealed))
}
