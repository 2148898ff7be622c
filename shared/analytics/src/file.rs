//! Rows of a file, one after the other.

use crate::{
    Cell, Style, TableError,
    cell::{YEARS, printable},
    encoding,
    limits::Limits,
    workbook,
};
use calamine::{DataRef, ExcelDateTime, Reader, Xlsx};
use encoding_rs::Encoding;
use jiff::civil::{Date, Time};
use std::{
    fs::File,
    io::{BufReader, Read, Seek, SeekFrom},
};

/// The kind of file.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Kind {
    /// Comma-separated values (RFC 4180) in UTF-8, UTF-16 or Windows-1252; semicolons, tabs and bars are understood too.
    Csv,
    /// A workbook of Excel (ISO/IEC 29500); its first sheet counts.
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
pub(crate) enum Raw {
    /// A text that is still to be read.
    Text(String),
    /// A value whose type the file gives.
    Known(Cell),
}

impl Raw {
    /// The value, in its column's notation.
    pub(crate) fn read(&self, style: Style) -> Cell {
        match self {
            Self::Text(text) => Cell::parse(text, style),
            Self::Known(cell) => cell.clone(),
        }
    }

    /// As the name of a column: a text also where it looks like a figure.
    pub(crate) fn name(&self) -> String {
        match self {
            Self::Text(text) => printable(text),
            Self::Known(cell) => cell.text(),
        }
    }

    fn is_empty(&self) -> bool {
        match self {
            Self::Text(text) => text.trim().is_empty(),
            Self::Known(cell) => *cell == Cell::Empty,
        }
    }

    fn length(&self) -> usize {
        match self {
            Self::Text(text) | Self::Known(Cell::Text(text)) => text.len(),
            Self::Known(_) => 0,
        }
    }
}

/// A row that holds something.
pub(crate) struct RawRow {
    /// The line of a CSV file on which it starts, or the row of the sheet, from 1.
    pub(crate) line: u64,
    pub(crate) cells: Vec<Raw>,
}

/// A file that turned out to be a table, to be read as often as needed.
pub(crate) struct Table {
    file: File,
    limits: Limits,
    form: Form,
}

/// The notation of the file.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Form {
    Csv { encoding: &'static Encoding, separator: u8 },
    Xlsx,
}

impl Table {
    /// Checks the size and form of the file, without parsing its rows.
    pub(crate) fn open(mut file: File, kind: Kind, limits: Limits) -> Result<Self, TableError> {
        let bytes = file.metadata()?.len();
        if bytes > limits.bytes {
            return Err(TableError::TooLarge { bytes, limit: limits.bytes });
        }
        let form = match kind {
            Kind::Csv => {
                let encoding = encoding::detect(&mut file)?;
                let separator = separator(&mut encoding::decoded(&file, encoding))?;
                Form::Csv { encoding, separator }
            }
            Kind::Xlsx => {
                workbook::check(BufReader::new(&file), &limits)?;
                Form::Xlsx
            }
        };
        Ok(Self { file, limits, form })
    }

    pub(crate) const fn form(&self) -> Form {
        self.form
    }

    /// Hands each row that holds something to `take`, the header first; an error ends it.
    pub(crate) fn rows(&mut self, mut take: impl FnMut(RawRow) -> Result<(), TableError>) -> Result<(), TableError> {
        self.file.seek(SeekFrom::Start(0))?;
        let limits = self.limits;
        let (mut rows, mut cells) = (0_u64, 0_u64);
        let mut checked = |row: RawRow| -> Result<(), TableError> {
            if row.cells.iter().all(Raw::is_empty) {
                return Ok(());
            }
            cells += u64::try_from(row.cells.len()).unwrap_or(u64::MAX);
            // the header is one of them
            if rows > limits.rows {
                return Err(TableError::TooManyRows(limits.rows));
            }
            if row.cells.len() > limits.columns {
                return Err(TableError::TooManyColumns(limits.columns));
            }
            if cells > limits.cells {
                return Err(TableError::TooManyCells(limits.cells));
            }
            if row.cells.iter().any(|cell| cell.length() > limits.cell) {
                return Err(TableError::TooLongCell { row: row.line, limit: limits.cell });
            }
            rows += 1;
            take(row)
        };
        match self.form {
            Form::Csv { encoding, separator } => {
                let text = encoding::decoded(BufReader::new(&self.file), encoding);
                csv_rows(text, separator, &mut checked)
            }
            Form::Xlsx => xlsx_rows(BufReader::new(&self.file), limits.columns, &mut checked),
        }
    }
}

fn csv_rows(
    text: impl Read,
    separator: u8,
    take: &mut impl FnMut(RawRow) -> Result<(), TableError>,
) -> Result<(), TableError> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(text);
    let mut record = csv::ByteRecord::new();
    while reader.read_byte_record(&mut record).map_err(|_| TableError::Broken)? {
        let line = record.position().map_or(0, csv::Position::line);
        let cells = record.iter().map(|cell| Raw::Text(String::from_utf8_lossy(cell).into_owned()));
        take(RawRow { line, cells: without_the_empty_end(cells.collect()) })?;
    }
    Ok(())
}

/// Removes empty cells at the end of a row: spreadsheets write separators behind the last cell.
fn without_the_empty_end(mut cells: Vec<Raw>) -> Vec<Raw> {
    let length = cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
    cells.truncate(length);
    cells
}

/// The most frequent separator in the first row, outside of quotation marks.
fn separator(text: &mut impl Read) -> Result<u8, TableError> {
    let mut beginning = Vec::new();
    text.take(64 * 1_024).read_to_end(&mut beginning)?;
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0), (b'|', 0)];
    let mut is_quoted = false;
    let mut has_begun = false;
    for byte in beginning {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'\n' if has_begun && !is_quoted => break,
            _ if is_quoted => {}
            _ => {
                counts.iter_mut().filter(|(sign, _)| *sign == byte).for_each(|(_, count)| *count += 1);
            }
        }
        has_begun |= !byte.is_ascii_whitespace();
    }
    // of equally frequent ones the first counts
    Ok(counts.iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(sign, _)| *sign))
}

fn xlsx_rows(
    file: impl Read + Seek,
    most_columns: usize,
    take: &mut impl FnMut(RawRow) -> Result<(), TableError>,
) -> Result<(), TableError> {
    let mut book: Xlsx<_> = Xlsx::new(file).map_err(|_| TableError::Damaged)?;
    let name = book.sheet_names().first().cloned().ok_or(TableError::Empty)?;
    let mut cells = book.worksheet_cells_reader(&name).map_err(|_| TableError::Damaged)?;
    let mut row = RawRow { line: 0, cells: Vec::new() };
    while let Some(cell) = cells.next_cell().map_err(|_| TableError::Damaged)? {
        let (line, column) = cell.get_position();
        let (line, place) = (u64::from(line) + 1, usize::try_from(column).unwrap_or(usize::MAX));
        if row.line != line {
            let next = RawRow { line, cells: Vec::new() };
            take(std::mem::replace(&mut row, next))?;
        }
        let value = known(cell.get_value());
        if value.is_empty() {
            continue;
        }
        if place >= most_columns {
            return Err(TableError::TooManyColumns(most_columns));
        }
        if row.cells.len() <= place {
            row.cells.resize(place + 1, Raw::Known(Cell::Empty));
        }
        if let Some(slot) = row.cells.get_mut(place) {
            *slot = value;
        }
    }
    take(row)
}

fn known(value: &DataRef<'_>) -> Raw {
    let text = |text: &str| Raw::Text(text.to_owned());
    match value {
        #[expect(clippy::cast_precision_loss, reason = "spreadsheets keep numbers as doubles themselves")]
        DataRef::Int(number) => Raw::Known(Cell::Number(*number as f64)),
        DataRef::Float(number) if number.is_finite() => Raw::Known(Cell::Number(*number)),
        DataRef::DateTime(moment) if moment.is_datetime() && moment.as_f64() >= 1.0 => Raw::Known(moment_of(moment)),
        // a span of time is kept in days, and a time of day looks like one
        DataRef::DateTime(span) => Raw::Text(hours_and_minutes(span.as_f64())),
        DataRef::DateTimeIso(iso) | DataRef::DurationIso(iso) => text(iso),
        DataRef::String(written) => text(written),
        DataRef::SharedString(written) => text(written),
        DataRef::Bool(is_so) => text(if *is_so { "true" } else { "false" }),
        DataRef::Float(_) | DataRef::Empty | DataRef::Error(_) => Raw::Known(Cell::Empty),
    }
}

fn hours_and_minutes(days: f64) -> String {
    let seconds = (days * 86_400.0).round();
    let (hours, rest) = ((seconds / 3_600.0).floor(), seconds.rem_euclid(3_600.0));
    format!("{hours}:{:02}:{:02}", (rest / 60.0).floor(), rest.rem_euclid(60.0))
}

fn moment_of(written: &ExcelDateTime) -> Cell {
    let (year, month, day, hour, minute, second, _) = written.to_ymd_hms_milli();
    let small = |number: u8| i8::try_from(number).unwrap_or(-1);
    let date = i16::try_from(year).ok().and_then(|year| Date::new(year, small(month), small(day)).ok());
    let time = Time::new(small(hour), small(minute), small(second), 0).ok();
    let moment = date.zip(time).map(|(date, time)| date.to_datetime(time));
    moment.filter(|moment| YEARS.contains(&moment.year())).map_or(Cell::Empty, Cell::Date)
}
