//! Writing a columnar copy.

use super::{
    layout::{Footer, HEAD, LONGEST_FOOTER, MAGIC, MOST_COLUMNS, MOST_ROWS, Part, StoredColumn, VERSION},
    parts::{compressed, lengths, narrow, planes, width_of},
};
use crate::{
    column::{Column, Values},
    error::FrameError,
    frame::{Heading, Table},
};
use std::io::Write;

/// Writes the columns of a table one after the other, so that only one is encoded in memory at a time. Returns the number of
/// bytes.
pub fn write_copy(table: &dyn Table, output: &mut dyn Write) -> Result<u64, FrameError> {
    if table.row_count() > MOST_ROWS {
        return Err(FrameError::TooLarge("rows"));
    }
    if table.headings().len() > MOST_COLUMNS {
        return Err(FrameError::TooLarge("columns"));
    }
    let mut writer = Writer { output, offset: 0 };
    let mut head = Vec::with_capacity(HEAD);
    head.extend_from_slice(&MAGIC);
    head.extend_from_slice(&VERSION.to_le_bytes());
    head.extend_from_slice(&[0; 2]);
    writer.bytes(&head)?;
    let mut footer = Footer { rows: table.row_count(), columns: Vec::new() };
    for (place, heading) in table.headings().iter().enumerate() {
        footer.columns.push(writer.column(heading, &*table.column(place)?)?);
    }
    let footer = serde_json::to_vec(&footer).map_err(std::io::Error::from)?;
    let length = u32::try_from(footer.len()).ok().filter(|_| footer.len() <= LONGEST_FOOTER);
    let length = length.ok_or(FrameError::TooLarge("names of columns"))?;
    writer.bytes(&footer)?;
    let mut trailer = Vec::new();
    trailer.extend_from_slice(&length.to_le_bytes());
    trailer.extend_from_slice(&crc32fast::hash(&footer).to_le_bytes());
    trailer.extend_from_slice(&VERSION.to_le_bytes());
    trailer.extend_from_slice(&[0; 2]);
    trailer.extend_from_slice(&MAGIC);
    writer.bytes(&trailer)?;
    writer.output.flush()?;
    Ok(writer.offset)
}

struct Writer<'a> {
    output: &'a mut dyn Write,
    offset: u64,
}

impl Writer<'_> {
    fn bytes(&mut self, bytes: &[u8]) -> Result<(), FrameError> {
        self.output.write_all(bytes)?;
        self.offset += u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        Ok(())
    }

    fn part(&mut self, plain: Vec<u8>) -> Result<Part, FrameError> {
        let (length, offset) = (plain.len(), self.offset);
        let stored = compressed(plain);
        self.bytes(&stored)?;
        Ok(Part { offset, stored: stored.len(), plain: length, checksum: crc32fast::hash(&stored) })
    }

    fn column(&mut self, heading: &Heading, column: &Column) -> Result<StoredColumn, FrameError> {
        let missing = column.missing_count();
        let bits = match missing {
            0 => None,
            _ => Some(self.part(column.missing().words().iter().flat_map(|word| word.to_le_bytes()).collect())?),
        };
        let (bytes, width, base) = encoded(column.values());
        let values = self.part(bytes)?;
        let dictionary = match column.values() {
            Values::Text(_, dictionary) => {
                let (text, ends) = dictionary.parts();
                let ends = self.part(narrow(lengths(ends), 4))?;
                Some([ends, self.part(text.as_bytes().to_vec())?])
            }
            _ => None,
        };
        Ok(StoredColumn { heading: heading.clone(), missing, width, base, bits, values, dictionary })
    }
}

/// The bytes of the values, the bytes of each, and the smallest one.
fn encoded(values: &Values) -> (Vec<u8>, usize, i64) {
    match values {
        Values::Integer(values) | Values::Timestamp(values) => differences(values.iter().copied()),
        Values::Date(values) => differences(values.iter().map(|days| i64::from(*days))),
        Values::Number(values) => (planes(values), 8, 0),
        Values::Text(codes, _) => {
            let width = width_of(codes.iter().copied().max().unwrap_or_default().into());
            (narrow(codes.iter().map(|code| u64::from(*code)), width), width, 0)
        }
        Values::Boolean(values) => (narrow(values.iter().map(|is| u64::from(*is)), 1), 1, 0),
    }
}

fn differences(values: impl Iterator<Item = i64> + Clone) -> (Vec<u8>, usize, i64) {
    let base = values.clone().min().unwrap_or_default();
    let largest = values.clone().map(|value| value.abs_diff(base)).max().unwrap_or_default();
    let width = width_of(largest);
    (narrow(values.map(|value| value.abs_diff(base)), width), width, base)
}
