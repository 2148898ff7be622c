//! The quotation marks of delimited text (RFC 4180). Lenient readers take a stray one for the beginning of a long field and swallow rows.

use thiserror::Error;

/// A quotation mark that RFC 4180 does not allow.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum Misquoted {
    /// A field without quotes contains one.
    #[error("a quotation mark is inside of a field without quotes")]
    Inside,
    /// A quoted field goes on behind its end.
    #[error("text follows a quoted field")]
    Behind,
    /// A quoted field never ends.
    #[error("the file ends inside of a quoted field")]
    Unterminated,
}

/// A place in a field.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Start,
    Bare,
    Quoted,
    /// Behind a quotation mark that ends the field or begins a doubled one.
    Closed,
}

impl Place {
    /// The place behind the next byte.
    pub(crate) const fn after(self, byte: u8, delimiter: u8) -> Result<Self, Misquoted> {
        let ends = byte == delimiter || byte == b'\n' || byte == b'\r';
        match (self, byte) {
            (Self::Quoted, b'"') => Ok(Self::Closed),
            (Self::Start | Self::Closed, b'"') | (Self::Quoted, _) => Ok(Self::Quoted),
            (Self::Bare, b'"') => Err(Misquoted::Inside),
            (Self::Start | Self::Bare | Self::Closed, _) if ends => Ok(Self::Start),
            (Self::Start | Self::Bare, _) => Ok(Self::Bare),
            (Self::Closed, _) => Err(Misquoted::Behind),
        }
    }
}

/// Refuses text whose quotation marks are not those of RFC 4180, with the line of the first wrong one, from 1. Quoted fields may contain line breaks.
///
/// # Errors
/// The line and the fault. A field that never ends is found on the line on which it begins.
pub fn check_quoting(text: &str, delimiter: u8) -> Result<(), (u64, Misquoted)> {
    let (mut place, mut line, mut opened_on) = (Place::Start, 1, 1);
    let mut bytes = text.bytes().peekable();
    while let Some(byte) = bytes.next() {
        if place == Place::Start && byte == b'"' {
            opened_on = line;
        }
        place = place.after(byte, delimiter).map_err(|fault| (line, fault))?;
        if byte == b'\n' || (byte == b'\r' && bytes.peek() != Some(&b'\n')) {
            line += 1;
        }
    }
    if place == Place::Quoted { Err((opened_on, Misquoted::Unterminated)) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stray_quotation_marks_are_refused() {
        for (text, line, fault) in [
            ("id,name\n1,\"Bo\n2,Cai\n3,Dan\n", 2, Misquoted::Unterminated),
            ("id,name\n1,Bo\"\n", 2, Misquoted::Inside),
            ("id,name\n1,Bo \"the\" Bear\n", 2, Misquoted::Inside),
            ("id,name\n1, \"Bo\"\n", 2, Misquoted::Inside),
            ("id,name\n1,\"Bo\" x\n", 2, Misquoted::Behind),
            ("id,name\n1,\"Bo\n2,\"Cai\"\n", 3, Misquoted::Behind),
            ("id,name\r1,Bo\r2,\"Cai", 3, Misquoted::Unterminated),
            ("\"", 1, Misquoted::Unterminated),
        ] {
            assert_eq!(check_quoting(text, b','), Err((line, fault)), "{text:?}");
        }
    }

    #[test]
    fn quoted_fields_may_contain_anything() {
        for text in [
            "",
            "\"\"",
            "id,name\n1,\"Bo\"\"s, Bar\"\n",
            "id,name\r\n1,\"two\r\nlines\"\r\n",
            "id,name\n1,Bo\n2,",
            "id,name\n\n1,\"\"\n",
        ] {
            assert_eq!(check_quoting(text, b','), Ok(()), "{text:?}");
        }
        assert_eq!(check_quoting("a;\"b;c\"\n", b';'), Ok(()));
    }
}
