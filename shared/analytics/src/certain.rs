//! Texts whose encoding is certain.

use crate::{
    TableError,
    encoding::{Decoding, Evidence, decoded, detect},
};
use encoding_rs::Encoding;
use std::io::{Cursor, Read};

/// A text, and the encoding that it was in.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct CertainText {
    /// The text, without a byte order mark.
    pub text: String,
    /// The name of the encoding.
    pub encoding: &'static str,
}

/// The reason why a text cannot be read with certainty. Each message can be shown to the user.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum UncertainText {
    /// No encoding has this name.
    #[error("There is no character encoding of the name {0}.")]
    UnknownEncoding(String),
    /// It is no text.
    #[error(transparent)]
    NotText(#[from] TableError),
    /// The encoding could only be guessed.
    #[error(
        "The character encoding cannot be told for certain: it may be {0}. Name it, or save the file as CSV in UTF-8."
    )]
    Guessed(&'static str),
    /// Characters are lost.
    #[error(
        "Line {line} has characters that {encoding} does not have, or that were lost before. Save the file as CSV in UTF-8."
    )]
    Lost {
        /// The first line with one, from 1.
        line: u64,
        /// The encoding.
        encoding: &'static str,
    },
}

/// Decodes a text whose encoding is certain: by a byte order mark, by its bytes, or because `chosen` names it. Each character is decoded; none is
/// replaced.
pub fn certain_text(bytes: &[u8], chosen: Option<&str>) -> Result<CertainText, UncertainText> {
    let named = |name: &str| {
        let encoding = Encoding::for_label_no_replacement(name.as_bytes());
        encoding.ok_or_else(|| UncertainText::UnknownEncoding(name.to_owned()))
    };
    let chosen = chosen.map(named).transpose()?;
    let Decoding { encoding, evidence, lost } = detect(&mut Cursor::new(bytes), chosen)?;
    let is_certain = match evidence {
        Evidence::Chosen
        | Evidence::ByteOrderMark
        | Evidence::Ascii
        | Evidence::Valid
        | Evidence::ZeroBytes
        | Evidence::ColumnNames => true,
        Evidence::MostlyValid | Evidence::Syllables | Evidence::Statistics | Evidence::Few => false,
    };
    if !is_certain {
        return Err(UncertainText::Guessed(encoding.name()));
    }
    if lost.undecodable > 0 || lost.replaced > 0 {
        let line = lost.lines.first().copied().unwrap_or(1);
        return Err(UncertainText::Lost { line, encoding: encoding.name() });
    }
    let mut text = String::new();
    decoded(bytes, encoding).read_to_string(&mut text).map_err(TableError::from)?;
    Ok(CertainText { text, encoding: encoding.name() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{UTF_16LE, WINDOWS_1252};

    #[test]
    fn certain_encodings_are_decoded() {
        let wide: Vec<u8> = "\u{feff}name\r\nZoë".encode_utf16().flat_map(u16::to_le_bytes).collect();
        for (bytes, chosen, encoding) in [
            ("name\r\nZoe".as_bytes(), None, "UTF-8"),
            ("name\r\nZoë".as_bytes(), None, "UTF-8"),
            ("\u{feff}name\r\nZoë".as_bytes(), None, "UTF-8"),
            (&wide, None, UTF_16LE.name()),
            (b"name\r\nZo\xeb", Some("latin1"), WINDOWS_1252.name()),
        ] {
            let read = certain_text(bytes, chosen).unwrap();
            assert_eq!(read.encoding, encoding);
            assert!(read.text.starts_with("name\r\nZo"), "{read:?}");
        }
    }

    #[test]
    fn uncertain_texts_are_refused() {
        let guessed = certain_text(b"name\r\nZo\xeb", None);
        assert!(matches!(guessed, Err(UncertainText::Guessed(_))), "{guessed:?}");
        let lost = certain_text(b"name\r\nZo\xeb", Some("utf-8"));
        assert_eq!(lost, Err(UncertainText::Lost { line: 2, encoding: "UTF-8" }));
        let lost = certain_text("name\r\nZo\u{fffd}".as_bytes(), None);
        assert_eq!(lost, Err(UncertainText::Lost { line: 2, encoding: "UTF-8" }));
        assert_eq!(certain_text(b"name\0\0\x01", None), Err(UncertainText::NotText(TableError::NotText)));
        assert!(matches!(certain_text(b"name", Some("klingon")), Err(UncertainText::UnknownEncoding(_))));
    }
}
