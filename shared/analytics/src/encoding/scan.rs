//! Counts of the bytes of a file.

use crate::TableError;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use std::io::Read;

/// The number of bytes that are read at a time: even, so that pieces do not divide characters of UTF-16.
pub(super) const PIECE: usize = 64 * 1_024;
/// The maximum number of bytes around characters beyond ASCII.
const SAMPLE: usize = 256 * 1_024;
/// The least share of zero bytes in UTF-16: one in so many bytes.
const BYTES_FOR_EACH_ZERO: u64 = 16;

/// Counts of the bytes of a file.
#[derive(Debug, Default)]
pub(super) struct Scan {
    pub(super) bytes: u64,
    /// The encoding of the byte order mark.
    pub(super) mark: Option<&'static Encoding>,
    even_zeros: u64,
    odd_zeros: u64,
    /// Characters beyond ASCII that are valid UTF-8.
    pub(super) valid: u64,
    /// Byte sequences that are not.
    pub(super) invalid: u64,
    /// Replacement characters in UTF-8.
    pub(super) replaced: u64,
    /// Lines with bytes beyond ASCII.
    pub(super) sample: Vec<u8>,
    /// The line that the end of a piece splits.
    begun: Vec<u8>,
    /// The bytes of a character that the end of a piece splits.
    cut: Vec<u8>,
}

impl Scan {
    pub(super) fn of(file: &mut impl Read) -> Result<Self, TableError> {
        let mut scan = Self::default();
        let mut piece = vec![0; PIECE];
        loop {
            let length = fill(file, &mut piece)?;
            let read = piece.get(..length).unwrap_or_default();
            if scan.bytes == 0 {
                scan.mark = Encoding::for_bom(read).map(|(encoding, _)| encoding);
            }
            if length == 0 {
                scan.invalid += u64::from(!scan.cut.is_empty());
                let last = std::mem::take(&mut scan.begun);
                scan.add_line(&last);
                return Ok(scan);
            }
            scan.add(read);
        }
    }

    pub(super) const fn zeros(&self) -> u64 {
        self.even_zeros + self.odd_zeros
    }

    /// UTF-16 without a byte order mark: most of its zero bytes are the higher halves of ASCII characters.
    pub(super) fn wide(&self) -> Option<&'static Encoding> {
        let is_text = self.bytes.is_multiple_of(2) && self.zeros() >= self.bytes / BYTES_FOR_EACH_ZERO;
        match (self.even_zeros, self.odd_zeros) {
            _ if !is_text => None,
            (0, _) => Some(UTF_16LE),
            (_, 0) => Some(UTF_16BE),
            _ => None,
        }
    }

    fn add(&mut self, piece: &[u8]) {
        self.bytes += u64::try_from(piece.len()).unwrap_or(u64::MAX);
        if memchr::memchr(0, piece).is_some() {
            for place in memchr::memchr_iter(0, piece) {
                if place % 2 == 0 { self.even_zeros += 1 } else { self.odd_zeros += 1 }
            }
        }
        if piece.is_ascii() && self.cut.is_empty() && self.begun.is_empty() {
            return;
        }
        self.take_sample(piece);
        let mut bytes = std::mem::take(&mut self.cut);
        bytes.extend_from_slice(piece);
        for chunk in bytes.utf8_chunks() {
            let text = chunk.valid();
            self.valid += u64::try_from(text.bytes().filter(|byte| *byte >= 0xc0).count()).unwrap_or(u64::MAX);
            self.replaced +=
                u64::try_from(memchr::memmem::find_iter(text.as_bytes(), "\u{fffd}").count()).unwrap_or(u64::MAX);
            let rest = chunk.invalid();
            let is_at_end = std::ptr::eq(rest.as_ptr_range().end, bytes.as_ptr_range().end);
            if is_at_end && std::str::from_utf8(rest).is_err_and(|error| error.error_len().is_none()) {
                self.cut = rest.to_vec();
            } else if !rest.is_empty() {
                self.invalid += 1;
            }
        }
    }

    /// Takes whole lines: half a character would speak against its encoding.
    fn take_sample(&mut self, piece: &[u8]) {
        if self.mark == Some(UTF_8) || self.sample.len() >= SAMPLE {
            self.begun.clear();
            return;
        }
        let begun = std::mem::take(&mut self.begun);
        let bytes = [begun.as_slice(), piece].concat();
        for line in bytes.split_inclusive(|byte| *byte == b'\n') {
            if line.ends_with(b"\n") {
                self.add_line(line);
            } else if line.len() < PIECE {
                self.begun = line.to_vec();
            }
        }
    }

    fn add_line(&mut self, line: &[u8]) {
        if !line.is_ascii() && self.sample.len() + line.len() <= SAMPLE {
            self.sample.extend_from_slice(line);
        }
    }
}

/// Reads until the piece is full or the file ends.
fn fill(file: &mut impl Read, piece: &mut [u8]) -> Result<usize, TableError> {
    let mut filled = 0;
    while let Some(rest) = piece.get_mut(filled..).filter(|rest| !rest.is_empty()) {
        match file.read(rest)? {
            0 => break,
            length => filled += length,
        }
    }
    Ok(filled)
}
