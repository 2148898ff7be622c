//! From the cells of a file to typed columns, in one pass over its rows.
//!
//! The pass keeps the different cells of each column and a code for each row. The notation of numbers and dates, totals of other
//! rows and the types of the columns are then decided by the different cells only.

mod intern;
mod remarks;
mod totals;
mod typing;

use crate::{
    column::{Column, Kind as Type},
    frame::{Frame, Heading},
    number::index,
};
use intern::Cells;
use sisuiq_analytics::{Account, Forms, Kind, Limits, Mapping, TableError, TableStream};
use std::fs::File;

/// Reads a table.
pub(crate) fn read(file: File, kind: Kind, limits: Limits, mapping: Mapping) -> Result<(Frame, Account), TableError> {
    let mut stream = TableStream::open(file, kind, limits, mapping)?;
    let (mut columns, mut rows): (Vec<Cells>, usize) = (Vec::new(), 0);
    let mut lines = Lines::default();
    stream.read(|line, fields| {
        lines.add(rows, line);
        while columns.len() < fields.len() {
            columns.push(Cells::new(rows));
        }
        for (place, cells) in columns.iter_mut().enumerate() {
            let field = fields.get(place).copied().unwrap_or(sisuiq_analytics::Field::Missing);
            if !cells.add(field) {
                return Err(TableError::TooManyCells(limits.cells));
            }
        }
        rows += 1;
        Ok(())
    })?;
    let names = stream.names(columns.len());
    columns.resize_with(names.len(), || Cells::new(rows));
    let forms: Vec<Forms> = columns.iter().map(Cells::forms).collect();
    let notations = stream.notations(&forms)?;
    let totals = totals::remove(&mut columns, &notations);
    let totals: Vec<u64> = totals.into_iter().map(|row| lines.of(index(row))).collect();
    let mut account = stream.account(&forms, &notations, &totals);
    drop(stream);
    let mut typed: Vec<(Heading, Column)> = Vec::with_capacity(names.len());
    for ((name, cells), notation) in names.into_iter().zip(columns).zip(&notations) {
        let (column, zone) = typing::column(&cells, *notation).ok_or(TableError::Unreadable)?;
        account.remarks.extend(match column.kind() {
            Type::Text => remarks::of_texts(&name, &cells, *notation),
            Type::Integer | Type::Number => remarks::of_numbers(&name, &cells),
            Type::Date | Type::Timestamp | Type::Boolean => None,
        });
        typed.push((Heading { name, kind: column.kind(), zone }, column));
    }
    let frame = Frame::new(typed).ok_or(TableError::Unreadable)?;
    Ok((frame, account))
}

/// The lines of rows: those after which a line was skipped.
#[derive(Default)]
struct Lines(Vec<(usize, u64)>);

impl Lines {
    fn add(&mut self, row: usize, line: u64) {
        if self.of(row) != line {
            self.0.push((row, line));
        }
    }

    fn of(&self, row: usize) -> u64 {
        let after = self.0.partition_point(|(first, _)| *first <= row);
        let (first, line) = after.checked_sub(1).and_then(|place| self.0.get(place)).copied().unwrap_or_default();
        line + u64::try_from(row - first).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests;
