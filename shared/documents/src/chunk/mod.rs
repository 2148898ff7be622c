//! Passages for the search index, cut along sentences within a page.

mod carried;
mod identity;
mod pack;
mod pieces;

pub use carried::Carried;
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

/// The tokens that the embedding model sees beyond the largest chunk.
const HEADING_TOKENS: usize = 34;

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
    /// The heading the passage stands under: context for its embedding, not part of its text. If its rows continue a table
    /// of the page before, the caption and header of that table follow on lines of their own.
    pub heading: Option<String>,
}

/// Cuts a page into chunks of whole units, each with the last unit of the one before where that fits. A unit larger than
/// a chunk is cut between words. No chunk contains struck-out text. `carried` is the context from the page before.
pub fn chunk_page(page: &Page, carried: &Carried, limits: ChunkLimits, counter: &impl TokenCounter) -> Vec<Chunk> {
    let units = units(&page.text);
    let headings = headings(page, &units);
    let continued = carried.continued_rows(page, &units);
    let valid = units.split(|unit| unit.kind == UnitKind::Struck);
    let passages = valid.flat_map(|units| {
        let pieces = pieces::fit(&page.text, units, limits.max_tokens, counter);
        pack::pack(&pieces, limits.max_tokens)
    });
    let chunks = (0..).zip(passages).filter_map(|(ordinal, span)| {
        let text = span.of(&page.text)?.to_owned();
        let heading = heading_at(page, &headings, span.start).or(carried.heading.as_deref());
        let heading = match carried.table.as_deref().filter(|_| continued.is_some_and(|rows| overlap(rows, span))) {
            Some(table) => {
                let room = (limits.max_tokens + HEADING_TOKENS).saturating_sub(counter.count(&text));
                Some(above_rows(heading, table, |text| counter.count(text) <= room))
            }
            None => heading.map(str::to_owned),
        };
        Some(Chunk { page: page.number, ordinal, start: span.start, end: span.end, text, heading })
    });
    chunks.collect()
}

fn overlap(one: Span, other: Span) -> bool {
    one.start < other.end && other.start < one.end
}

/// The heading and the table's header, or the header alone if both do not fit.
fn above_rows(heading: Option<&str>, table: &str, fits: impl Fn(&str) -> bool) -> String {
    let both = heading.map(|heading| format!("{heading}\n{table}")).filter(|both| fits(both));
    both.unwrap_or_else(|| table.to_owned())
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
