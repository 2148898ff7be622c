//! A table on its way out: cut, packed, sealed and stored.

use crate::{BackupError, Part, Result, Table, keys::Key, layout, schema::Known, vault::Vault};
use aws_lc_rs::digest::{self, SHA256};
use flate2::{Compression, write::GzEncoder};
use memchr::memchr_iter;
use std::io::Write;
use uuid::Uuid;

/// The number of uncompressed bytes of a table in a part. Processing a table takes about four times as much memory at most.
pub(crate) const PART_BYTES: usize = 8 * 1024 * 1024;

/// Takes in a table's bytes and stores part after part.
pub(crate) struct Parts<'a> {
    vault: &'a Vault,
    key: &'a Key,
    backup: Uuid,
    table: Table,
    whole: digest::Context,
    packed: GzEncoder<Vec<u8>>,
    held: usize,
}

impl<'a> Parts<'a> {
    pub(crate) fn begin(vault: &'a Vault, key: &'a Key, backup: Uuid, known: &Known) -> Self {
        let table = Table {
            name: known.name.clone(),
            columns: known.columns.clone(),
            rows: 0,
            bytes: 0,
            sha256: String::new(),
            parts: Vec::new(),
        };
        Self { vault, key, backup, table, whole: digest::Context::new(&SHA256), packed: encoder(), held: 0 }
    }

    pub(crate) async fn take(&mut self, mut bytes: &[u8]) -> Result<()> {
        while !bytes.is_empty() {
            let (now, later) = bytes.split_at(bytes.len().min(PART_BYTES - self.held));
            self.packed.write_all(now).map_err(|error| BackupError::Unmade(Box::new(error)))?;
            self.whole.update(now);
            self.table.rows += rows_in(now);
            self.held += now.len();
            if self.held == PART_BYTES {
                self.store().await?;
            }
            bytes = later;
        }
        Ok(())
    }

    /// Stores the buffered bytes and returns the table's manifest.
    pub(crate) async fn finish(mut self) -> Result<Table> {
        if self.held > 0 {
            self.store().await?;
        }
        self.table.sha256 = hex::encode(self.whole.finish());
        Ok(self.table)
    }

    async fn store(&mut self) -> Result<()> {
        let packed = std::mem::replace(&mut self.packed, encoder());
        let packed = packed.finish().map_err(|error| BackupError::Unmade(Box::new(error)))?;
        let place = layout::part(self.backup, &self.table.name, self.table.parts.len());
        let sealed = self.key.seal(&place, packed)?;
        let bytes = length(self.held);
        self.table.bytes += bytes;
        self.table.parts.push(Part { bytes, stored_bytes: length(sealed.len()), sha256: sha256(&sealed) });
        self.held = 0;
        self.vault.put(&place, sealed).await
    }
}

/// The number of rows that end in some bytes of `COPY`'s text, which escapes line feeds within values.
pub(crate) fn rows_in(bytes: &[u8]) -> u64 {
    length(memchr_iter(b'\n', bytes).count())
}

/// In lower-case hex.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    hex::encode(digest::digest(&SHA256, bytes))
}

pub(crate) fn length(of: usize) -> u64 {
    u64::try_from(of).unwrap_or(u64::MAX)
}

fn encoder() -> GzEncoder<Vec<u8>> {
    GzEncoder::new(Vec::new(), Compression::fast())
}
