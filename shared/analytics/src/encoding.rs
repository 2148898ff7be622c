//! The character encoding of text files.

use crate::TableError;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use encoding_rs_io::{DecodeReaderBytes, DecodeReaderBytesBuilder};
use std::io::{Read, Seek, SeekFrom};

/// The number of bytes that are read at a time.
const PIECE: usize = 64 * 1_024;

/// The encoding of the file: by its byte order mark, or UTF-8 if all of it is valid, or else Windows-1252, in which every byte
/// has a meaning. A zero byte, except in UTF-16, is an error. The file is left at its beginning.
pub(crate) fn detect(file: &mut (impl Read + Seek)) -> Result<&'static Encoding, TableError> {
    file.seek(SeekFrom::Start(0))?;
    let found = look(file)?;
    file.seek(SeekFrom::Start(0))?;
    Ok(found)
}

fn look(file: &mut impl Read) -> Result<&'static Encoding, TableError> {
    let mut piece = vec![0; PIECE];
    // the bytes of a character that the end of a piece splits
    let mut cut: Vec<u8> = Vec::new();
    let (mut is_first, mut is_utf_8) = (true, true);
    loop {
        let length = file.read(&mut piece)?;
        let read = piece.get(..length).unwrap_or_default();
        if is_first && (read.starts_with(b"\xff\xfe") || read.starts_with(b"\xfe\xff")) {
            return Ok(if read.starts_with(b"\xff\xfe") { UTF_16LE } else { UTF_16BE });
        }
        is_first = false;
        if read.contains(&0) {
            return Err(TableError::NotText);
        }
        if length == 0 {
            return Ok(if is_utf_8 && cut.is_empty() { UTF_8 } else { WINDOWS_1252 });
        }
        if is_utf_8 {
            cut.extend_from_slice(read);
            match std::str::from_utf8(&cut) {
                Ok(_) => cut.clear(),
                Err(error) if error.error_len().is_some() => is_utf_8 = false,
                Err(error) => drop(cut.drain(..error.valid_up_to())),
            }
        }
    }
}

/// The file as UTF-8, without a byte order mark.
pub(crate) fn decoded<File: Read>(file: File, encoding: &'static Encoding) -> DecodeReaderBytes<File, Vec<u8>> {
    DecodeReaderBytesBuilder::new().encoding(Some(encoding)).bom_override(true).build(file)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    fn read(bytes: &[u8]) -> (String, String) {
        let mut file = Cursor::new(bytes);
        let encoding = detect(&mut file).unwrap();
        let mut text = String::new();
        decoded(file, encoding).read_to_string(&mut text).unwrap();
        (encoding.name().to_owned(), text)
    }

    #[test]
    fn non_text_bytes_are_refused() {
        assert_eq!(detect(&mut Cursor::new(b"PK\x03\x04\0\0")).unwrap_err(), TableError::NotText);
    }

    #[test]
    fn each_encoding_is_known_and_read() {
        let is = |encoding: &str, text: &str| (encoding.to_owned(), text.to_owned());
        assert_eq!(read("naïve,1".as_bytes()), is("UTF-8", "naïve,1"));
        assert_eq!(read("\u{feff}naïve".as_bytes()), is("UTF-8", "naïve"));
        assert_eq!(read(b"na\xefve,1 \x80"), is("windows-1252", "naïve,1 €"));
        let wide = |order: fn(u16) -> [u8; 2]| -> Vec<u8> { "\u{feff}é,1".encode_utf16().flat_map(order).collect() };
        assert_eq!(read(&wide(u16::to_le_bytes)), is("UTF-16LE", "é,1"));
        assert_eq!(read(&wide(u16::to_be_bytes)), is("UTF-16BE", "é,1"));
    }

    #[test]
    fn character_across_pieces_stays_whole() {
        let long = format!("{}é", "a".repeat(PIECE - 1));
        assert_eq!(read(long.as_bytes()).0, "UTF-8");
        let broken = [long.as_bytes(), b"\xc3"].concat();
        assert_eq!(read(&broken).0, "windows-1252");
    }
}
