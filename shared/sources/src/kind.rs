//! Kinds of files that sources publish: what a response declares, and what its first bytes are.

use crate::error::Fault;
use serde::{Deserialize, Serialize};

/// Bytes from the beginning of a body that decide its kind.
pub(crate) const SNIFFED_BYTES: usize = 4_096;
/// PDF readers accept a header that begins within the first 1,024 bytes (Adobe's implementation note 13 on PDF 1.7).
const PDF_HEADER_WITHIN: usize = 1_024;

/// A kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Comma-separated values, which are text to a reader of first bytes.
    Csv,
    /// A web page.
    Html,
    /// A PDF file.
    Pdf,
    /// Plain text.
    Text,
    /// XML other than a web page.
    Xml,
}

impl Kind {
    /// Media types for `Accept`.
    pub(crate) const fn media_types(self) -> &'static str {
        match self {
            Self::Csv => "text/csv",
            Self::Html => "text/html, application/xhtml+xml",
            Self::Pdf => "application/pdf",
            Self::Text => "text/plain",
            Self::Xml => "application/xml, text/xml",
        }
    }
}

/// The meaning of `Content-Type`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Declared {
    /// No statement: absent, or a type that says "bytes".
    Any,
    /// `text/plain`, which servers also send for files whose type they do not know.
    Plain,
    Kind(Kind),
    Other,
}

impl Declared {
    fn of(content_type: Option<&str>) -> Self {
        let Some(content_type) = content_type else { return Self::Any };
        let essence = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        match essence.as_str() {
            ""
            | "application/octet-stream"
            | "binary/octet-stream"
            | "application/x-download"
            | "application/force-download" => Self::Any,
            "text/plain" => Self::Plain,
            "text/html" | "application/xhtml+xml" => Self::Kind(Kind::Html),
            "text/xml" | "application/xml" => Self::Kind(Kind::Xml),
            "application/pdf" | "application/x-pdf" => Self::Kind(Kind::Pdf),
            "text/csv" | "application/csv" | "text/comma-separated-values" | "application/vnd.ms-excel" => {
                Self::Kind(Kind::Csv)
            }
            other if other.ends_with("+xml") => Self::Kind(Kind::Xml),
            _ => Self::Other,
        }
    }

    fn permits(self, kind: Kind) -> bool {
        match self {
            Self::Any => true,
            Self::Plain => matches!(kind, Kind::Csv | Kind::Text | Kind::Xml),
            Self::Kind(declared) => declared == kind,
            Self::Other => false,
        }
    }
}

/// The meaning of the first bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sniffed {
    Empty,
    Html,
    Xml,
    Pdf,
    Json,
    Text,
    Binary,
}

/// Returns the expected kind that both the declared type and the first bytes permit.
///
/// # Errors
/// [`Fault::BodyEmpty`] if there is nothing but white space, [`Fault::ErrorPage`] for a web page where none is expected,
/// and [`Fault::TypeUnexpected`].
pub(crate) fn judge(expected: &[Kind], content_type: Option<&str>, first_bytes: &[u8]) -> Result<Kind, Fault> {
    let declared = Declared::of(content_type);
    let sniffed = sniff(first_bytes);
    if sniffed == Sniffed::Empty {
        return Err(Fault::BodyEmpty);
    }
    if sniffed == Sniffed::Html && !expected.contains(&Kind::Html) {
        return Err(Fault::ErrorPage);
    }
    let is_declared_html = declared == Declared::Kind(Kind::Html);
    let agrees = |kind: &Kind| match kind {
        Kind::Csv => sniffed == Sniffed::Text,
        Kind::Html => sniffed == Sniffed::Html || is_declared_html && matches!(sniffed, Sniffed::Xml | Sniffed::Text),
        Kind::Pdf => sniffed == Sniffed::Pdf,
        Kind::Text => matches!(sniffed, Sniffed::Text | Sniffed::Json),
        Kind::Xml => sniffed == Sniffed::Xml,
    };
    expected.iter().copied().find(|kind| declared.permits(*kind) && agrees(kind)).ok_or(Fault::TypeUnexpected)
}

fn sniff(bytes: &[u8]) -> Sniffed {
    let text = ascii_view(bytes);
    let start = text.trim_ascii_start();
    if start.is_empty() {
        return Sniffed::Empty;
    }
    if start.starts_with(b"<") {
        return markup(start);
    }
    if start.windows(5).take(PDF_HEADER_WITHIN).any(|window| window == b"%PDF-") {
        return Sniffed::Pdf;
    }
    // 0x1A ends text files of old systems, OFAC's among them
    if text.iter().any(|byte| matches!(byte, 0..=8 | 0x0b | 0x0e..=0x19 | 0x1c..=0x1f)) {
        return Sniffed::Binary;
    }
    match start {
        [b'{', ..] => Sniffed::Json,
        [b'[', rest @ ..] if matches!(rest.trim_ascii_start(), [b'{' | b'"' | b']', ..]) => Sniffed::Json,
        _ => Sniffed::Text,
    }
}

/// The bytes without a byte order mark; of UTF-16, those of ASCII characters, with a placeholder for others.
fn ascii_view(bytes: &[u8]) -> Vec<u8> {
    let of_units = |rest: &[u8], unit: fn([u8; 2]) -> u16| {
        rest.as_chunks::<2>().0.iter().map(|pair| u8::try_from(unit(*pair)).unwrap_or(b'?')).collect()
    };
    match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => rest.to_vec(),
        [0xff, 0xfe, rest @ ..] => of_units(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => of_units(rest, u16::from_be_bytes),
        _ => bytes.to_vec(),
    }
}

/// Tags with which a web page begins: those of the WHATWG's MIME Sniffing Standard, section 7.1, and more that error pages
/// begin with.
const PAGE_TAGS: [&str; 20] = [
    "html", "head", "script", "iframe", "h1", "h2", "div", "font", "table", "a", "style", "title", "b", "body", "br",
    "p", "meta", "center", "link", "pre",
];

/// Distinguishes a web page from other XML by the document type or else the first element.
fn markup(text: &[u8]) -> Sniffed {
    let has_declaration = starts_with(text, "<?xml");
    let mut rest = text;
    loop {
        rest = rest.trim_ascii_start();
        let end: &[u8] = match rest {
            [b'<', b'!', b'-', b'-', ..] => b"-->",
            [b'<', b'?', ..] => b"?>",
            _ => break,
        };
        match rest.windows(end.len()).position(|window| window == end) {
            Some(at) => rest = rest.get(at + end.len()..).unwrap_or_default(),
            None => break,
        }
    }
    if starts_with(rest, "<!doctype") {
        let name = rest.get("<!doctype".len()..).unwrap_or_default().trim_ascii_start();
        return if starts_with(name, "html") { Sniffed::Html } else { Sniffed::Xml };
    }
    let name = rest.get(1..).unwrap_or_default();
    let length = name.iter().position(|byte| !(byte.is_ascii_alphanumeric() || b"-_:.".contains(byte)));
    let name = name.get(..length.unwrap_or(name.len())).unwrap_or_default();
    let is_page = if has_declaration {
        name.eq_ignore_ascii_case(b"html")
    } else {
        PAGE_TAGS.iter().any(|tag| name.eq_ignore_ascii_case(tag.as_bytes()))
    };
    match name.first() {
        _ if is_page => Sniffed::Html,
        Some(first) if first.is_ascii_alphabetic() || *first == b'_' => Sniffed::Xml,
        // what begins with a long comment is a page unless it declares to be XML
        _ if has_declaration => Sniffed::Xml,
        _ if starts_with(rest, "<!--") => Sniffed::Html,
        _ => Sniffed::Text,
    }
}

fn starts_with(text: &[u8], lower_case: &str) -> bool {
    text.get(..lower_case.len()).is_some_and(|start| start.eq_ignore_ascii_case(lower_case.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Kind; 5] = [Kind::Csv, Kind::Html, Kind::Pdf, Kind::Xml, Kind::Text];

    fn code(expected: &[Kind], content_type: &str, body: &[u8]) -> &'static str {
        judge(expected, Some(content_type), body).map_or_else(|fault| fault.code(), |_| "ok")
    }

    fn utf16(text: &str) -> Vec<u8> {
        [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
    }

    #[test]
    fn first_bytes_decide_when_nothing_is_declared() {
        for (body, kind) in [
            (&b"36,\"AEROCARIBBEAN AIRLINES\",-0- ,\"CUBA\""[..], Kind::Csv),
            (b"\xef\xbb\xbf<?xml version=\"1.0\"?><CONSOLIDATED_LIST/>", Kind::Xml),
            (b"36,\"AEROCARIBBEAN AIRLINES\"\r\n\x1a\r\n", Kind::Csv),
            (b"<sdnList xmlns=\"x\">", Kind::Xml),
            (b"<?xml version='1.0'?><!-- <html> --><table/>", Kind::Xml),
            (b"<!DOCTYPE export SYSTEM 'x'><export/>", Kind::Xml),
            (b"\n<!doctype HTML><p>", Kind::Html),
            (b"<?xml version='1.0'?><!DOCTYPE html PUBLIC 'x'><html>", Kind::Html),
            (b"<!-- c --><HTML lang=en>", Kind::Html),
            (b"<div>Sorry</div>", Kind::Html),
            (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", Kind::Pdf),
            (b"\x00\x01junk%PDF-1.4", Kind::Pdf),
        ] {
            assert_eq!(judge(&ALL, None, body).unwrap(), kind, "{}", body.escape_ascii());
        }
        assert_eq!(judge(&ALL, None, &utf16("<?xml version=\"1.0\"?><a/>")).unwrap(), Kind::Xml);
        assert_eq!(judge(&[Kind::Csv], None, &utf16("имя,1")).unwrap(), Kind::Csv);
        assert_eq!(judge(&[Kind::Text], None, b"{\"a\": 1}").unwrap(), Kind::Text);
    }

    #[test]
    fn pages_in_place_of_files_are_errors() {
        let page = b"<html><body>Service unavailable</body></html>";
        for kind in [Kind::Csv, Kind::Pdf, Kind::Text, Kind::Xml] {
            for declared in ["text/html; charset=utf-8", "text/csv", "application/xml", "application/pdf", ""] {
                assert_eq!(code(&[kind], declared, page), "error_page", "{kind:?} {declared}");
            }
            assert_eq!(code(&[kind], "text/html", &utf16("<!DOCTYPE html>")), "error_page");
        }
        assert_eq!(code(&[Kind::Html], "text/html", page), "ok");
    }

    #[test]
    fn declared_type_and_content_must_agree() {
        for (expected, declared, body) in [
            (Kind::Csv, "application/json", &b"a,b"[..]),
            (Kind::Csv, "text/csv", b"{\"error\": 1}"),
            (Kind::Csv, "text/csv", b"[ {\"error\": 1}]"),
            (Kind::Csv, "text/csv", b"PK\x03\x04zip"),
            (Kind::Csv, "text/csv", b"<list/>"),
            (Kind::Csv, "text/html", b"a,b"),
            (Kind::Xml, "application/xml", b"not xml"),
            (Kind::Xml, "image/png", b"<list/>"),
            (Kind::Pdf, "application/pdf", b"no pdf"),
            (Kind::Pdf, "text/plain", b"%PDF-1.7"),
            (Kind::Html, "application/pdf", b"<html>"),
            (Kind::Text, "text/plain", b"\x1f\x8b\x08\x00"),
        ] {
            assert_eq!(code(&[expected], declared, body), "type_unexpected", "{expected:?} {declared}");
        }
    }

    #[test]
    fn nothing_but_white_space_is_empty() {
        for body in [&b""[..], b" \r\n\t", b"\xef\xbb\xbf", b"\xef\xbb\xbf\n", b"\xff\xfe", b"\xff\xfe\n\x00"] {
            assert_eq!(code(&ALL, "text/csv", body), "body_empty", "{}", body.escape_ascii());
        }
    }

    #[test]
    fn plain_text_may_declare_other_text_kinds() {
        assert_eq!(judge(&[Kind::Xml], Some("text/plain"), b"<list/>").unwrap(), Kind::Xml);
        assert_eq!(judge(&[Kind::Csv], Some("TEXT/PLAIN;charset=utf-8"), b"a;b").unwrap(), Kind::Csv);
        assert_eq!(judge(&[Kind::Xml], Some("application/rss+xml"), b"<list/>").unwrap(), Kind::Xml);
    }
}
