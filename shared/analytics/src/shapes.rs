//! Rows whose form is unlike that of the header.

use crate::grid::{Header, Row};

/// The maximum number of kept lines.
const SHOWN: usize = 5;

/// Rows whose form is unlike that of the header.
#[derive(Clone, Debug, Default)]
pub(crate) struct Shapes {
    /// A quotation mark is not closed.
    pub(crate) open_quotes: Lines,
    /// They have more cells than the header.
    pub(crate) longer: Lines,
    /// They have fewer cells than the header, in a CSV file.
    pub(crate) shorter: Lines,
}

/// The number of rows, and the first of them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lines {
    pub(crate) count: u64,
    pub(crate) first: Vec<u64>,
}

impl Lines {
    pub(crate) fn add(&mut self, line: u64) {
        self.count += 1;
        if self.first.len() < SHOWN {
            self.first.push(line);
        }
    }

    /// The first lines, as they are told.
    pub(crate) fn text(&self) -> String {
        self.first.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
    }
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
