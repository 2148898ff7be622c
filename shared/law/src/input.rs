use thiserror::Error;

/// The largest input, in bytes.
pub const LARGEST_INPUT: usize = 64 << 20;

/// The text of one page, as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageText<'a> {
    /// Counted from 1.
    pub number: u32,
    /// The text; lines are separated by `\n`, table cells by ` | `.
    pub text: &'a str,
    /// Headings that the page's layout shows: ranges of Unicode scalar values of `text`. May be empty.
    pub headings: Vec<(usize, usize)>,
}

/// A legal text in one of the formats that are read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LawInput<'a> {
    /// Pages, for example of a PDF. Their texts are kept as they are.
    Pages(&'a [PageText<'a>]),
    /// Plain text. A form feed begins a page; without one, long texts are cut into pages between lines.
    Text(&'a str),
    /// A document in HTML. It need not be well-formed.
    Html(&'a str),
    /// A well-formed XML document: Formex, Akoma Ntoso, USLM, eCFR. Other vocabularies are read as paragraphs.
    Xml(&'a str),
}

/// The reason why an input cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum LawError {
    /// The input is larger than [`LARGEST_INPUT`].
    #[error("the text has {found} bytes, and the limit is {LARGEST_INPUT}")]
    TooLarge {
        /// The size of the input, in bytes.
        found: usize,
    },
    /// The XML is not well-formed, or it ends before its root element does.
    #[error("the XML is not well-formed near byte {at}: {reason}")]
    Malformed {
        /// Offset in bytes.
        at: u64,
        /// The parser's message.
        reason: String,
    },
    /// Elements are nested more deeply than any legal text needs.
    #[error("elements of the XML are nested more than {limit} levels deep")]
    TooDeep {
        /// The limit.
        limit: usize,
    },
}
