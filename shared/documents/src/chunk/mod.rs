//! Passages for the search index, cut along sentences within a page.

mod identity;
mod pack;
mod pieces;

pub use identity::point_id;

use crate::page::{Page, Span};
use crate::units::{Unit, UnitKind, units};

/// Counts the tokens an embedding model makes of a text, without the special ones around it.
///
/// The tokens of two texts joined by white space must not be more than those of both.
pub trait TokenCounter {
    /// The number of tokens.
    fn count(&self, text: &str) -> usize;
}

impl<F: Fn(&str) -> usize> TokenCounter for F {
    fn count(&self, text: &str) -> usize {
        self(text)
    }
}

/// The size limits of chunks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChunkLimits {
    /// Tokens of the largest chunk. The default leaves room for a heading in the 254 word pieces that the embedding model sees.
    pub max_tokens: usize,
}

impl Default for ChunkLimits {
    fn default() -> Self {
        Self { max_tokens: 220 }
    }
}

/// A passage of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chunk {
    /// The page, counted from 1.
    pub page: u32,
    /// Place among the chunks of the page, counted from 0.
    pub ordinal: u32,
    /// Offset of the first character in the page's text, in Unicode scalar values.
    pub start: usize,
    /// Offset after the last character, in Unicode scalar values.
    pub end: usize,
    /// The page's own text at `start..end`.
    pub text: String,
    /// The heading the passage stands under: context for its embedding, not part of its text.
    pub heading: Option<String>,
}

/// Cuts a page into chunks of whole units, each with the last unit of the one before where that fits. A unit larger than
/// a chunk is cut between words. No chunk contains struck-out text. `carried` is the heading that was in force at the end of the page before.
pub fn chunk_page(page: &Page, carried: Option<&str>, limits: ChunkLimits, counter: &impl TokenCounter) -> Vec<Chunk> {
    let units = units(&page.text);
    let headings = headings(page, &units);
    let valid = units.split(|unit| unit.kind == UnitKind::Struck);
    let passages = valid.flat_map(|units| {
        let pieces = pieces::fit(&page.text, units, limits.max_tokens, counter);
        pack::pack(&pieces, limits.max_tokens)
    });
    let chunks = (0..).zip(passages).filter_map(|(ordinal, span)| {
        let text = span.of(&page.text)?.to_owned();
        let heading = heading_at(page, &headings, span.start).or(carried).map(str::to_owned);
        Some(Chunk { page: page.number, ordinal, start: span.start, end: span.end, text, heading })
    });
    chunks.collect()
}

/// The heading in force at the end of a page, to be carried to the next.
#[must_use]
pub fn last_heading<'a>(page: &'a Page, carried: Option<&'a str>) -> Option<&'a str> {
    heading_at(page, &headings(page, &units(&page.text)), usize::MAX).or(carried)
}

/// The headings that differ in font; without any, those that the wording of lines suggests.
fn headings(page: &Page, units: &[Unit]) -> Vec<Span> {
    if !page.headings.is_empty() {
        return page.headings.clone();
    }
    units.iter().filter(|unit| unit.kind == UnitKind::Heading).map(|unit| unit.span()).collect()
}

fn heading_at<'a>(page: &'a Page, headings: &[Span], offset: usize) -> Option<&'a str> {
    headings.iter().rev().find(|heading| heading.start <= offset)?.of(&page.text)
}
