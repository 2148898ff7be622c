//! The rows of a table on their way into its profile and its figures of outages.

use crate::{
    Mapping, Snapshot, TableError,
    cell::Cell,
    columns::{
        evidence::{Notation, Seen},
        units,
    },
    faults::{Fault, Faults},
    grid::{Header, Row, Table},
    outages::{OutageRow, Outages, totals::label},
    profile::Profile,
    remarks::{self, Remarks},
    shapes::{Shapes, is_shifted},
    sieve::{Known, Sieve, Verdict},
    snapshot::read_cells,
};
use serde_json::{Value, json};

/// A table in the making.
pub(crate) struct Reading {
    profile: Profile,
    outages: Option<Outages>,
    faults: Faults,
    /// Rows whose form is unlike that of the header.
    shapes: Shapes,
    sieve: Sieve,
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
            sieve: Sieve::new(table),
        }
    }

    /// Takes in a row, unless it is none of the table. One with a single text waits, as notes below the table do.
    pub(crate) fn add(&mut self, row: &Row<'_>, header: &Header, notations: &[Notation]) {
        let outages = self.outages.as_mut();
        let (has_rows, is_of_outages) = (self.profile.rows() > 0, outages.is_some());
        let known = Known { header, notations, has_rows, is_of_outages };
        // the days show it
        let begins_anew = || outages.is_some_and(|outages| outages.begins_anew(&read_cells(&row.cells, notations)));
        if self.sieve.judge(row, known, &mut self.faults, begins_anew) == Verdict::Row {
            for pending in self.sieve.take_pending() {
                self.take(&pending, header, notations);
            }
            self.take(row, header, notations);
        }
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
        for note in self.sieve.take_pending() {
            if self.profile.rows() == 0 {
                // a table of such rows only
                self.take(&note, &table.header, notations);
            } else {
                self.faults.add(Fault::Note, note.line);
            }
        }
        self.faults.add_all(Fault::Hidden, &table.gone.rows);
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
