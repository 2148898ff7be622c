use crate::source::PageRange;
use crate::span::Span;

/// A line that is not blank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// Without white space at its ends.
    pub(super) span: Span,
    /// Place of the page.
    pub(super) page: usize,
    /// Characters of white space before it.
    pub(super) indent: usize,
    /// Characters with the indent.
    pub(super) width: usize,
    /// True for the first line of a page, and after a blank line.
    pub(super) is_after_blank: bool,
    pub(super) kind: LineKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LineKind {
    Text,
    /// The layout shows a heading.
    Heading,
    /// A row of a table.
    Row,
    /// A running header or footer, a page mark or a line of signs.
    Furniture,
}

pub(super) fn lines(text: &str, pages: &[PageRange], headings: &[Span]) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut headings = headings.iter().peekable();
    for (page, range) in pages.iter().enumerate() {
        let mut at = range.span.start;
        let mut is_after_blank = true;
        for content in range.span.of(text).split('\n') {
            let span = Span::new(at, at + content.len()).trimmed(text);
            at += content.len() + 1;
            if span.is_empty() {
                is_after_blank = true;
                continue;
            }
            while headings.next_if(|heading| heading.end <= span.start).is_some() {}
            let is_heading =
                headings.peek().is_some_and(|heading| heading.start <= span.start && heading.end >= span.end);
            let trimmed = span.of(text);
            let width = content.trim_end().chars().count();
            let indent = width.saturating_sub(trimmed.chars().count());
            let kind = if trimmed.contains(" | ") || trimmed.starts_with("| ") {
                LineKind::Row
            } else if is_heading {
                LineKind::Heading
            } else {
                LineKind::Text
            };
            lines.push(Line { span, page, indent, width, is_after_blank, kind });
            is_after_blank = false;
        }
    }
    lines
}
