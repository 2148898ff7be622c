//! Which rows are those of the table: not notes, comments, repeated headers or rows of another table below.

use crate::{
    cell::Cell,
    columns::evidence::Notation,
    faults::{Fault, Faults},
    grid::{Form, Header, Raw, Row, Table, begins_with_mark},
    outages::totals::label,
    snapshot::read_cells,
};

/// The most rows below a table that are notes.
const NOTES: usize = 20;
/// The fewest columns of a table with notes below it.
const COLUMNS: usize = 3;

/// Decides row by row.
#[derive(Default)]
pub(crate) struct Sieve {
    /// The separator of a CSV file.
    separator: Option<u8>,
    /// The rows are those of another table, which begins below with a header of its own.
    is_other: bool,
    /// So are those below all further headers: the other table has the names of this one.
    is_other_of_same_names: bool,
    /// The header stood again below an empty row: the next row may show that another table begins.
    is_resumed: bool,
    /// Rows that are notes if no other row follows.
    pending: Vec<Row<'static>>,
}

/// What a row is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Verdict {
    /// A row of the table, after those that are pending.
    Row,
    /// A note, unless another row follows.
    Pending,
    /// None of the table.
    Left,
}

/// What is known of a table when one of its rows is judged.
#[derive(Clone, Copy)]
pub(crate) struct Known<'a> {
    pub(crate) header: &'a Header,
    pub(crate) notations: &'a [Notation],
    /// The table has rows already.
    pub(crate) has_rows: bool,
    /// It is one of outages.
    pub(crate) is_of_outages: bool,
}

impl Sieve {
    pub(crate) fn new(table: &Table) -> Self {
        let separator = match &table.form {
            Form::Csv { dialect, .. } => Some(dialect.separator),
            Form::Xlsx(_) => None,
        };
        Self { separator, ..Self::default() }
    }

    /// Judges a row, and adds it to the faults if it is none of the table. `begins_anew` says whether a row below a header that stood
    /// again below an empty row is one of another table.
    pub(crate) fn judge(
        &mut self,
        row: &Row<'_>,
        known: Known<'_>,
        faults: &mut Faults,
        begins_anew: impl FnOnce() -> bool,
    ) -> Verdict {
        let header = known.header;
        if header.is_repeated_by(row) {
            self.repeat(row, known);
            faults.add(Fault::RepeatedHeader, row.line);
            // what stands above the header of a page or of another table is no row of this one
            for note in std::mem::take(&mut self.pending) {
                faults.add(Fault::Note, note.line);
            }
            return Verdict::Left;
        }
        if std::mem::take(&mut self.is_resumed) && begins_anew() {
            self.is_other_of_same_names = true;
            self.is_other = true;
        }
        self.is_other |= (known.has_rows || known.is_of_outages) && header.is_other(row, known.is_of_outages);
        let fault = if self.is_other {
            Fault::OtherTable
        } else if is_comment(row, header) {
            Fault::Comment
        } else if self.is_quoted_line(row, header) {
            Fault::QuotedLine
        } else if self.pending.len() < NOTES && is_note(row, header, known.notations) {
            self.pending.push(row.to_owned());
            return Verdict::Pending;
        } else {
            return Verdict::Row;
        };
        faults.add(fault, row.line);
        Verdict::Left
    }

    /// The rows that wait.
    pub(crate) fn take_pending(&mut self) -> Vec<Row<'static>> {
        std::mem::take(&mut self.pending)
    }

    fn repeat(&mut self, row: &Row<'_>, known: Known<'_>) {
        let has_title = known.has_rows && self.pending.iter().any(|note| !known.header.is_of_page(note));
        self.is_other_of_same_names |= has_title;
        self.is_other = self.is_other_of_same_names;
        self.is_resumed =
            known.has_rows && (row.is_after_gap || self.pending.first().is_some_and(|note| note.is_after_gap));
    }

    /// Returns whether a row is a single cell that holds all cells of a row.
    fn is_quoted_line(&self, row: &Row<'_>, header: &Header) -> bool {
        let ([Raw::Text(text)], Some(1), Some(width @ 3..), Some(separator)) =
            (row.cells.as_slice(), row.width, header.width, self.separator)
        else {
            return false;
        };
        text.split(char::from(separator)).count() == width
    }
}

/// Returns whether a row holds a single text, as a note does.
fn is_note(row: &Row<'_>, header: &Header, notations: &[Notation]) -> bool {
    if header.names.len() < COLUMNS || row.filled() != 1 {
        return false;
    }
    let is_said = |text: &str| text.chars().any(char::is_alphabetic) || header.is_of_page(row);
    read_cells(&row.cells, notations)
        .iter()
        .any(|cell| matches!(cell, Cell::Text(text) if is_said(text) && label(text).is_none()))
}

/// Returns whether a row of a CSV file is a comment: it begins with `#` and has another form than the rows of the table.
fn is_comment(row: &Row<'_>, header: &Header) -> bool {
    let is_of_header = header.names.first().and_then(|names| names.first()).is_some_and(|name| name.starts_with('#'));
    begins_with_mark(row)
        && header.width.is_some_and(|width| width > 1)
        && !is_of_header
        && (row.width != header.width || row.filled() == 1)
}
