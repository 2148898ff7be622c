//! Reading single columns of a columnar copy.

use super::{
    layout::{Footer, HEAD, LONGEST_FOOTER, MAGIC, MOST_COLUMNS, MOST_ROWS, Part, StoredColumn, TRAILER, VERSION},
    parts::{decompressed, ends, from_planes, widen},
};
use crate::{
    bitmap::Bitmap,
    column::{Column, Kind, Values},
    dictionary::Dictionary,
    error::FrameError,
    frame::{Heading, Table},
};
use std::{fs::File, os::unix::fs::FileExt, sync::Arc};

/// A file whose ranges can be read, such as an object in a store.
pub trait Ranges {
    /// Its length in bytes.
    fn length(&self) -> std::io::Result<u64>;
    /// The bytes of a range that is within the file.
    fn range(&self, offset: u64, length: usize) -> std::io::Result<Vec<u8>>;
}

impl Ranges for File {
    fn length(&self) -> std::io::Result<u64> {
        Ok(self.metadata()?.len())
    }

    fn range(&self, offset: u64, length: usize) -> std::io::Result<Vec<u8>> {
        let mut bytes = vec![0; length];
        self.read_exact_at(&mut bytes, offset)?;
        Ok(bytes)
    }
}

impl Ranges for Vec<u8> {
    fn length(&self) -> std::io::Result<u64> {
        Ok(u64::try_from(self.len()).unwrap_or(u64::MAX))
    }

    fn range(&self, offset: u64, length: usize) -> std::io::Result<Vec<u8>> {
        let start = usize::try_from(offset).unwrap_or(usize::MAX);
        let range = self.get(start..start.saturating_add(length));
        range.map(<[u8]>::to_vec).ok_or_else(|| std::io::ErrorKind::UnexpectedEof.into())
    }
}

/// A table in a columnar copy. Opening reads the footer; each column is read when it is asked for.
#[derive(Debug)]
pub struct CopyReader<File> {
    file: File,
    rows: usize,
    headings: Vec<Heading>,
    columns: Vec<StoredColumn>,
}

impl<File: Ranges> CopyReader<File> {
    /// Reads and checks the footer.
    pub fn open(file: File) -> Result<Self, FrameError> {
        let length = file.length()?;
        let trailer_start =
            to_u64(HEAD + TRAILER).checked_sub(to_u64(HEAD)).and_then(|trailer| length.checked_sub(trailer));
        let start =
            trailer_start.filter(|start| *start >= to_u64(HEAD)).ok_or(FrameError::Damaged("it is too short"))?;
        let trailer = Trailer::parse(&file.range(start, TRAILER)?)?;
        let footer_start = start.checked_sub(to_u64(trailer.length)).filter(|start| *start >= to_u64(HEAD));
        let footer_start = footer_start.ok_or(FrameError::Damaged("the footer is longer than the file"))?;
        let bytes = file.range(footer_start, trailer.length)?;
        if crc32fast::hash(&bytes) != trailer.checksum {
            return Err(FrameError::Damaged("the checksum of the footer"));
        }
        let footer: Footer = serde_json::from_slice(&bytes).map_err(|_| FrameError::Damaged("the footer"))?;
        if footer.rows > MOST_ROWS || footer.columns.len() > MOST_COLUMNS {
            return Err(FrameError::Damaged("more rows or columns than a table may have"));
        }
        let is_within = |part: &Part| {
            part.offset >= to_u64(HEAD)
                && part.offset.checked_add(to_u64(part.stored)).is_some_and(|end| end <= footer_start)
        };
        let are_within = footer.columns.iter().all(|column| column.parts().all(is_within));
        if !are_within {
            return Err(FrameError::Damaged("a part is outside of the file"));
        }
        let headings = footer.columns.iter().map(|column| column.heading.clone()).collect();
        Ok(Self { file, rows: footer.rows, headings, columns: footer.columns })
    }

    /// The file.
    #[must_use]
    pub fn into_file(self) -> File {
        self.file
    }

    fn part(&self, part: Part, expected: Option<usize>) -> Result<Vec<u8>, FrameError> {
        if expected.is_some_and(|expected| expected != part.plain) {
            return Err(FrameError::Damaged("the length of a part"));
        }
        let stored = self.file.range(part.offset, part.stored)?;
        if crc32fast::hash(&stored) != part.checksum {
            return Err(FrameError::Damaged("the checksum of a part"));
        }
        decompressed(stored, part.plain).ok_or(FrameError::Damaged("a compressed part"))
    }

    fn missing(&self, column: &StoredColumn) -> Result<Bitmap, FrameError> {
        let missing = match column.bits {
            None => Bitmap::none(self.rows),
            Some(part) => {
                let bytes = self.part(part, Some(self.rows.div_ceil(64) * 8))?;
                Bitmap::from_words(widen(&bytes, 8, |word| word), self.rows)
                    .ok_or(FrameError::Damaged("the missing rows"))?
            }
        };
        if missing.count() == column.missing { Ok(missing) } else { Err(FrameError::Damaged("the missing rows")) }
    }

    fn values(&self, column: &StoredColumn) -> Result<Values, FrameError> {
        let bytes = self.part(column.values, self.rows.checked_mul(column.width))?;
        let numbers = || widen(&bytes, column.width, |number| column.base.wrapping_add_unsigned(number));
        Ok(match column.heading.kind {
            Kind::Integer => Values::Integer(numbers()),
            Kind::Timestamp => Values::Timestamp(numbers()),
            Kind::Date => {
                let days: Result<_, _> = numbers().into_iter().map(i32::try_from).collect();
                Values::Date(days.map_err(|_| FrameError::Damaged("a date"))?)
            }
            Kind::Number => Values::Number(from_planes(&bytes, self.rows)),
            Kind::Boolean => Values::Boolean(bytes.iter().map(|byte| *byte != 0).collect()),
            Kind::Text => {
                let dictionary = self.dictionary(column)?;
                // a code beyond the dictionary is refused when the column is made
                Values::Text(widen(&bytes, column.width, |code| u32::try_from(code).unwrap_or(u32::MAX)), dictionary)
            }
        })
    }

    fn dictionary(&self, column: &StoredColumn) -> Result<Dictionary, FrameError> {
        let [lengths, text] = column.dictionary.ok_or(FrameError::Damaged("there is no dictionary"))?;
        if lengths.plain > 4 * self.rows || lengths.plain % 4 != 0 {
            return Err(FrameError::Damaged("the length of a dictionary"));
        }
        let lengths = widen(&self.part(lengths, None)?, 4, |length| u32::try_from(length).unwrap_or(u32::MAX));
        let ends = ends(&lengths).ok_or(FrameError::Damaged("the length of a text"))?;
        let text = String::from_utf8(self.part(text, None)?).map_err(|_| FrameError::Damaged("a text"))?;
        Dictionary::from_parts(text, ends).ok_or(FrameError::Damaged("the order of a dictionary"))
    }
}

impl<File: Ranges> Table for CopyReader<File> {
    fn headings(&self) -> &[Heading] {
        &self.headings
    }

    fn row_count(&self) -> usize {
        self.rows
    }

    fn column(&self, place: usize) -> Result<Arc<Column>, FrameError> {
        let column = self.columns.get(place).ok_or(FrameError::NoColumn(place))?;
        if !column.has_sound_width() {
            return Err(FrameError::Damaged("the width of values"));
        }
        let (missing, values) = (self.missing(column)?, self.values(column)?);
        Column::new(values, missing).map(Arc::new).ok_or(FrameError::Damaged("the values of a column"))
    }

    fn missing_count(&self, place: usize) -> Result<usize, FrameError> {
        self.columns.get(place).map(|column| column.missing).ok_or(FrameError::NoColumn(place))
    }
}

impl StoredColumn {
    fn parts(&self) -> impl Iterator<Item = &Part> {
        self.bits.iter().chain([&self.values]).chain(self.dictionary.iter().flatten())
    }

    fn has_sound_width(&self) -> bool {
        match self.heading.kind {
            Kind::Number => self.width == 8,
            Kind::Boolean => self.width == 1,
            Kind::Text => [1, 2, 4].contains(&self.width),
            Kind::Integer | Kind::Date | Kind::Timestamp => [1, 2, 4, 8].contains(&self.width),
        }
    }
}

struct Trailer {
    length: usize,
    checksum: u32,
}

impl Trailer {
    fn parse(bytes: &[u8]) -> Result<Self, FrameError> {
        let damaged = || FrameError::Damaged("it is no columnar copy");
        let (length, rest) = bytes.split_first_chunk::<4>().ok_or_else(damaged)?;
        let (checksum, rest) = rest.split_first_chunk::<4>().ok_or_else(damaged)?;
        let (version, rest) = rest.split_first_chunk::<2>().ok_or_else(damaged)?;
        if rest.get(2..) != Some(&MAGIC) {
            return Err(damaged());
        }
        let version = u16::from_le_bytes(*version);
        if version != VERSION {
            return Err(FrameError::Version(version));
        }
        let length = usize::try_from(u32::from_le_bytes(*length)).unwrap_or(usize::MAX);
        if length > LONGEST_FOOTER {
            return Err(FrameError::Damaged("the length of the footer"));
        }
        Ok(Self { length, checksum: u32::from_le_bytes(*checksum) })
    }
}

fn to_u64(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}
