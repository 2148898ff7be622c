use std::fmt;

use thiserror::Error;

/// The class of a fault of a source. [`Fault::code`] is stable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fault {
    /// The file has no bytes, or no entry.
    Empty,
    /// The file, a field, the number of entries or the nesting exceeds a limit.
    TooLarge,
    /// The file is an HTML page.
    HtmlPage,
    /// The file promises UTF-8 and contains other bytes, or promises an encoding that is not supported.
    Encoding,
    /// The file contains characters in UTF-8 and in ISO 8859-1, or control characters that text does not have.
    MixedEncoding,
    /// The file ends too early.
    Truncated,
    /// The size is not the one that the server announced.
    WrongSize,
    /// The columns or the root element are those of another file.
    WrongColumns,
    /// A quotation mark is where the format has none.
    Quoting,
    /// A value is not of the form that its field requires.
    BadValue,
    /// Two entries have the same key.
    DuplicateKey,
    /// A companion file has rows of an entity that the list does not have.
    OrphanRow,
    /// The XML is not well formed.
    MalformedXml,
    /// The XML declares a document type or uses an entity that XML does not define.
    ForbiddenXml,
    /// An element is where the format has none.
    UnexpectedElement,
}

impl Fault {
    /// All faults.
    pub const ALL: [Self; 15] = [
        Self::Empty,
        Self::TooLarge,
        Self::HtmlPage,
        Self::Encoding,
        Self::MixedEncoding,
        Self::Truncated,
        Self::WrongSize,
        Self::WrongColumns,
        Self::Quoting,
        Self::BadValue,
        Self::DuplicateKey,
        Self::OrphanRow,
        Self::MalformedXml,
        Self::ForbiddenXml,
        Self::UnexpectedElement,
    ];

    /// The stable code, for programs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "list_empty",
            Self::TooLarge => "list_too_large",
            Self::HtmlPage => "list_html_page",
            Self::Encoding => "list_encoding",
            Self::MixedEncoding => "list_mixed_encoding",
            Self::Truncated => "list_truncated",
            Self::WrongSize => "list_wrong_size",
            Self::WrongColumns => "list_wrong_columns",
            Self::Quoting => "list_quoting",
            Self::BadValue => "list_bad_value",
            Self::DuplicateKey => "list_duplicate_key",
            Self::OrphanRow => "list_orphan_row",
            Self::MalformedXml => "list_malformed_xml",
            Self::ForbiddenXml => "list_forbidden_xml",
            Self::UnexpectedElement => "list_unexpected_element",
        }
    }
}

/// The reason why a source cannot be read. Its text says which file, where, what is wrong, and that nothing was read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub struct ListError {
    /// The class of the fault.
    pub fault: Fault,
    /// The file, by the name of its publisher.
    pub file: &'static str,
    /// The line from 1, if the fault is at one.
    pub line: Option<u64>,
    /// What is wrong, for people.
    pub detail: String,
}

impl ListError {
    pub(crate) const fn new(fault: Fault, file: &'static str, line: Option<u64>, detail: String) -> Self {
        Self { fault, file, line, detail }
    }

    /// The stable code of the fault.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.fault.code()
    }
}

impl fmt::Display for ListError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.file)?;
        if let Some(line) = self.line {
            write!(formatter, ", line {line}")?;
        }
        write!(formatter, ": {}. Nothing of the file was used.", self.detail)
    }
}

/// The longest piece of a source that an error repeats, in characters.
const LONGEST_EXCERPT: usize = 60;

/// The beginning of a text, for an error.
pub(crate) fn excerpt(text: &str) -> String {
    text.chars().take(LONGEST_EXCERPT).collect()
}
