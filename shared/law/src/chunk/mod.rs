//! Chunks for the search index: whole units, or parts of long ones, with what stands above them.

mod context;
mod pieces;
mod split;

use serde::{Deserialize, Serialize};

use crate::metadata::Metadata;
use crate::source::PageRange;
use crate::span::Span;
use crate::unit::{Unit, UnitId, UnitKind};
pub(crate) use context::{citation, headings, path};
use pieces::Cutter;
pub(crate) use split::sentences;

/// The sizes of chunks, in tokens of the caller's counter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChunkLimits {
    /// The largest chunk.
    pub max_tokens: usize,
    /// The size from which a chunk takes no further unit.
    pub target_tokens: usize,
    /// The largest context.
    pub context_tokens: usize,
}

impl Default for ChunkLimits {
    fn default() -> Self {
        Self { max_tokens: 220, target_tokens: 160, context_tokens: 80 }
    }
}

/// A passage of a legal text. It never reaches across an article, a section or a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LawChunk {
    /// The page.
    pub page: u32,
    /// Place among the chunks of the page, counted from 0.
    pub ordinal: u32,
    /// Offset of the first character in the page's text, in Unicode scalar values.
    pub start: usize,
    /// Offset after the last character, in Unicode scalar values.
    pub end: usize,
    /// The same range in bytes of [`crate::LawDocument::text`].
    pub span: Span,
    /// The page's own text at `start..end`.
    pub text: String,
    /// Headings above, and the text that introduces the chunk's items: for its embedding, never for quotes.
    pub context: String,
    /// The innermost unit that contains the whole chunk.
    pub unit: UnitId,
    /// The units whose own text is in the chunk, in the order of the text.
    pub units: Vec<UnitId>,
    /// Where the chunk stands in the act.
    pub position: Position,
}

/// The labels of the units around a chunk, exactly as printed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// The kind of the innermost unit that contains the whole chunk.
    pub kind: Option<UnitKind>,
    /// How people cite it: "Article 5(1)(a)", "§ 591.406(b)", "Annex I".
    pub citation: String,
    /// The labels from the provision inwards: "Article 5 > 1 > (a)".
    pub path: String,
    /// The article.
    pub article: Option<String>,
    /// The section: "§ 591.406".
    pub section: Option<String>,
    /// The annex.
    pub annex: Option<String>,
    /// The paragraph; none if the chunk contains several.
    pub paragraph: Option<String>,
    /// The point, with the points around it: "(a)(i)". None if the chunk contains several.
    pub point: Option<String>,
    /// The recital.
    pub recital: Option<String>,
    /// Labels and headings from the outermost to the innermost container: "CHAPTER II", "Article 5 Scope".
    pub headings: Vec<String>,
}

/// The document that is cut.
#[derive(Clone, Copy)]
pub(crate) struct Document<'a> {
    pub(crate) text: &'a str,
    pub(crate) pages: &'a [PageRange],
    pub(crate) units: &'a [Unit],
    pub(crate) act: &'a Metadata,
}

/// Cuts a document into chunks.
pub(crate) fn chunks(document: Document<'_>, limits: ChunkLimits, count: &impl Fn(&str) -> usize) -> Vec<LawChunk> {
    let cutter = Cutter { document, limits, count };
    let mut pieces = cutter.pieces();
    pieces.sort_by_key(|piece| piece.span);
    let mut cursor = Cursor::default();
    let mut chunks: Vec<LawChunk> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let Some(page) = document.pages.get(piece.page) else { continue };
        let start = cursor.characters(document.text, *page, piece.span.start);
        let end = cursor.characters(document.text, *page, piece.span.end);
        let last = chunks.last().filter(|chunk| chunk.page == page.number);
        chunks.push(LawChunk {
            page: page.number,
            ordinal: last.map_or(0, |last| last.ordinal + 1),
            start,
            end,
            span: piece.span,
            text: piece.span.of(document.text).to_owned(),
            context: context::context(document, &piece, limits.context_tokens, count),
            unit: piece.unit,
            position: context::position(document.units, piece.unit),
            units: piece.units,
        });
    }
    chunks
}

/// Counts the characters of a page up to ascending offsets, each only once.
#[derive(Debug, Default)]
struct Cursor {
    page: usize,
    byte: usize,
    characters: usize,
}

impl Cursor {
    fn characters(&mut self, text: &str, page: PageRange, byte: usize) -> usize {
        if self.page != page.span.start || self.byte > byte || self.byte < page.span.start {
            *self = Self { page: page.span.start, byte: page.span.start, characters: 0 };
        }
        self.characters += Span::new(self.byte, byte).of(text).chars().count();
        self.byte = byte;
        self.characters
    }
}
