use std::ops::Range;

use serde::{Deserialize, Serialize};

/// A half-open range of bytes of [`crate::LawDocument::text`], on character boundaries.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Span {
    /// Offset of the first byte.
    pub start: usize,
    /// Offset after the last byte.
    pub end: usize,
}

impl Span {
    /// The range from `start` to `end`.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The part of `text` in the span; empty if the span reaches past the end or cuts a character.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or_default()
    }

    pub(crate) fn range(self) -> Range<usize> {
        self.start..self.end
    }

    pub(crate) fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// The span without white space at its ends.
    pub(crate) fn trimmed(self, text: &str) -> Self {
        let content = self.of(text);
        let start = self.start + (content.len() - content.trim_start().len());
        Self { start, end: (start + content.trim().len()).min(self.end).max(start) }
    }
}

/// A range of characters on one page, as citations of the product take them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Place {
    /// The number of the page.
    pub page: u32,
    /// Offset of the first character in the page's text, in Unicode scalar values.
    pub start: usize,
    /// Offset after the last character, in Unicode scalar values.
    pub end: usize,
}

/// White space collapsed to single blanks, as texts of units are compared and shown.
pub(crate) fn collapsed(text: &str) -> String {
    let mut collapsed = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !collapsed.is_empty() {
            collapsed.push(' ');
        }
        collapsed.push_str(word);
    }
    collapsed
}
