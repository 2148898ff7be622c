//! A table on its way back: read, checked, opened and unpacked.

use crate::{
    BackupError, Damage, Part, Result, Table,
    keys::Key,
    layout,
    parts::{length, rows_in, sha256},
    vault::Vault,
};
use aws_lc_rs::digest::{self, SHA256};
use bytes::Bytes;
use flate2::read::GzDecoder;
use std::io::Read;
use uuid::Uuid;

/// Gives a table's bytes, part after part, and at the end checks that these were all.
pub(crate) struct Reading<'a> {
    vault: &'a Vault,
    key: &'a Key,
    backup: Uuid,
    table: &'a Table,
    number: usize,
    whole: digest::Context,
    rows: u64,
    bytes: u64,
}

impl<'a> Reading<'a> {
    pub(crate) fn begin(vault: &'a Vault, key: &'a Key, backup: Uuid, table: &'a Table) -> Self {
        Self { vault, key, backup, table, number: 0, whole: digest::Context::new(&SHA256), rows: 0, bytes: 0 }
    }

    /// The bytes of the next part; none after the last one of a table that matches its manifest.
    pub(crate) async fn next(&mut self) -> Result<Option<Bytes>> {
        let Some(part) = self.table.parts.get(self.number) else { return self.end().map(|()| None) };
        let place = layout::part(self.backup, &self.table.name, self.number);
        let stored = self.vault.get(&place).await?.ok_or_else(|| self.damaged(Damage::Missing(place.clone())))?;
        if length(stored.len()) != part.stored_bytes || sha256(&stored) != part.sha256 {
            return Err(self.damaged(Damage::Altered(place)));
        }
        let packed = self.key.open(&place, stored);
        let packed = packed.ok_or_else(|| self.damaged(Damage::Unopened(place.clone())))?;
        let bytes = unpack(&packed, part).ok_or_else(|| self.damaged(Damage::Altered(place)))?;
        self.number += 1;
        self.whole.update(&bytes);
        self.rows += rows_in(&bytes);
        self.bytes += length(bytes.len());
        Ok(Some(bytes.into()))
    }

    fn end(&mut self) -> Result<()> {
        let whole = hex::encode(self.whole.clone().finish());
        let is_whole = (self.rows, self.bytes) == (self.table.rows, self.table.bytes) && whole == self.table.sha256;
        is_whole.then_some(()).ok_or_else(|| self.damaged(Damage::Table(self.table.name.clone())))
    }

    fn damaged(&self, damage: Damage) -> BackupError {
        BackupError::damaged(self.backup, damage)
    }
}

/// Unpacks a part; none if its size differs from the manifest's. Reads one byte more than that size at most, enough to notice.
fn unpack(packed: &[u8], part: &Part) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    GzDecoder::new(packed).take(part.bytes.saturating_add(1)).read_to_end(&mut bytes).ok()?;
    (length(bytes.len()) == part.bytes).then_some(bytes)
}
