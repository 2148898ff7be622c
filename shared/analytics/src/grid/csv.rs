//! Rows of CSV files.

pub(super) mod dialect;
mod records;

use super::{Raw, Row, without_the_empty_end};
use crate::TableError;
use records::{Record, Records};
use std::{borrow::Cow, io::Read, ops::ControlFlow};

/// The notation of a CSV file.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Dialect {
    pub(crate) separator: u8,
    /// The first line names the separator: `sep=;`.
    pub(crate) has_separator_line: bool,
    /// The separator that the first line names, if the rows have another one.
    pub(crate) unfit: Option<u8>,
    /// Each line is in quotation marks as a whole.
    pub(crate) has_quoted_lines: bool,
    /// The number of cells of a row, once the header is known.
    pub(crate) width: Option<usize>,
}

/// Hands each row to `take`, until one breaks off.
pub(super) fn rows(
    text: impl Read,
    dialect: Dialect,
    longest: usize,
    take: &mut impl FnMut(&Row<'_>) -> Result<ControlFlow<()>, TableError>,
) -> Result<(), TableError> {
    let mut records = Records::new(text, dialect.separator, longest);
    records.width = dialect.width;
    let mut record = Record::default();
    let mut is_after_gap = false;
    while records.next(&mut record)? {
        if dialect.has_separator_line && record.line == 1 {
            continue;
        }
        let cells: Vec<Raw<'_>> = record.cells().map(|cell| Raw::Text(Cow::Borrowed(cell))).collect();
        let width = Some(cells.len());
        let cells = without_the_empty_end(cells);
        let is_gap = cells.is_empty();
        let has_open_quote = record.has_open_quote;
        let row = Row { line: record.line, cells, width, has_open_quote, is_after_gap, merged: Vec::new() };
        is_after_gap = is_gap;
        if take(&row)?.is_break() {
            return Ok(());
        }
    }
    Ok(())
}
