//! A file that turned out to be a table, to be read as often as needed.

use super::{Header, Kind, Raw, Row, book, csv, header::SAMPLE};
use crate::{
    Mapping, TableError,
    encoding::{self, Decoding},
    limits::Limits,
    sample::Sample,
};
use encoding_rs::Encoding;
use std::{
    collections::BTreeMap,
    fs::File,
    io::{BufReader, Seek, SeekFrom},
    ops::ControlFlow,
};

/// A table with its header.
pub(crate) struct Table {
    file: File,
    limits: Limits,
    pub(crate) form: Form,
    pub(crate) header: Header,
    /// Some row below the header has several cells, unlike those of a title page.
    has_rows: bool,
    /// What the last reading left out.
    pub(crate) gone: Gone,
}

/// The notation of the file.
#[derive(Clone, Debug)]
pub(crate) enum Form {
    Csv { decoding: Decoding, dialect: csv::Dialect },
    Xlsx(book::Sheet),
}

/// Parts of a sheet that hold something and are not read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Gone {
    /// Hidden rows.
    pub(crate) rows: Sample<u64>,
    /// Hidden columns.
    pub(crate) columns: Vec<usize>,
    /// References of single cells that were read as empty, by reason.
    pub(crate) cells: BTreeMap<Loss, Sample<String>>,
}

/// The reason why the value of a cell is not read.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) enum Loss {
    /// It is an error of the spreadsheet program, such as `#DIV/0!`.
    Error,
    /// It is a formula without its result.
    Formula,
    /// It is a number beyond the range of the type.
    TooLarge,
    /// It is a number that has the form of a date, and is none.
    OddDate,
    /// It lies under a merged cell.
    Covered,
}

impl Gone {
    pub(super) fn add_cell(&mut self, loss: Loss, line: u64, place: usize) {
        self.cells.entry(loss).or_default().add(format!("{}{line}", letters(place)));
    }

    pub(super) fn add_column(&mut self, place: usize) {
        if !self.columns.contains(&place) {
            self.columns.push(place);
        }
    }
}

impl Table {
    /// Checks the size and form of the file and finds the header.
    pub(crate) fn open(mut file: File, kind: Kind, limits: Limits, mapping: &Mapping) -> Result<Self, TableError> {
        let bytes = file.metadata()?.len();
        if bytes > limits.bytes {
            return Err(TableError::TooLarge { bytes, limit: limits.bytes });
        }
        match kind {
            Kind::Csv => {
                let chosen = mapping.encoding.as_deref().map(encoding_of).transpose()?;
                let decoding = encoding::detect(&mut file, chosen)?;
                let dialect =
                    csv::dialect::detect(&mut encoding::decoded(&file, decoding.encoding), mapping.separator)?;
                Self::with_header(file, limits, Form::Csv { decoding, dialect }, mapping)
            }
            Kind::Xlsx => {
                book::check(BufReader::new(&file), &limits)?;
                let sheets = book::sheets(BufReader::new(&file), mapping)?;
                Self::of_sheets(&file, limits, sheets, mapping)
            }
        }
    }

    /// The sheet that is a table: the one with the most names of outage columns, or else the first with rows.
    fn of_sheets(file: &File, limits: Limits, sheets: book::Sheets, mapping: &Mapping) -> Result<Self, TableError> {
        let mut best: Option<((usize, bool), Self)> = None;
        let mut found: Vec<String> = Vec::new();
        for sheet in sheets.readable {
            let table = match Self::with_header(file.try_clone()?, limits, Form::Xlsx(sheet), mapping) {
                Ok(table) => table,
                Err(TableError::Empty) => continue,
                Err(error) => return Err(error),
            };
            found.push(table.sheet_name());
            let score = (table.header.roles(), table.has_rows);
            if best.as_ref().is_none_or(|(most, _)| score > *most) {
                best = Some((score, table));
            }
        }
        let Some((_, mut table)) = best else {
            return Err(if sheets.hidden.is_empty() { TableError::Empty } else { TableError::HiddenSheets });
        };
        let name = table.sheet_name();
        if let Form::Xlsx(sheet) = &mut table.form {
            sheet.others = found.into_iter().filter(|other| *other != name).collect();
            sheet.hidden = sheets.hidden;
        }
        Ok(table)
    }

    fn sheet_name(&self) -> String {
        match &self.form {
            Form::Xlsx(sheet) => sheet.name.clone(),
            Form::Csv { .. } => String::new(),
        }
    }

    fn with_header(file: File, limits: Limits, form: Form, mapping: &Mapping) -> Result<Self, TableError> {
        let mut table = Self { file, limits, form, header: Header::default(), has_rows: false, gone: Gone::default() };
        let wanted = mapping.header_row;
        let mut sample: Vec<Row<'static>> = Vec::new();
        table.all_rows(|row| {
            let is_wanted = wanted.is_some_and(|line| row.line == line);
            if sample.len() < SAMPLE || is_wanted {
                sample.push(row.to_owned());
            }
            let is_enough = sample.len() >= SAMPLE && wanted.is_none_or(|line| row.line >= line);
            Ok(if is_enough { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
        })?;
        if sample.is_empty() {
            return Err(TableError::Empty);
        }
        table.header = Header::find(&sample, wanted)
            .ok_or_else(|| TableError::Mapping(format!("no row {} holds anything", wanted.unwrap_or_default())))?;
        let last = table.header.last_line;
        table.has_rows = sample.iter().any(|row| row.line > last && row.filled() > 1);
        match &mut table.form {
            Form::Csv { dialect, .. } => dialect.width = table.header.width,
            Form::Xlsx(sheet) => sheet.header_line = table.header.last_line,
        }
        Ok(table)
    }

    /// Hands each row below the header that holds something to `take`; an error ends it.
    pub(crate) fn rows(&mut self, mut take: impl FnMut(&Row<'_>) -> Result<(), TableError>) -> Result<(), TableError> {
        let last = self.header.last_line;
        self.all_rows(|row| {
            if row.line > last {
                take(row)?;
            }
            Ok(ControlFlow::Continue(()))
        })
    }

    fn all_rows(
        &mut self,
        mut take: impl FnMut(&Row<'_>) -> Result<ControlFlow<()>, TableError>,
    ) -> Result<(), TableError> {
        self.file.seek(SeekFrom::Start(0))?;
        self.gone = Gone::default();
        let limits = self.limits;
        let (mut rows, mut cells) = (0_u64, 0_u64);
        let mut checked = |row: &Row<'_>| -> Result<ControlFlow<()>, TableError> {
            if row.cells.iter().all(Raw::is_empty) {
                return Ok(ControlFlow::Continue(()));
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
        match &self.form {
            Form::Csv { decoding, dialect } => {
                let text = encoding::decoded(BufReader::new(&self.file), decoding.encoding);
                csv::rows(text, *dialect, 2 * limits.cell, &mut checked)
            }
            Form::Xlsx(sheet) => sheet.rows(BufReader::new(&self.file), limits.columns, &mut self.gone, &mut checked),
        }
    }
}

/// The letters of a column of a sheet: `A`, `AB`.
pub(crate) fn letters(place: usize) -> String {
    let mut rest = place + 1;
    let mut letters = Vec::new();
    while rest > 0 {
        let letter = u8::try_from((rest - 1) % 26).unwrap_or_default();
        letters.push(char::from(b'A' + letter));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

fn encoding_of(name: &str) -> Result<&'static Encoding, TableError> {
    let known = match name.trim().to_ascii_lowercase().as_str() {
        // names that the standard does not have
        "cp949" | "uhc" | "ms949" => Some(encoding_rs::EUC_KR),
        "cp1252" => Some(encoding_rs::WINDOWS_1252),
        "utf8" => Some(encoding_rs::UTF_8),
        "cp936" => Some(encoding_rs::GBK),
        other => Encoding::for_label(other.as_bytes()),
    };
    let refused = || TableError::Mapping(format!("{name} is not a known encoding"));
    known.filter(|encoding| *encoding != encoding_rs::REPLACEMENT).ok_or_else(refused)
}
