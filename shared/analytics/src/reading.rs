//! The rows of a table on their way into its profile and its figures of outages.

use crate::{
    Mapping, Snapshot, TableError,
    cell::Cell,
    columns::{
        evidence::{Notation, Seen},
        units,
    },
    faults::{Fault, Faults},
    grid::{Form, Header, Raw, Row, Table},
    outages::{OutageRow, Outages, totals::label},
    profile::Profile,
    remarks::{self, Remarks},
    shapes::{Shapes, is_comment, is_shifted},
    snapshot::read_cells,
};
use serde_json::{Value, json};

/// The most rows below a table that are notes.
pub(crate) const NOTES: usize = 20;
/// The fewest columns of a table with notes below it.
const COLUMNS: usize = 3;

/// A table in the making.
pub(crate) struct Reading {
    profile: Profile,
    outages: Option<Outages>,
    faults: Faults,
    /// Rows whose form is unlike that of the header.
    shapes: Shapes,
    /// The rows are those of another table, which begins below with a header of its own.
    is_other: bool,
    /// So are those below all further headers: the other table has the names of this one.
    is_other_of_same_names: bool,
    /// The header stood again below an empty row: the days of the next row show whether the table goes on.
    is_resumed: bool,
    /// The separator of a CSV file.
    separator: Option<u8>,
    /// Rows that are notes if no other row follows.
    pending: Vec<Row<'static>>,
}

impl Reading {
    pub(crate) fn new(table: &Table, seen: &[Seen], outages: Option<Outages>) -> Self {
        let mut profile = Profile::new(&table.header.shown());
        profile.of_units = units::mixed(&table.header.names, seen).into_iter().map(|(value, _)| value).collect();
        Self {
            profile,
            outages,
            faults: Faults::default(),
            shapes: Shapes::of(&table.header),
            is_other: false,
            is_other_of_same_names: false,
            is_resumed: false,
            separator: match &table.form {
                Form::Csv { dialect, .. } => Some(dialect.separator),
                Form::Xlsx(_) => None,
            },
            pending: Vec::new(),
        }
    }

    /// Takes in a row. One that repeats the header is left out; one with a single text waits, as notes below the table do.
    pub(crate) fn add(&mut self, row: &Row<'_>, header: &Header, notations: &[Notation]) {
        if header.is_repeated_by(row) {
            self.faults.add(Fault::RepeatedHeader, row.line);
            let has_rows = self.outages.as_ref().is_some_and(|outages| outages.events > 0);
            let has_title = has_rows && self.pending.iter().any(|note| !header.is_of_page(note));
            self.is_other_of_same_names |= has_title;
            self.is_other = self.is_other_of_same_names;
            self.is_resumed =
                has_rows && (row.is_after_gap || self.pending.first().is_some_and(|note| note.is_after_gap));
            // what stands above the header of a page or of another table is no row of this one
            for note in std::mem::take(&mut self.pending) {
                self.faults.add(Fault::Note, note.line);
            }
            return;
        }
        if std::mem::take(&mut self.is_resumed)
            && let Some(outages) = &mut self.outages
            && outages.begins_anew(&read_cells(&row.cells, notations))
        {
            self.is_other_of_same_names = true;
            self.is_other = true;
        }
        self.is_other |= self.outages.is_some() && header.is_other(row);
        if self.is_other {
            self.faults.add(Fault::OtherTable, row.line);
            return;
        }
        if is_comment(row, header) {
            self.faults.add(Fault::Comment, row.line);
            return;
        }
        if self.is_quoted_line(row, header) {
            self.faults.add(Fault::QuotedLine, row.line);
            return;
        }
        if self.pending.len() < NOTES && is_note(row, header, notations) {
            self.pending.push(row.to_owned());
            return;
        }
        for pending in std::mem::take(&mut self.pending) {
            self.take(&pending, header, notations);
        }
        self.take(row, header, notations);
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

    fn take(&mut self, row: &Row<'_>, header: &Header, notations: &[Notation]) {
        self.shapes.look(row, header);
        let cells = read_cells(&row.cells, notations);
        let is_other = is_shifted(row, header);
        let is_misaligned = is_other || header.width.is_some_and(|width| row.cells.len() > width);
        let is_data = match &mut self.outages {
            Some(outages) if is_misaligned => {
                outages.leave_out(if is_other { Fault::OpenQuote } else { Fault::Misaligned }, row.line);
                true
            }
            Some(outages) => outages.add(&OutageRow { line: row.line, cells: &cells, merged: &row.merged }),
            None => {
                let is_total = is_total(&self.profile, &cells);
                if is_total {
                    self.faults.add(Fault::Total, row.line);
                }
                !is_total
            }
        };
        if is_data {
            self.profile.add(&cells);
        }
    }

    /// Rows that are totals, as all rows together show.
    pub(crate) fn suspected(&self) -> Vec<u64> {
        self.outages.as_ref().map(Outages::suspected).unwrap_or_default()
    }

    /// The snapshot of all rows.
    pub(crate) fn finish(
        mut self,
        table: &Table,
        seen: &[Seen],
        notations: &[Notation],
        (served, mapping): (Option<f64>, &Mapping),
    ) -> Result<Snapshot, TableError> {
        for note in std::mem::take(&mut self.pending) {
            if self.profile.rows() == 0 {
                // a table of such rows only
                self.take(&note, &table.header, notations);
            } else {
                self.faults.add(Fault::Note, note.line);
            }
        }
        self.faults.add_all(Fault::Hidden, table.gone.rows, &table.gone.lines);
        if self.profile.rows() == 0 {
            let is_of_quoted_lines = self.faults.count(Fault::QuotedLine) > 0;
            return Err(if is_of_quoted_lines { TableError::QuotedLines } else { TableError::NoRows });
        }
        let names = self.profile.names();
        let mut payload = self.profile.payload();
        let remarks = Remarks { table, seen, notations, names: &names, shapes: &self.shapes };
        let mut notes = remarks.all();
        let is_of_outages = self.outages.is_some();
        let mut found = json!({});
        if let Some(outages) = &mut self.outages {
            outages.faults.merge(&self.faults);
            notes.extend(remarks::of_outages(outages));
            found = remarks::columns(outages, seen);
            payload.extend(outages.payload(served));
        } else {
            notes.extend(self.faults.told(|_| true));
            notes.extend(remarks.of_longer_rows());
            notes.push(remarks.no_outages());
            payload.insert("left_out_rows".into(), self.faults.payload());
        }
        notes.extend(payload.get("note").and_then(Value::as_str).map(str::to_owned));
        notes.retain(|note| !note.is_empty());
        payload.insert("note".into(), notes.join(" ").into());
        payload.insert("reading".into(), remarks.reading(mapping, found));
        Ok(Snapshot { payload, is_of_outages })
    }
}

/// Returns whether a row of any table is labelled as a total and repeats the sums of its columns.
fn is_total(profile: &Profile, cells: &[Cell<'_>]) -> bool {
    let is_labelled = |cell: &Cell<'_>| matches!(cell, Cell::Text(text) if label(text).is_some());
    profile.are_sums(cells) && cells.iter().any(is_labelled)
}

/// Returns whether a row holds a single text, as a note does.
pub(crate) fn is_note(row: &Row<'_>, header: &Header, notations: &[Notation]) -> bool {
    if header.names.len() < COLUMNS || row.filled() != 1 {
        return false;
    }
    let is_said = |text: &str| text.chars().any(char::is_alphabetic) || header.is_of_page(row);
    read_cells(&row.cells, notations)
        .iter()
        .any(|cell| matches!(cell, Cell::Text(text) if is_said(text) && label(text).is_none()))
}
