//! The character encoding of text files, with the evidence for it.

mod legacy;
mod scan;

use crate::TableError;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use encoding_rs_io::{DecodeReaderBytes, DecodeReaderBytesBuilder};
use scan::Scan;
use serde_json::{Value, json};
use std::io::{Read, Seek, SeekFrom};

/// The maximum number of shown lines.
const SHOWN: usize = 5;
/// For each byte sequence that is not UTF-8, a file in UTF-8 has at least so many that are.
const VALID_FOR_EACH_INVALID: u64 = 10;

/// An encoding and the reason for its choice.
#[derive(Clone, Debug)]
pub(crate) struct Decoding {
    pub(crate) encoding: &'static Encoding,
    pub(crate) evidence: Evidence,
    /// Places at which characters are lost.
    pub(crate) lost: Lost,
}

/// The reason for the choice of an encoding.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Evidence {
    /// The user named it.
    Chosen,
    ByteOrderMark,
    /// All bytes are those of ASCII.
    Ascii,
    /// All bytes are valid UTF-8.
    Valid,
    /// Nearly all characters beyond ASCII are valid UTF-8.
    MostlyValid,
    /// Zero bytes stand where UTF-16 has them.
    ZeroBytes,
    /// The names of columns are words only in this encoding.
    ColumnNames,
    /// All characters beyond ASCII are Korean syllables.
    Syllables,
    /// The frequencies of characters.
    Statistics,
    /// There are too few characters beyond ASCII to tell.
    Few,
}

/// Characters that could not be decoded, or that were lost before the file was saved.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Lost {
    /// Byte sequences without a meaning in the encoding.
    pub(crate) undecodable: u64,
    /// Replacement characters (U+FFFD) that the file itself contains.
    pub(crate) replaced: u64,
    /// The lines of the first ones.
    pub(crate) lines: Vec<u64>,
}

impl Lost {
    fn add(&mut self, line: u64) {
        if self.lines.len() < SHOWN && self.lines.last() != Some(&line) {
            self.lines.push(line);
        }
    }
}

impl Evidence {
    pub(crate) const fn text(self) -> &'static str {
        match self {
            Self::Chosen => "chosen by the user",
            Self::ByteOrderMark => "byte order mark",
            Self::Ascii => "only ASCII characters",
            Self::Valid => "all bytes are valid UTF-8",
            Self::MostlyValid => "nearly all characters are valid UTF-8",
            Self::ZeroBytes => "zero bytes alternate with characters",
            Self::ColumnNames => "the names of columns are words in this encoding",
            Self::Syllables => "the characters beyond ASCII are Korean syllables",
            Self::Statistics => "frequencies of characters",
            Self::Few => "a guess: there are few characters beyond ASCII",
        }
    }
}

impl Decoding {
    pub(crate) fn payload(&self) -> Value {
        json!({
            "evidence": self.evidence.text(),
            "undecodable": self.lost.undecodable,
            "replacement_characters": self.lost.replaced,
            "lines": self.lost.lines,
        })
    }
}

/// The encoding of the file: the chosen one, the one of its byte order mark, UTF-8 or UTF-16 by its bytes, or else the one
/// that fits its characters best. Zero bytes, except in UTF-16, are an error. The file is left at its beginning.
pub(crate) fn detect(file: &mut (impl Read + Seek), chosen: Option<&'static Encoding>) -> Result<Decoding, TableError> {
    file.seek(SeekFrom::Start(0))?;
    let mut head = Vec::new();
    (&mut *file).take(4).read_to_end(&mut head)?;
    // UTF-32 begins like UTF-16, and nothing decodes it
    if head == [0xff, 0xfe, 0, 0] || head == [0, 0, 0xfe, 0xff] {
        return Err(TableError::NotText);
    }
    file.seek(SeekFrom::Start(0))?;
    let scan = Scan::of(file)?;
    let (encoding, evidence) = match (chosen, scan.mark) {
        // the decoder follows a byte order mark in any case
        (_, Some(marked)) => (marked, Evidence::ByteOrderMark),
        (Some(encoding), None) => (encoding, Evidence::Chosen),
        (None, None) => by_bytes(&scan)?,
    };
    file.seek(SeekFrom::Start(0))?;
    let lost = if encoding == UTF_8 && scan.invalid == 0 && scan.replaced == 0 {
        Lost::default()
    } else {
        lost(&mut *file, encoding)?
    };
    file.seek(SeekFrom::Start(0))?;
    let is_wide = encoding == UTF_16LE || encoding == UTF_16BE;
    if is_wide && lost.undecodable > scan.bytes / 100 || !is_wide && scan.zeros() > 0 {
        return Err(TableError::NotText);
    }
    Ok(Decoding { encoding, evidence, lost })
}

fn by_bytes(scan: &Scan) -> Result<(&'static Encoding, Evidence), TableError> {
    if scan.zeros() > 0 {
        return scan.wide().map(|encoding| (encoding, Evidence::ZeroBytes)).ok_or(TableError::NotText);
    }
    if scan.invalid == 0 {
        return Ok((UTF_8, if scan.valid == 0 { Evidence::Ascii } else { Evidence::Valid }));
    }
    if scan.valid >= VALID_FOR_EACH_INVALID * scan.invalid {
        return Ok((UTF_8, Evidence::MostlyValid));
    }
    Ok(legacy::guess(&scan.sample))
}

/// Decodes all of the file and counts what is lost.
fn lost(file: &mut impl Read, encoding: &'static Encoding) -> Result<Lost, TableError> {
    let mut decoder = encoding.new_decoder_with_bom_removal();
    let (mut lost, mut line) = (Lost::default(), 1_u64);
    let (mut piece, mut text) = (vec![0; scan::PIECE], vec![0_u8; 4 * scan::PIECE]);
    loop {
        let length = file.read(&mut piece)?;
        let mut bytes = piece.get(..length).unwrap_or_default();
        loop {
            let (result, read, written) = decoder.decode_to_utf8_without_replacement(bytes, &mut text, length == 0);
            count(text.get(..written).unwrap_or_default(), &mut line, &mut lost);
            bytes = bytes.get(read..).unwrap_or_default();
            match result {
                encoding_rs::DecoderResult::Malformed(_, _) => {
                    lost.undecodable += 1;
                    lost.add(line);
                }
                encoding_rs::DecoderResult::InputEmpty => break,
                encoding_rs::DecoderResult::OutputFull => {}
            }
        }
        if length == 0 {
            return Ok(lost);
        }
    }
}

/// Counts lines, replacement characters and, in an encoding of single bytes, characters without a meaning.
fn count(text: &[u8], line: &mut u64, lost: &mut Lost) {
    let mut rest = text;
    while let Some(place) = memchr::memchr3(b'\n', 0xef, 0xc2, rest) {
        match rest.get(place..) {
            Some([b'\n', ..]) => *line += 1,
            Some([0xef, 0xbf, 0xbd, ..]) => {
                lost.replaced += 1;
                lost.add(*line);
            }
            // U+0081, U+008D, U+008F, U+0090 and U+009D: bytes to which Windows-1252 gives no character
            Some([0xc2, 0x81 | 0x8d | 0x8f | 0x90 | 0x9d, ..]) => {
                lost.undecodable += 1;
                lost.add(*line);
            }
            _ => {}
        }
        rest = rest.get(place + 1..).unwrap_or_default();
    }
}

/// The file as UTF-8, without a byte order mark.
pub(crate) fn decoded<File: Read>(file: File, encoding: &'static Encoding) -> DecodeReaderBytes<File, Vec<u8>> {
    DecodeReaderBytesBuilder::new().encoding(Some(encoding)).bom_override(true).build(file)
}

#[cfg(test)]
mod tests;
