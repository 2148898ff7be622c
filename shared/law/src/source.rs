//! The canonical text of an input, cut into pages and blocks.

use crate::container::container;
use crate::span::{Place, Span};
use crate::unit::UnitKind;

/// What markup or layout says about a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// Nothing: the text itself decides.
    Auto,
    /// The label of the unit that markup opened.
    Label,
    /// A heading; level 1 is the highest.
    Heading(u8),
    /// A table, a row a line, with the number of rows that name the columns.
    Table(usize),
    /// A running header or footer, a page mark, a line of signs.
    Furniture,
}

/// A paragraph, heading, list item or table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Block {
    /// Its text, in pieces if a page ends within it.
    pub(crate) spans: Vec<Span>,
    pub(crate) role: Role,
}

impl Block {
    pub(crate) fn new(span: Span, role: Role) -> Self {
        Self { spans: vec![span], role }
    }

    /// The first piece.
    pub(crate) fn first(&self) -> Span {
        self.spans.first().copied().unwrap_or(Span { start: 0, end: 0 })
    }

    /// The last piece.
    pub(crate) fn last(&self) -> Span {
        self.spans.last().copied().unwrap_or(Span { start: 0, end: 0 })
    }
}

/// Blocks, and the elements of markup around them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Item {
    Block(Block),
    /// Markup opens a unit. `is_parsed`: labels of units below it are part of its text.
    Open {
        kind: UnitKind,
        is_parsed: bool,
    },
    Close,
    /// Markup shows where text of another act begins and ends.
    Quote {
        opens: bool,
    },
}

/// A page of the canonical text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PageRange {
    pub(crate) number: u32,
    pub(crate) span: Span,
}

/// The canonical text with its pages and blocks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Source {
    pub(crate) text: String,
    pub(crate) pages: Vec<PageRange>,
    pub(crate) items: Vec<Item>,
}

/// Pages of texts without pages of their own, in bytes: a provision begins a page after the first size, a paragraph after the
/// second, and any line after the third.
const PAGE_SIZES: [usize; 3] = [3_000, 6_000, 9_000];

/// Cuts a text into pages between lines.
pub(crate) fn paginate(text: &str) -> Vec<PageRange> {
    let mut pages = Vec::new();
    let mut number = 1;
    let (mut start, mut at) = (0, 0);
    let mut is_blank = true;
    for line in text.split('\n') {
        let size = at - start;
        let [provision, paragraph, any] = PAGE_SIZES;
        let begins =
            || container(line.trim()).is_some_and(|found| found.kind.is_provision() || found.kind.is_container());
        if (size >= provision && begins()) || (size >= paragraph && is_blank) || size >= any {
            pages.push(PageRange { number, span: Span::new(start, at.saturating_sub(1).max(start)) });
            number += 1;
            start = at;
        }
        is_blank = line.trim().is_empty();
        at += line.len() + 1;
    }
    pages.push(PageRange { number, span: Span::new(start, text.len().max(start)) });
    pages
}

/// The parts of a span on the pages, in characters of their texts.
pub(crate) fn places(text: &str, pages: &[PageRange], span: Span) -> Vec<Place> {
    let first = pages.partition_point(|page| page.span.end <= span.start);
    let touched = pages.iter().skip(first).take_while(|page| page.span.start < span.end);
    let places = touched.filter_map(|page| {
        let start = span.start.max(page.span.start);
        let end = span.end.min(page.span.end);
        let before = text.get(page.span.start..start)?.chars().count();
        let within = text.get(start..end)?.chars().count();
        (within > 0).then_some(Place { page: page.number, start: before, end: before + within })
    });
    places.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_cover_the_text_between_line_breaks() {
        let text = format!("{}\n\nArticle 2\n\n{}\nx", "word ".repeat(700), "é\n".repeat(9_000));
        let pages = paginate(&text);
        assert!(pages.len() > 2);
        let joined: Vec<&str> = pages.iter().map(|page| page.span.of(&text)).collect();
        assert_eq!(joined.join("\n"), text);
        assert!(pages.get(1).is_some_and(|page| page.span.of(&text).starts_with("Article 2")));
    }

    #[test]
    fn places_count_characters_of_pages() {
        let text = "éa\nbü";
        let pages = [PageRange { number: 7, span: Span::new(0, 3) }, PageRange { number: 8, span: Span::new(4, 7) }];
        let expected = vec![Place { page: 7, start: 1, end: 2 }, Place { page: 8, start: 0, end: 2 }];
        assert_eq!(places(text, &pages, Span::new(2, 7)), expected);
    }
}
