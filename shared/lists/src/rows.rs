//! Delimited files: the strict grammar of RFC 4180 around the `csv` crate, which forgives what a damaged file contains.

use csv::{ReaderBuilder, StringRecord};

use crate::error::{Fault, ListError, excerpt};
use crate::options::ReadOptions;
use crate::quoting::{Misquoted, Place};
use crate::text::{Source, line_of};

/// The form of a delimited file.
#[derive(Clone, Copy)]
pub(crate) struct Dialect {
    pub(crate) delimiter: u8,
    pub(crate) columns: usize,
    /// True if a quoted field may contain a line break.
    pub(crate) line_breaks: bool,
    /// True if fields without quotes are numbers or OFAC's null, with a space at most.
    pub(crate) ofac: bool,
    /// True if the last row must end with a line break.
    pub(crate) last_break: bool,
}

/// A row with the line on which it begins, from 1.
pub(crate) struct Row {
    pub(crate) line: u64,
    pub(crate) fields: StringRecord,
}

impl Row {
    /// A field without whitespace around it; empty beyond the last column.
    pub(crate) fn field(&self, column: usize) -> &str {
        self.fields.get(column).unwrap_or_default().trim()
    }
}

/// The names of the columns, without whitespace around them. Two columns of one name are refused.
pub(crate) fn header(source: &Source<'_>, text: &str, delimiter: u8) -> Result<StringRecord, ListError> {
    let mut reader = ReaderBuilder::new().delimiter(delimiter).has_headers(false).from_reader(text.as_bytes());
    let mut names = StringRecord::new();
    if !reader.read_record(&mut names).unwrap_or_default() {
        return source.fail(Fault::WrongColumns, Some(1), "the row of column names is missing");
    }
    names.trim();
    for (position, name) in names.iter().enumerate() {
        if names.iter().take(position).any(|other| other == name) {
            return source.fail(Fault::WrongColumns, Some(1), format!("the column {:?} is there twice", excerpt(name)));
        }
    }
    Ok(names)
}

/// All rows of a file, or the first fault.
pub(crate) fn read(
    source: &Source<'_>,
    text: &str,
    dialect: Dialect,
    options: &ReadOptions,
) -> Result<Vec<Row>, ListError> {
    check_grammar(source, text, dialect)?;
    let mut reader = ReaderBuilder::new()
        .delimiter(dialect.delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    let mut counted = 0;
    let mut line = 1;
    loop {
        let mut fields = StringRecord::new();
        let found = reader
            .read_record(&mut fields)
            .or_else(|error| source.fail(Fault::BadValue, None, format!("the row cannot be read: {error}")))?;
        if !found {
            return Ok(rows);
        }
        // a row begins behind the line break, which the reader counts to the next row
        let start = fields.position().map_or(0, |position| usize::try_from(position.byte()).unwrap_or(usize::MAX));
        let rest = text.as_bytes().get(start..).unwrap_or_default();
        let start = start + rest.iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).count();
        let passed = text.as_bytes().get(counted..start).unwrap_or_default();
        line += line_of(passed, passed.len()) - 1;
        counted = start;
        if fields.len() != dialect.columns {
            let detail = format!("the row has {} columns instead of {}", fields.len(), dialect.columns);
            let last = reader.is_done();
            let fault = if last && !text.ends_with('\n') { Fault::Truncated } else { Fault::WrongColumns };
            return source.fail(fault, Some(line), detail);
        }
        if let Some(field) = fields.iter().find(|field| field.len() > options.max_field) {
            let detail = format!("a field has {} bytes, and the limit is {}", field.len(), options.max_field);
            return source.fail(Fault::TooLarge, Some(line), detail);
        }
        if rows.len() >= options.max_entities.saturating_mul(8) {
            return source.fail(Fault::TooLarge, Some(line), "the file has too many rows");
        }
        rows.push(Row { line, fields });
    }
}

/// Refuses what the `csv` crate would read as something else: quotation marks inside of fields, text behind a quoted field, a
/// quoted field that never ends, and line breaks where the format has none.
fn check_grammar(source: &Source<'_>, text: &str, dialect: Dialect) -> Result<(), ListError> {
    let mut place = Place::Start;
    let mut line = 1;
    let mut bare_from = 0;
    let mut opened_on = 1;
    for (position, byte) in text.bytes().enumerate() {
        let ends = byte == dialect.delimiter || byte == b'\n' || byte == b'\r';
        if place == Place::Bare && ends {
            check_bare(source, text, bare_from..position, dialect, line)?;
        }
        match (place, byte) {
            (Place::Start, b'"') => opened_on = line,
            (Place::Start, _) if byte == dialect.delimiter && dialect.ofac => {
                return source.fail(Fault::BadValue, Some(line), "a field is empty instead of null");
            }
            (Place::Start, _) if !ends => bare_from = position,
            (Place::Quoted, b'\n' | b'\r') if !dialect.line_breaks => {
                return source.fail(Fault::Quoting, Some(opened_on), "a quoted field does not end on its line");
            }
            (Place::Closed, b' ') if dialect.ofac => continue,
            _ => {}
        }
        place = place
            .after(byte, dialect.delimiter)
            .or_else(|fault| source.fail(Fault::Quoting, Some(line), fault.to_string()))?;
        if byte == b'\n' {
            line += 1;
        }
    }
    match place {
        Place::Quoted => source.fail(Fault::Truncated, Some(opened_on), Misquoted::Unterminated.to_string()),
        _ if dialect.last_break && !text.ends_with('\n') => {
            source.fail(Fault::Truncated, Some(line), "the file ends inside of a row")
        }
        Place::Bare => check_bare(source, text, bare_from..text.len(), dialect, line),
        Place::Start if !text.ends_with(['\n', '\r']) => {
            source.fail(Fault::Truncated, Some(line), "the file ends inside of a row")
        }
        Place::Start | Place::Closed => Ok(()),
    }
}

/// In OFAC's files a field without quotes is a number or the null `-0-`.
fn check_bare(
    source: &Source<'_>,
    text: &str,
    range: std::ops::Range<usize>,
    dialect: Dialect,
    line: u64,
) -> Result<(), ListError> {
    if !dialect.ofac {
        return Ok(());
    }
    let at_end = range.end == text.len();
    let field = text.get(range).unwrap_or_default().trim();
    let number = !field.is_empty() && field.bytes().all(|byte| byte.is_ascii_digit());
    if number || field == "-0-" {
        return Ok(());
    }
    let fault = if at_end { Fault::Truncated } else { Fault::BadValue };
    source.fail(fault, Some(line), format!("{:?} is neither quoted nor a number nor null", excerpt(field)))
}
