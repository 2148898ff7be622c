//! Pages as they are stored.

use serde::{Deserialize, Serialize};

use crate::boxes::WordBoxes;

/// A half-open range of Unicode scalar values within the text of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Span {
    /// Offset of the first character.
    pub start: usize,
    /// Offset just after the last character.
    pub end: usize,
}

/// The result of extracting a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PageState {
    /// The page has text.
    Text,
    /// Nothing is drawn on the page.
    Blank,
    /// The page shows something, but what it says cannot be read: a scan, a drawing, a font without a character map.
    NoTextLayer,
    /// The page could not be read; the others of the document could.
    Unreadable,
}

/// The stored text of one page. Citations point into it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// Counted from 1.
    pub number: u32,
    /// NFC-normalised; one paragraph, heading, list item or table row a line, table cells parted by ` | `, empty ones as
    /// `| |`, a `| ` at the start or a ` |` at the end. A line of struck-out text starts with `[struck out] `.
    pub text: String,
    /// The headings' positions, in reading order.
    pub headings: Vec<Span>,
    /// The result of the extraction.
    pub state: PageState,
    /// The boxes of the text's words; none on a page without text.
    pub boxes: Option<WordBoxes>,
}

impl Page {
    /// Returns whether the page has a searchable text layer.
    #[must_use]
    pub fn has_text(&self) -> bool {
        self.state == PageState::Text
    }

    /// A page that could not be read.
    #[must_use]
    pub fn unreadable(number: u32) -> Self {
        Self { number, text: String::new(), headings: Vec::new(), state: PageState::Unreadable, boxes: None }
    }
}

impl Span {
    /// The part of `text` in the span, or `None` if the span reaches past the end.
    #[must_use]
    pub fn of(self, text: &str) -> Option<&str> {
        let mut bounds = text.char_indices().map(|(byte, _)| byte).chain(std::iter::once(text.len()));
        let start = bounds.clone().nth(self.start)?;
        let end = bounds.nth(self.end)?;
        text.get(start..end)
    }
}
