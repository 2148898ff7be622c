//! Decoding of files, and whitespace.

use crate::error::{Fault, ListError};
use crate::options::ReadOptions;

/// The mark that ends OFAC's delimited files, from CP/M.
const END_MARK: u8 = 0x1a;
/// The bytes in which the beginning of an HTML page is looked for.
const HTML_HEAD: usize = 1024;

/// The text with runs of whitespace as one space, and none around it.
pub(crate) fn collapse(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !result.is_empty() {
            result.push(' ');
        }
        result.push_str(word);
    }
    result
}

/// The text without any whitespace.
pub(crate) fn without_whitespace(text: &str) -> String {
    text.split_whitespace().collect()
}

/// A text of which something remains after [`collapse`].
pub(crate) fn present(text: &str) -> Option<String> {
    Some(collapse(text)).filter(|text| !text.is_empty())
}

/// A source file before it is decoded.
#[derive(Clone, Copy)]
pub(crate) struct Source<'a> {
    /// The publisher's name of the file.
    pub(crate) name: &'static str,
    pub(crate) bytes: &'a [u8],
}

impl<'a> Source<'a> {
    pub(crate) fn fail<T>(&self, fault: Fault, line: Option<u64>, detail: impl Into<String>) -> Result<T, ListError> {
        Err(ListError::new(fault, self.name, line, detail.into()))
    }

    /// Refuses files that cannot be lists at all.
    pub(crate) fn check(&self, options: &ReadOptions) -> Result<(), ListError> {
        if self.bytes.iter().all(|byte| byte.is_ascii_whitespace() || *byte == END_MARK) {
            return self.fail(Fault::Empty, None, "the file is empty");
        }
        if self.bytes.len() > options.max_bytes {
            let detail = format!("the file has {} bytes, and the limit is {}", self.bytes.len(), options.max_bytes);
            return self.fail(Fault::TooLarge, None, detail);
        }
        if is_html(self.bytes) {
            let detail = "the server sent an HTML page instead of the list; see whether its address changed";
            return self.fail(Fault::HtmlPage, None, detail);
        }
        Ok(())
    }

    /// Compares the size with the one that the server announced.
    pub(crate) fn check_size(&self, options: &ReadOptions) -> Result<(), ListError> {
        match options.expected_bytes {
            Some(expected) if expected != self.bytes.len() => {
                let detail = format!("the file has {} bytes instead of {expected}; fetch it again", self.bytes.len());
                self.fail(Fault::WrongSize, None, detail)
            }
            _ => Ok(()),
        }
    }

    /// The text of a file whose format promises UTF-8, without a byte order mark.
    pub(crate) fn utf8(&self) -> Result<&'a str, ListError> {
        if self.bytes.starts_with(&[0xff, 0xfe]) || self.bytes.starts_with(&[0xfe, 0xff]) {
            return self.fail(Fault::Encoding, None, "the file is in UTF-16 instead of UTF-8");
        }
        let bytes = self.bytes.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(self.bytes);
        let text = std::str::from_utf8(bytes).or_else(|error| {
            let line = line_of(bytes, error.valid_up_to());
            self.fail(Fault::Encoding, Some(line), "the file is not valid UTF-8, although its format promises it")
        })?;
        self.check_characters(text, false)?;
        Ok(text)
    }

    /// The text of a file in UTF-8 or ISO 8859-1, and the name of the encoding. Bytes of both are refused.
    pub(crate) fn utf8_or_latin1(&self) -> Result<(std::borrow::Cow<'a, str>, &'static str), ListError> {
        let bytes = self.bytes.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(self.bytes);
        let (text, encoding) = match std::str::from_utf8(bytes) {
            Ok(text) => (std::borrow::Cow::Borrowed(text), "UTF-8"),
            Err(error) => {
                if bytes.utf8_chunks().any(|chunk| !chunk.valid().is_ascii()) {
                    let line = line_of(bytes, error.valid_up_to());
                    let detail = "the file contains characters in UTF-8 and in another encoding";
                    return self.fail(Fault::MixedEncoding, Some(line), detail);
                }
                (std::borrow::Cow::Owned(bytes.iter().map(|byte| char::from(*byte)).collect()), "ISO-8859-1")
            }
        };
        self.check_characters(&text, encoding != "UTF-8")?;
        Ok((text, encoding))
    }

    /// The source without the mark at its end, and whether there was one.
    pub(crate) fn split_end_mark(self) -> (Self, bool) {
        match self.bytes.split_last() {
            Some((&END_MARK, bytes)) => (Self { bytes, ..self }, true),
            _ => (self, false),
        }
    }

    /// Refuses control characters. Those from U+0080 on are characters of other encodings that a publisher took for ISO 8859-1:
    /// in UTF-8 they are lost characters, and in a file that is not in UTF-8 they show that it is not in ISO 8859-1 either.
    fn check_characters(&self, text: &str, latin1: bool) -> Result<(), ListError> {
        let wrong = |character: char| {
            let control = character.is_control() && !matches!(character, '\t' | '\n' | '\r');
            control && (latin1 || !is_lost(character))
        };
        match text.find(wrong) {
            None => Ok(()),
            Some(position) => {
                let line = line_of(text.as_bytes(), position);
                let character = text.get(position..).and_then(|rest| rest.chars().next()).unwrap_or_default();
                let detail = format!("the character U+{:04X} shows that the file is damaged", u32::from(character));
                self.fail(Fault::MixedEncoding, Some(line), detail)
            }
        }
    }
}

/// True for characters that stand for one that was lost before the file was published.
pub(crate) fn is_lost(character: char) -> bool {
    matches!(character, '\u{80}'..='\u{9f}' | char::REPLACEMENT_CHARACTER)
}

/// The line of a position, from 1.
pub(crate) fn line_of(bytes: &[u8], position: usize) -> u64 {
    let breaks = bytes.iter().take(position).filter(|byte| **byte == b'\n').count();
    u64::try_from(breaks).unwrap_or(u64::MAX).saturating_add(1)
}

fn is_html(bytes: &[u8]) -> bool {
    let head: Vec<u8> = bytes.iter().take(HTML_HEAD).map(u8::to_ascii_lowercase).collect();
    let starts = |marker: &[u8]| {
        head.trim_ascii_start().strip_prefix(b"\xef\xbb\xbf").unwrap_or(&head).trim_ascii_start().starts_with(marker)
    };
    starts(b"<!doctype html") || starts(b"<html") || starts(b"<head") || starts(b"<body") || {
        starts(b"<")
            && [b"<html".as_slice(), b"<!doctype html"]
                .iter()
                .any(|tag| head.windows(tag.len()).any(|part| part == *tag))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn collapse_leaves_single_spaces() {
        assert_eq!(collapse("  RI\n\t WON\u{a0}HO "), "RI WON HO");
        assert_eq!(present(" \n"), None);
    }

    #[test]
    fn html_is_recognised_behind_whitespace() {
        assert!(is_html(b"\n <!DOCTYPE html><html>"));
        assert!(is_html(b"<!-- maintenance --><HTML>"));
        assert!(!is_html(b"36,\"<html> TRADING\",-0- "));
    }
}
