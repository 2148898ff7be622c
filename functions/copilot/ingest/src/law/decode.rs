//! The characters of a text file: in the encoding that its first bytes or its markup declare, else in UTF-8.

use crate::Refusal;
use encoding_rs::{Encoding, UTF_8};
use sisuiq_model::DocumentFormat;
use unicode_normalization::UnicodeNormalization;

/// The bytes in which markup declares its encoding.
const HEAD: usize = 1_024;

/// Decodes a file. Line breaks become `\n`, other control characters blanks.
///
/// # Errors
/// The bytes are not in the encoding: nothing is guessed, and no character is lost.
pub(super) fn decode(bytes: &[u8], format: DocumentFormat) -> Result<String, Refusal> {
    let (encoding, marked) = match Encoding::for_bom(bytes) {
        Some((encoding, length)) => (encoding, bytes.get(length..).unwrap_or_default()),
        None => (declared(bytes, format).unwrap_or(UTF_8), bytes),
    };
    let text = encoding.decode_without_bom_handling_and_without_replacement(marked).ok_or_else(|| Refusal {
        code: "undecodable",
        detail: format!("This file is not a text in {}. Save it in UTF-8.", encoding.name()),
    })?;
    let plain = text.replace("\r\n", "\n").replace('\r', "\n");
    let visible = |sign: char| if sign.is_control() && !matches!(sign, '\n' | '\t' | '\u{c}') { ' ' } else { sign };
    Ok(plain.nfc().map(visible).collect())
}

/// The encoding that markup declares near its beginning: `encoding="…"` of XML, `charset=…` of HTML.
fn declared(bytes: &[u8], format: DocumentFormat) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(HEAD))?.to_ascii_lowercase();
    let head = String::from_utf8_lossy(&head).into_owned();
    let of_xml = || head.trim_start().strip_prefix("<?xml")?.split_once("?>")?.0.split_once("encoding");
    let of_html = || head.split_once("charset");
    let (_, rest) = match format {
        DocumentFormat::Xml => of_xml(),
        DocumentFormat::Html => of_html().or_else(of_xml),
        DocumentFormat::Pdf | DocumentFormat::Text => None,
    }?;
    let label = rest.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
    let end = label.find(|sign: char| !sign.is_ascii_alphanumeric() && !"-_:.".contains(sign)).unwrap_or(label.len());
    Encoding::for_label(label.get(..end)?.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declared_encodings_are_read() {
        let cases: [(&[u8], DocumentFormat, &str); 6] = [
            ("Straße".as_bytes(), DocumentFormat::Text, "Straße"),
            (b"\xff\xfeA\x00\xdf\x00", DocumentFormat::Text, "Aß"),
            (
                b"<?xml version='1.0' encoding='ISO-8859-1'?><a>\xdf</a>",
                DocumentFormat::Xml,
                "<?xml version='1.0' encoding='ISO-8859-1'?><a>ß</a>",
            ),
            (b"<meta charset=\"windows-1252\">\x80", DocumentFormat::Html, "<meta charset=\"windows-1252\">€"),
            (
                b"<META content='text/html; charset=koi8-r'>\xc1",
                DocumentFormat::Html,
                "<META content='text/html; charset=koi8-r'>а",
            ),
            (b"a\r\nb\rc\x00d", DocumentFormat::Text, "a\nb\nc d"),
        ];
        for (bytes, format, text) in cases {
            assert_eq!(decode(bytes, format).unwrap(), text);
        }
    }

    #[test]
    fn other_bytes_are_refused() {
        for (bytes, format) in [
            (b"Stra\xdfe".as_slice(), DocumentFormat::Text),
            (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", DocumentFormat::Text),
            (b"<?xml version='1.0' encoding='utf-8'?><a>\xdf</a>", DocumentFormat::Xml),
        ] {
            assert_eq!(decode(bytes, format).unwrap_err().code, "undecodable");
        }
    }
}
