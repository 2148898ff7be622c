//! Rows whose form is unlike that of the header.

use crate::{
    grid::{Header, Row},
    sample::Sample,
};

/// Rows whose form is unlike that of the header.
#[derive(Clone, Debug, Default)]
pub(crate) struct Shapes {
    /// A quotation mark is not closed.
    pub(crate) open_quotes: Sample<u64>,
    /// They have more cells than the header.
    pub(crate) longer: Sample<u64>,
    /// They have fewer cells than the header, in a CSV file.
    pub(crate) shorter: Sample<u64>,
}

impl Shapes {
    /// What the header itself shows.
    pub(crate) fn of(header: &Header) -> Self {
        let mut shapes = Self::default();
        header.open_quotes.iter().for_each(|line| shapes.open_quotes.add(*line));
        shapes
    }

    /// Takes in a row of the table.
    pub(crate) fn look(&mut self, row: &Row<'_>, header: &Header) {
        if row.has_open_quote {
            self.open_quotes.add(row.line);
        }
        if header.width.is_some_and(|width| row.cells.len() > width) && !is_shifted(row, header) {
            self.longer.add(row.line);
        }
        // separators behind the last name need not be repeated
        if row.width.is_some_and(|width| width < header.names.len()) {
            self.shorter.add(row.line);
        }
    }
}

/// Returns whether an open quotation mark has changed the number of cells.
pub(crate) fn is_shifted(row: &Row<'_>, header: &Header) -> bool {
    row.has_open_quote && row.width != header.width
}
