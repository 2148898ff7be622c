//! The footer of a columnar copy.

use crate::frame::Heading;
use serde::{Deserialize, Serialize};

pub(super) const MAGIC: [u8; 8] = *b"SISUIQFR";
/// Bump when files of the version before cannot be read any more.
pub(super) const VERSION: u16 = 1;
pub(super) const HEAD: usize = 12;
pub(super) const TRAILER: usize = 20;
/// The maximum size of a footer in bytes.
pub(super) const LONGEST_FOOTER: usize = 4 << 20;
/// The maximum number of rows.
pub(super) const MOST_ROWS: usize = 2_000_000;
/// The maximum number of columns.
pub(super) const MOST_COLUMNS: usize = 1_000;

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Footer {
    pub(super) rows: usize,
    pub(super) columns: Vec<StoredColumn>,
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StoredColumn {
    pub(super) heading: Heading,
    /// The number of rows without a value.
    pub(super) missing: usize,
    /// The bytes of a value.
    pub(super) width: usize,
    /// The smallest value of whole numbers, dates and times.
    pub(super) base: i64,
    /// The bits of missing rows; none if no value is missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) bits: Option<Part>,
    pub(super) values: Part,
    /// The ends and the bytes of the dictionary of texts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) dictionary: Option<[Part; 2]>,
}

/// A range of the file.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Part {
    pub(super) offset: u64,
    /// Its length in the file.
    pub(super) stored: usize,
    /// Its length after decompression; the same if it is not compressed.
    pub(super) plain: usize,
    /// The CRC-32 of the stored bytes.
    pub(super) checksum: u32,
}
