//! The rows of a file, one after the other, with the header found among the first.

mod book;
mod csv;
mod header;
mod table;

pub(crate) use csv::Dialect;
pub(crate) use header::{Header, begins_with_mark};
pub(crate) use table::{Form, Gone, Loss, Table, letters};

use crate::cell::{Cell, Moment, Style, printable, zone::Zone};
use jiff::civil::{DateTime, Time};
use std::borrow::Cow;

/// The kind of file.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Kind {
    /// Comma-separated values (RFC 4180) in UTF-8, UTF-16 or an older encoding; semicolons, tabs and bars are understood too.
    Csv,
    /// A workbook of Excel (ISO/IEC 29500); the visible sheet that is a table counts.
    Xlsx,
}

impl Kind {
    /// By the ending of a file's name, whatever its case.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        match name.rsplit_once('.')?.1.to_ascii_lowercase().as_str() {
            "csv" => Some(Self::Csv),
            "xlsx" => Some(Self::Xlsx),
            _ => None,
        }
    }

    /// The ending of its name.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }
}

/// A cell as it stands in its file.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Raw<'a> {
    Empty,
    /// A text that is still to be read.
    Text(Cow<'a, str>),
    Number(f64),
    Moment(DateTime),
}

impl Raw<'_> {
    /// The value, in its column's notation.
    pub(crate) fn read(&self, style: Style) -> Cell<'_> {
        match self {
            Self::Empty => Cell::Empty,
            Self::Text(text) => Cell::parse(text, style),
            Self::Number(number) => Cell::Number(*number),
            // a spreadsheet has no mark for the time of a date; at midnight its column decides
            Self::Moment(civil) => {
                let has_time = civil.time() != Time::midnight();
                Cell::Date(Moment { civil: *civil, has_time, zone: Zone::None })
            }
        }
    }

    /// As the name of a column: a text also where it looks like a figure.
    pub(crate) fn name(&self) -> String {
        match self {
            Self::Text(text) => printable(text).into_owned(),
            other => other.read(Style::default()).text().into_owned(),
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => text.trim().is_empty(),
            Self::Number(_) | Self::Moment(_) => false,
        }
    }

    fn length(&self) -> usize {
        match self {
            Self::Text(text) => text.len(),
            _ => 0,
        }
    }

    pub(crate) fn to_owned(&self) -> Raw<'static> {
        match self {
            Self::Empty => Raw::Empty,
            Self::Text(text) => Raw::Text(Cow::Owned(text.clone().into_owned())),
            Self::Number(number) => Raw::Number(*number),
            Self::Moment(civil) => Raw::Moment(*civil),
        }
    }
}

/// A row that holds something.
#[derive(Clone, Debug, Default)]
pub(crate) struct Row<'a> {
    /// The line of a CSV file on which it starts, or the row of the sheet, from 1.
    pub(crate) line: u64,
    /// Without the empty ones at the end.
    pub(crate) cells: Vec<Raw<'a>>,
    /// The number of cells with the empty ones at the end; none in a sheet, where cells know their places.
    pub(crate) width: Option<usize>,
    /// A quotation mark is not closed.
    pub(crate) has_open_quote: bool,
    /// The row above is empty.
    pub(crate) is_after_gap: bool,
    /// Columns of numbers that are merged over several rows.
    pub(crate) merged: Vec<usize>,
}

impl Row<'_> {
    pub(crate) fn filled(&self) -> usize {
        self.cells.iter().filter(|cell| !cell.is_empty()).count()
    }

    pub(crate) fn to_owned(&self) -> Row<'static> {
        Row {
            line: self.line,
            cells: self.cells.iter().map(Raw::to_owned).collect(),
            width: self.width,
            has_open_quote: self.has_open_quote,
            is_after_gap: self.is_after_gap,
            merged: self.merged.clone(),
        }
    }
}

/// Removes empty cells at the end of a row: spreadsheets write separators behind the last cell.
fn without_the_empty_end(mut cells: Vec<Raw<'_>>) -> Vec<Raw<'_>> {
    let length = cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
    cells.truncate(length);
    cells
}
