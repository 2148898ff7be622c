//! Limits of tables.

use std::time::Duration;

/// Limits of reading one table. They are checked while reading, so that nothing in the file has to be trusted.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Limits {
    /// Size of the file in bytes.
    pub bytes: u64,
    /// Rows, without the header.
    pub rows: u64,
    /// Columns.
    pub columns: usize,
    /// Cells, empty ones included.
    pub cells: u64,
    /// The length of a cell, in bytes of UTF-8.
    pub cell: usize,
    /// Files in a workbook.
    pub entries: usize,
    /// Size of a workbook's files in bytes, unpacked.
    pub expanded: u64,
    /// The factor by which a workbook may grow when it is unpacked; 16 MiB are always allowed.
    pub ratio: u64,
    /// Size of a workbook's shared texts in bytes, unpacked: they are in memory together.
    pub shared_strings: u64,
    /// Address space of the child in bytes.
    pub memory_bytes: u64,
    /// Processor time of the child, in whole seconds.
    pub cpu: Duration,
    /// Wall-clock time of the child.
    pub total: Duration,
}

/// The unpacked size in bytes that is allowed whatever the ratio.
pub(crate) const SMALL: u64 = 16 << 20;

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 52_428_800,
            rows: 2_000_000,
            columns: 1_000,
            cells: 50_000_000,
            cell: 32_767,
            entries: 1_000,
            expanded: 512 << 20,
            ratio: 200,
            shared_strings: 128 << 20,
            memory_bytes: 1 << 30,
            cpu: Duration::from_mins(1),
            total: Duration::from_mins(2),
        }
    }
}
