//! A citation and what was found when it was checked.

use super::judge::{Cause, Judgement, Label, judge};
use serde::Serialize;
use sisuiq_db::{CitationId, DocumentId, DocumentSource, QuoteMatch, citations::Recalled};
use sisuiq_documents::{BoxesError, Located, Match, WordBoxes};
use utoipa::ToSchema;

/// A citation, checked against what is stored now.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({ "highlight_missing": null }))]
pub(crate) struct CheckOut {
    /// Its id.
    id: CitationId,
    /// Whether it still holds.
    label: Label,
    /// Why, for programs.
    cause: Cause,
    /// Why, in a sentence.
    #[schema(example = "the stored page has the quote where it was")]
    reason: String,
    /// The document quoted.
    document_id: DocumentId,
    /// The document's name when it was quoted.
    #[schema(example = "strategic_plan.pdf")]
    document_name: String,
    /// Who had published the document when it was quoted.
    source: DocumentSource,
    /// SHA-256 of the bytes that were quoted, in lower-case hex.
    #[schema(example = "7f83b1657ff1fc53b92dc18148a1d65dfc2d4b1fa3d677284addd200126d9069")]
    document_sha256: String,
    /// The document's version that was quoted.
    #[schema(example = 1)]
    version: i32,
    /// The page, from 1.
    #[schema(example = 2)]
    page: i32,
    /// The page's own text when it was quoted.
    #[schema(example = "Staff trained in live-line work | 36 | 60 | 90 | 120")]
    quote: String,
    /// Where the quote started on the page's stored text, counted in Unicode scalar values.
    #[schema(example = 110)]
    start: i32,
    /// Where it ended, counted in Unicode scalar values; not included.
    #[schema(example = 162)]
    end: i32,
    /// How it was found when it was quoted.
    #[serde(rename = "match")]
    matched: QuoteMatch,
    /// Where the stored page of that version has the words now; nothing when it has them no longer.
    found: Option<PlaceOut>,
    /// Where they are seen on the page.
    highlight: Option<HighlightOut>,
    /// Why there is no highlight; only when there is none.
    highlight_missing: Option<HighlightMissing>,
}

/// A place in the stored text of a page.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PlaceOut {
    /// Where it starts, counted in Unicode scalar values.
    #[schema(example = 110)]
    start: usize,
    /// Where it ends, counted in Unicode scalar values; not included.
    #[schema(example = 162)]
    end: usize,
    /// How the quote was found there.
    #[serde(rename = "match")]
    matched: QuoteMatch,
}

/// Where a quote is seen on its page. Lengths are in PDF points, and the origin is the upper left corner of the page as it
/// is shown: cropped and turned.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct HighlightOut {
    /// Width of the page.
    #[schema(example = 595.0)]
    page_width: f32,
    /// Height of the page.
    #[schema(example = 842.0)]
    page_height: f32,
    /// One rectangle a line, in reading order.
    rectangles: Vec<RectangleOut>,
}

/// A rectangle on a page, in PDF points.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RectangleOut {
    /// Distance from the page's left edge.
    #[schema(example = 72.0)]
    left: f32,
    /// Distance from the page's upper edge.
    #[schema(example = 76.5)]
    top: f32,
    /// Width.
    #[schema(example = 464.25)]
    width: f32,
    /// Height.
    #[schema(example = 11.0)]
    height: f32,
}

/// Why a citation has no highlight.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum HighlightMissing {
    /// The stored page does not have the quote, or the document may not be seen.
    NotFound,
    /// The page was stored before places of words were kept; reading the document again measures it.
    NotMeasured,
    /// The places that are kept are those of another text: the page was changed by hand.
    TextChanged,
    /// The places that are kept cannot be read.
    Unreadable,
}

impl CheckOut {
    /// Checks a citation.
    pub(super) fn of(recalled: Recalled) -> Self {
        let Judgement { cause, reason, found } = judge(&recalled);
        let (highlight, highlight_missing) = match highlight(&recalled, found) {
            Ok(highlight) => (Some(highlight), None),
            Err(missing) => (None, Some(missing)),
        };
        let citation = recalled.citation;
        Self {
            id: citation.id,
            label: cause.label(),
            cause,
            reason,
            document_id: citation.document_id,
            document_name: citation.document_name,
            source: citation.document_source,
            document_sha256: citation.document_sha256,
            version: citation.version,
            page: citation.page,
            quote: citation.quote,
            start: citation.start_offset,
            end: citation.end_offset,
            matched: citation.matched,
            found: found.map(PlaceOut::from),
            highlight,
            highlight_missing,
        }
    }
}

fn highlight(recalled: &Recalled, found: Option<Located>) -> Result<HighlightOut, HighlightMissing> {
    let found = found.ok_or(HighlightMissing::NotFound)?;
    let document = recalled.document.as_ref().ok_or(HighlightMissing::NotFound)?;
    let text = document.page_text.as_deref().ok_or(HighlightMissing::NotFound)?;
    let boxes = document.word_boxes.clone().map(WordBoxes::from_bytes).ok_or(HighlightMissing::NotMeasured)?;
    let seen = boxes.highlight(text, found.span()).map_err(|error| {
        tracing::warn!(%error, citation_id = %recalled.citation.id, "quote highlight failed");
        match error {
            BoxesError::OtherText => HighlightMissing::TextChanged,
            BoxesError::Unknown => HighlightMissing::Unreadable,
        }
    })?;
    let rectangles = seen.rectangles.into_iter().map(|rectangle| RectangleOut {
        left: rectangle.left,
        top: rectangle.top,
        width: rectangle.width,
        height: rectangle.height,
    });
    Ok(HighlightOut { page_width: seen.width, page_height: seen.height, rectangles: rectangles.collect() })
}

impl From<Located> for PlaceOut {
    fn from(located: Located) -> Self {
        let matched = match located.matched {
            Match::Exact => QuoteMatch::Exact,
            Match::Normalized => QuoteMatch::Normalized,
        };
        Self { start: located.start, end: located.end, matched }
    }
}
