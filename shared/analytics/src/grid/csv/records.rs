//! Records of a CSV file (RFC 4180), one after the other. A quotation mark that is not closed ends with its cell instead of
//! taking in the rest of the file, which the usual libraries do without a sign.

use crate::TableError;
use memchr::{memchr, memchr_iter, memchr2, memchr3, memrchr};
use std::io::Read;

/// The number of bytes that are read at a time.
const PIECE: usize = 256 * 1_024;

/// The most cells of a record, empty ones at its end included: they are in memory together.
const WIDEST: usize = 65_536;

/// The cells of one record. Keep it for the next one, so that its memory is used again.
#[derive(Debug, Default)]
pub(super) struct Record {
    text: String,
    /// The end of each cell in the text.
    ends: Vec<usize>,
    bytes: Vec<u8>,
    pub(super) line: u64,
    pub(super) has_open_quote: bool,
}

impl Record {
    pub(super) fn cells(&self) -> impl Iterator<Item = &str> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, end)| self.text.get(start..*end).unwrap_or_default())
    }

    fn clear(&mut self) {
        self.text.clear();
        self.bytes.clear();
        self.ends.clear();
        self.has_open_quote = false;
    }
}

/// Reads records from UTF-8.
pub(super) struct Records<Text> {
    text: Text,
    buffer: Vec<u8>,
    start: usize,
    is_at_end: bool,
    line: u64,
    separator: u8,
    /// The most bytes between two quotation marks.
    longest: usize,
    /// The number of cells of a record, if it is known.
    pub(super) width: Option<usize>,
}

/// The reason why a record has no end.
enum Endless {
    /// More bytes are needed.
    Incomplete,
    /// It has more cells than any table.
    TooWide,
}

/// The end of a cell.
enum End {
    Separator(usize),
    Record(usize),
}

impl<Text: Read> Records<Text> {
    pub(super) const fn new(text: Text, separator: u8, longest: usize) -> Self {
        let buffer = Vec::new();
        Self { text, buffer, start: 0, is_at_end: false, line: 1, separator, longest, width: None }
    }

    /// Reads the next record; `false` at the end.
    pub(super) fn next(&mut self, record: &mut Record) -> Result<bool, TableError> {
        loop {
            let rest = self.buffer.get(self.start..).unwrap_or_default();
            if rest.is_empty() && self.is_at_end {
                return Ok(false);
            }
            record.clear();
            record.line = self.line;
            let found = if rest.is_empty() { Err(Endless::Incomplete) } else { self.record(rest, record) };
            if matches!(found, Err(Endless::TooWide)) {
                return Err(TableError::TooManyColumns(WIDEST));
            }
            if let Ok(length) = found {
                let taken = rest.get(..length).unwrap_or_default();
                self.line += lines(taken);
                self.start += length;
                let bytes = std::mem::take(&mut record.bytes);
                record.text = match String::from_utf8(bytes) {
                    Ok(text) => text,
                    Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
                };
                return Ok(true);
            }
            self.fill()?;
        }
    }

    fn fill(&mut self) -> Result<(), TableError> {
        self.buffer.drain(..self.start);
        self.start = 0;
        let mut filled = self.buffer.len();
        // a long record is read again from its beginning: twice as many bytes each time keep that short
        self.buffer.resize(filled + filled.max(PIECE), 0);
        while let Some(rest) = self.buffer.get_mut(filled..).filter(|rest| !rest.is_empty()) {
            match self.text.read(rest)? {
                0 => {
                    self.is_at_end = true;
                    break;
                }
                read => filled += read,
            }
        }
        self.buffer.truncate(filled);
        Ok(())
    }

    /// The length of the record at the beginning of the bytes.
    fn record(&self, bytes: &[u8], record: &mut Record) -> Result<usize, Endless> {
        record.bytes = std::mem::take(&mut record.text).into_bytes();
        record.bytes.clear();
        let mut place = 0;
        loop {
            let end = self.cell(bytes, place, record)?;
            record.ends.push(record.bytes.len());
            if record.ends.len() > WIDEST {
                return Err(Endless::TooWide);
            }
            match end {
                End::Separator(next) => place = next,
                End::Record(next) => return Ok(next),
            }
        }
    }

    fn cell(&self, bytes: &[u8], start: usize, record: &mut Record) -> Result<End, Endless> {
        let rest = bytes.get(start..).unwrap_or_default();
        let spaces = rest.iter().take_while(|byte| **byte == b' ').count();
        let is_open = rest.get(spaces) == Some(&b'"');
        if is_open {
            let length = record.bytes.len();
            if let Some(end) = self.quoted(bytes, start + spaces + 1, record)? {
                return Ok(end);
            }
            record.bytes.truncate(length);
            record.has_open_quote = true;
        }
        let end = memchr3(self.separator, b'\n', b'\r', rest);
        let length = match end {
            Some(length) => length,
            None if self.is_at_end => rest.len(),
            None => return Err(Endless::Incomplete),
        };
        let text = rest.get(..length).unwrap_or_default();
        let text = if is_open { text.get(spaces + 1..).unwrap_or_default() } else { text };
        record.bytes.extend_from_slice(text);
        self.end(bytes, start + length)
    }

    /// The end of a cell at this place.
    fn end(&self, bytes: &[u8], place: usize) -> Result<End, Endless> {
        match bytes.get(place) {
            Some(b'\r') => match bytes.get(place + 1) {
                Some(b'\n') => Ok(End::Record(place + 2)),
                None if !self.is_at_end => Err(Endless::Incomplete),
                _ => Ok(End::Record(place + 1)),
            },
            Some(b'\n') => Ok(End::Record(place + 1)),
            Some(_) => Ok(End::Separator(place + 1)),
            None => Ok(End::Record(place)),
        }
    }

    /// The end of a cell in quotation marks; none if they are not closed as they should be.
    fn quoted(&self, bytes: &[u8], start: usize, record: &mut Record) -> Result<Option<End>, Endless> {
        let mut place = start;
        loop {
            let rest = bytes.get(place..).unwrap_or_default();
            let Some(length) = memchr(b'"', rest) else {
                let is_long = bytes.len() - start > self.longest;
                return if self.is_at_end || is_long { Ok(None) } else { Err(Endless::Incomplete) };
            };
            record.bytes.extend_from_slice(rest.get(..length).unwrap_or_default());
            place += length + 1;
            match bytes.get(place) {
                Some(b'"') => {
                    record.bytes.push(b'"');
                    place += 1;
                }
                None if !self.is_at_end => return Err(Endless::Incomplete),
                _ => break,
            }
        }
        let after = bytes.get(place..).unwrap_or_default();
        place += after.iter().take_while(|byte| **byte == b' ').count();
        let is_closed = match bytes.get(place) {
            None if !self.is_at_end => return Err(Endless::Incomplete),
            None | Some(b'\n' | b'\r') => true,
            Some(byte) => *byte == self.separator,
        };
        if !is_closed || self.are_records(bytes, (start, place))? {
            return Ok(None);
        }
        self.end(bytes, place).map(Some)
    }

    /// Returns whether each line of a cell between two places, with what is before and after it, is a record by itself that
    /// begins as the first one does: then two stray quotation marks have the same effect as a cell of several lines.
    fn are_records(&self, bytes: &[u8], (start, end): (usize, usize)) -> Result<bool, Endless> {
        let Some(width) = self.width.filter(|width| *width > 2) else { return Ok(false) };
        let Some(last) = bytes.get(start..end).and_then(|cell| memrchr(b'\n', cell)) else { return Ok(false) };
        let before = bytes.get(..start + last).unwrap_or_default();
        let beginning = first_sign(before);
        let is_record =
            |line: &[u8]| memchr_iter(self.separator, line).count() + 1 == width && first_sign(line) == beginning;
        if !before.split(|byte| *byte == b'\n').all(is_record) {
            return Ok(false);
        }
        let rest = bytes.get(end..).unwrap_or_default();
        let length = match memchr2(b'\n', b'\r', rest) {
            Some(length) => length,
            None if self.is_at_end => rest.len(),
            None if rest.len() > self.longest => return Ok(false),
            None => return Err(Endless::Incomplete),
        };
        Ok(is_record(bytes.get(start + last + 1..end + length).unwrap_or_default()))
    }
}

/// The kind of sign that a line begins with.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Sign {
    Digit,
    Letter,
    Other,
}

fn first_sign(line: &[u8]) -> Sign {
    match line.iter().find(|byte| **byte != b'"') {
        Some(byte) if byte.is_ascii_digit() => Sign::Digit,
        Some(byte) if byte.is_ascii_alphabetic() || !byte.is_ascii() => Sign::Letter,
        _ => Sign::Other,
    }
}

/// The number of line ends.
fn lines(bytes: &[u8]) -> u64 {
    let feeds = memchr_iter(b'\n', bytes).count();
    let returns = memchr_iter(b'\r', bytes).filter(|place| bytes.get(place + 1) != Some(&b'\n')).count();
    u64::try_from(feeds + returns).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, width: Option<usize>) -> Vec<(u64, bool, Vec<String>)> {
        let mut records = Records::new(text.as_bytes(), b',', 1_000);
        records.width = width;
        let (mut record, mut found) = (Record::default(), Vec::new());
        while records.next(&mut record).unwrap() {
            found.push((record.line, record.has_open_quote, record.cells().map(str::to_owned).collect()));
        }
        found
    }

    fn is(line: u64, has_open_quote: bool, cells: &[&str]) -> (u64, bool, Vec<String>) {
        (line, has_open_quote, cells.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn open_quote_ends_with_its_cell() {
        let found = read("a,b\n1,\"x,2\n3,4\n", None);
        assert_eq!(found, [is(1, false, &["a", "b"]), is(2, true, &["1", "x", "2"]), is(3, false, &["3", "4"])]);
        let found = read("a,b\n1,\"x,2\n3,\"y\",4\n", None);
        assert_eq!(found[1..], [is(2, true, &["1", "x", "2"]), is(3, false, &["3", "y", "4"])]);
        assert_eq!(read("1,\"x", None), [is(1, true, &["1", "x"])]);
    }

    #[test]
    fn stray_pair_of_quotes_joins_no_rows() {
        let text = "1,\"x,2\n3,y\",4\n5,\"two\nlines\",6\n";
        let found = read(text, Some(3));
        assert_eq!(
            found,
            [is(1, true, &["1", "x", "2"]), is(2, false, &["3", "y\"", "4"]), is(3, false, &["5", "two\nlines", "6"])]
        );
    }

    #[test]
    fn cell_of_several_lines_stays_whole() {
        // with fewer separators in its last line than a record has, or with another beginning
        for cell in ["storm\nline cut, repaired", "a, b\nc", "storm\ncut, at two, places", "x\n\n y, z, "] {
            let text = format!("1,2,\"{cell}\"\n3,4,5\n");
            let found = read(&text, Some(3));
            assert_eq!((found.len(), found[0].1, &found[0].2[2]), (2, false, &cell.to_owned()), "{cell:?}");
        }
        assert_eq!(read("1,2,\"x\ny, z\"", Some(3)), [is(1, false, &["1", "2", "x\ny, z"])]);
    }

    #[test]
    fn records_follow_the_standard() {
        let found = read("a,\"b \"\"c\"\"\",\"\"\r\n\"x\ny\", \"z\" ,\r\rlast", None);
        assert_eq!(
            found,
            [
                is(1, false, &["a", "b \"c\"", ""]),
                is(2, false, &["x\ny", "z", ""]),
                is(4, false, &[""]),
                is(5, false, &["last"])
            ]
        );
        assert!(read("", None).is_empty());
    }

    #[test]
    fn pieces_divide_no_record() {
        let text = format!("\"{}\",é\r\n", "x".repeat(900)).repeat(1_000);
        let found = read(&text, None);
        assert_eq!(found.len(), 1_000);
        assert!(found.iter().all(|(_, is_open, cells)| !is_open && cells.len() == 2 && cells[1] == "é"));
    }
}
