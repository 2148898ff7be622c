//! From the cells of a file to typed columns, in one pass over its rows.
//!
//! The pass keeps the different cells of each column and a code for each row. The notation of numbers and dates, totals of other
//! rows and the types of the columns are then decided by the different cells only.

mod intern;
mod totals;
mod typing;

use crate::{
    column::Column,
    frame::{Frame, Heading},
};
use intern::Cells;
use sisuiq_analytics::{Account, Forms, Kind, Limits, Mapping, TableError, TableStream};
use std::fs::File;

/// Reads a table.
pub(crate) fn read(file: File, kind: Kind, limits: Limits, mapping: Mapping) -> Result<(Frame, Account), TableError> {
    let mut stream = TableStream::open(file, kind, limits, mapping)?;
    let (mut columns, mut rows): (Vec<Cells>, usize) = (Vec::new(), 0);
    stream.read(|fields| {
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
    let account = stream.account(&forms, &notations, u64::try_from(totals).unwrap_or(u64::MAX));
    drop(stream);
    let mut typed: Vec<(Heading, Column)> = Vec::with_capacity(names.len());
    for ((name, cells), notation) in names.into_iter().zip(columns).zip(&notations) {
        let (column, zone) = typing::column(&cells, *notation).ok_or(TableError::Unreadable)?;
        typed.push((Heading { name, kind: column.kind(), zone }, column));
    }
    let frame = Frame::new(typed).ok_or(TableError::Unreadable)?;
    Ok((frame, account))
}

#[cfg(test)]
mod tests;
