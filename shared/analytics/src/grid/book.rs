//! Rows of workbooks.

mod check;
mod layout;

pub(super) use check::check;

use super::{Gone, Loss, Raw, Row, without_the_empty_end};
use crate::{Mapping, TableError, cell::date::YEARS};
use calamine::{DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx};
use jiff::civil::{Date, DateTime, Time};
use layout::{Layout, Merge};
use std::{
    borrow::Cow,
    io::{Read, Seek},
    ops::ControlFlow,
};

/// A worksheet.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sheet {
    pub(crate) name: String,
    layout: Layout,
    includes_hidden: bool,
    /// The last row of the header: merged cells below it are filled.
    pub(super) header_line: u64,
    /// Other visible sheets with rows, and hidden ones.
    pub(crate) others: Vec<String>,
    pub(crate) hidden: Vec<String>,
}

/// The worksheets of a workbook.
#[derive(Debug, Default)]
pub(super) struct Sheets {
    pub(super) readable: Vec<Sheet>,
    pub(super) hidden: Vec<String>,
}

/// The visible worksheets, or the one that the user named.
pub(super) fn sheets<File: Read + Seek>(mut file: File, mapping: &Mapping) -> Result<Sheets, TableError> {
    let paths = layout::paths(&mut file)?;
    let book: Xlsx<_> = Xlsx::new(&mut file).map_err(|_| TableError::Damaged)?;
    let listed = book.sheets_metadata().to_vec();
    drop(book);
    let is_wanted = |name: &str| mapping.sheet.as_deref().is_none_or(|wanted| wanted.trim() == name.trim());
    let mut sheets = Sheets::default();
    for sheet in listed.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet) {
        let is_visible = sheet.visible == SheetVisible::Visible || mapping.sheet.is_some() || mapping.include_hidden;
        if !is_visible {
            sheets.hidden.push(sheet.name.clone());
        } else if is_wanted(&sheet.name) {
            let layout = match paths.iter().find(|(name, _)| *name == sheet.name) {
                Some((_, path)) => Layout::of(&mut file, path)?,
                None => Layout::default(),
            };
            let includes_hidden = mapping.include_hidden;
            // merged cells of titles and headers are not filled
            let header_line = u64::MAX;
            let name = sheet.name.clone();
            sheets.readable.push(Sheet { name, layout, includes_hidden, header_line, ..Sheet::default() });
        }
    }
    match &mapping.sheet {
        Some(wanted) if sheets.readable.is_empty() => {
            Err(TableError::Mapping(format!("the workbook has no sheet {wanted}")))
        }
        _ => Ok(sheets),
    }
}

impl Sheet {
    pub(super) fn rows(
        &self,
        file: impl Read + Seek,
        most_columns: usize,
        gone: &mut Gone,
        take: &mut impl FnMut(&Row<'_>) -> Result<ControlFlow<()>, TableError>,
    ) -> Result<(), TableError> {
        let mut book: Xlsx<_> = Xlsx::new(file).map_err(|_| TableError::Damaged)?;
        let mut cells = book.worksheet_cells_reader(&self.name).map_err(|_| TableError::Damaged)?;
        for (line, place) in self.layout.uncomputed.iter().filter(|cell| self.is_read(**cell)) {
            gone.add_cell(Loss::Formula, *line, *place);
        }
        let mut filling = Filling { sheet: self, gone, merges: Vec::new(), next: 0, last: 0 };
        let mut row = Row::default();
        while let Some(cell) = cells.next_cell().map_err(|_| TableError::Damaged)? {
            let (line, column) = cell.get_position();
            let (line, place) = (u64::from(line) + 1, usize::try_from(column).unwrap_or(usize::MAX));
            if line < row.line {
                return Err(TableError::Damaged);
            }
            if row.line != line {
                let complete = std::mem::replace(&mut row, Row { line, ..Row::default() });
                if filling.take(complete, take)?.is_break() {
                    return Ok(());
                }
            }
            let value = raw(cell.get_value()).unwrap_or_else(|loss| {
                if self.is_read((line, place)) {
                    filling.gone.add_cell(loss, line, place);
                }
                Raw::Empty
            });
            if value.is_empty() {
                continue;
            }
            if place >= most_columns {
                return Err(TableError::TooManyColumns(most_columns));
            }
            // one of them would be lost
            if row.cells.get(place).is_some_and(|cell| !cell.is_empty()) {
                return Err(TableError::Damaged);
            }
            set(&mut row.cells, place, value);
        }
        filling.take(row, take).map(|_| ())
    }

    /// Returns whether a cell is in a row and a column that are read.
    fn is_read(&self, (line, place): (u64, usize)) -> bool {
        self.includes_hidden || !(self.layout.hides_row(line) || self.layout.hides_column(place))
    }
}

/// Merged cells that are open, and what is hidden.
struct Filling<'a> {
    sheet: &'a Sheet,
    gone: &'a mut Gone,
    /// Merged cells that the current row may belong to, with their value.
    merges: Vec<(Merge, Raw<'static>)>,
    next: usize,
    /// The last row that holds something.
    last: u64,
}

impl Filling<'_> {
    fn take(
        &mut self,
        mut row: Row<'static>,
        take: &mut impl FnMut(&Row<'_>) -> Result<ControlFlow<()>, TableError>,
    ) -> Result<ControlFlow<()>, TableError> {
        let layout = &self.sheet.layout;
        if !self.sheet.includes_hidden {
            for (place, cell) in row.cells.iter_mut().enumerate().filter(|(place, _)| layout.hides_column(*place)) {
                if !cell.is_empty() {
                    self.gone.add_column(place);
                    *cell = Raw::Empty;
                }
            }
        }
        self.fill(&mut row);
        row.cells = without_the_empty_end(row.cells);
        row.is_after_gap = self.last > 0 && row.line > self.last + 1;
        if !row.cells.is_empty() {
            self.last = row.line;
        }
        if !self.sheet.includes_hidden && layout.hides_row(row.line) {
            if !row.cells.is_empty() {
                self.gone.rows.add(row.line);
            }
            return Ok(ControlFlow::Continue(()));
        }
        take(&row)
    }

    /// Fills texts and dates of merged cells into their further rows. A number stays where it is, as it may be one of all
    /// these rows together.
    fn fill(&mut self, row: &mut Row<'static>) {
        let line = row.line;
        self.merges.retain(|(merge, _)| merge.last_row >= line);
        while let Some(merge) = self.sheet.layout.merges.get(self.next).filter(|merge| merge.first_row <= line) {
            self.next += 1;
            if merge.first_row == line && line > self.sheet.header_line {
                let value = row.cells.get(merge.column).cloned().unwrap_or(Raw::Empty);
                self.merges.push((*merge, value));
            }
        }
        if row.cells.iter().all(Raw::is_empty) {
            return;
        }
        for (merge, value) in &self.merges {
            match value {
                Raw::Number(_) => row.merged.push(merge.column),
                value if merge.first_row < line => {
                    if row.cells.get(merge.column).is_some_and(|covered| !covered.is_empty() && covered != value) {
                        self.gone.add_cell(Loss::Covered, line, merge.column);
                    }
                    set(&mut row.cells, merge.column, value.clone());
                }
                _ => {}
            }
        }
    }
}

fn set(cells: &mut Vec<Raw<'static>>, place: usize, value: Raw<'static>) {
    if cells.len() <= place {
        cells.resize(place + 1, Raw::Empty);
    }
    if let Some(slot) = cells.get_mut(place) {
        *slot = value;
    }
}

fn raw(value: &DataRef<'_>) -> Result<Raw<'static>, Loss> {
    let text = |text: &str| Raw::Text(Cow::Owned(text.to_owned()));
    Ok(match value {
        #[expect(clippy::cast_precision_loss, reason = "spreadsheets keep numbers as doubles themselves")]
        DataRef::Int(number) => Raw::Number(*number as f64),
        DataRef::Float(number) if number.is_finite() => Raw::Number(*number),
        DataRef::DateTime(moment) if moment.is_datetime() && moment.as_f64() >= 1.0 => {
            Raw::Moment(moment_of(moment).ok_or(Loss::OddDate)?)
        }
        DataRef::DateTime(moment) if moment.is_datetime() && moment.as_f64() < 0.0 => return Err(Loss::OddDate),
        // a span of time is kept in days, and a time of day looks like one
        DataRef::DateTime(span) => text(&hours_and_minutes(span.as_f64())),
        DataRef::DateTimeIso(iso) | DataRef::DurationIso(iso) => text(iso),
        DataRef::String(written) => text(written),
        DataRef::SharedString(written) => text(written),
        DataRef::Bool(is_so) => text(if *is_so { "true" } else { "false" }),
        DataRef::Empty => Raw::Empty,
        DataRef::Float(_) => return Err(Loss::TooLarge),
        DataRef::Error(_) => return Err(Loss::Error),
    })
}

fn hours_and_minutes(days: f64) -> String {
    let seconds = (days * 86_400.0).round();
    let (hours, rest) = ((seconds / 3_600.0).floor(), seconds.rem_euclid(3_600.0));
    format!("{hours}:{:02}:{:02}", (rest / 60.0).floor(), rest.rem_euclid(60.0))
}

fn moment_of(written: &ExcelDateTime) -> Option<DateTime> {
    let (year, month, day, hour, minute, second, _) = written.to_ymd_hms_milli();
    let small = |number: u8| i8::try_from(number).unwrap_or(-1);
    let date = Date::new(i16::try_from(year).ok()?, small(month), small(day)).ok()?;
    let time = Time::new(small(hour), small(minute), small(second), 0).ok()?;
    Some(date.to_datetime(time)).filter(|moment| YEARS.contains(&moment.year()))
}
