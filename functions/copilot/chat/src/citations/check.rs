//! The result of checking a citation.

use super::verification::{Cause, CitationStatus, Verification, verify};
use serde::Serialize;
use sisuiq_chat_db::citations::StoredCitation;
use sisuiq_documents::{BoxesError, Located, Match, WordBoxes};
use sisuiq_model::{CitationId, DocumentId, DocumentSource, QuoteMatch};
use utoipa::ToSchema;

/// A citation, checked against the stored page.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({ "highlight_missing": null }))]
pub(crate) struct CheckOut {
    /// The citation's id.
    id: CitationId,
    /// The state of the citation.
    label: CitationStatus,
    /// The reason, for programs.
    cause: Cause,
    /// The reason in a sentence.
    #[schema(example = "The stored page still contains the quote at the same position.")]
    reason: String,
    /// The quoted document.
    document_id: DocumentId,
    /// The document's name at the time of the quotation.
    #[schema(example = "strategic_plan.pdf")]
    document_name: String,
    /// The document's publisher at the time of the quotation.
    source: DocumentSource,
    /// SHA-256 of the quoted file, in lower-case hex.
    #[schema(example = "7f83b1657ff1fc53b92dc18148a1d65dfc2d4b1fa3d677284addd200126d9069")]
    document_sha256: String,
    /// The quoted version of the document.
    #[schema(example = 1)]
    version: i32,
    /// The page, from 1.
    #[schema(example = 2)]
    page: i32,
    /// The quoted text.
    #[schema(example = "Staff trained in live-line work | 36 | 60 | 90 | 120")]
    quote: String,
    /// The start in the text of the page at the time of the quotation, counted in Unicode scalar values.
    #[schema(example = 110)]
    start: i32,
    /// The end in that text, counted in Unicode scalar values. The end is exclusive.
    #[schema(example = 162)]
    end: i32,
    /// The kind of match at the time of the quotation.
    #[serde(rename = "match")]
    matched: QuoteMatch,
    /// `true` when the quoted text was recognised in a picture of the page, which may contain errors.
    #[schema(example = false)]
    ocr: bool,
    /// The place of the words in the stored page of that version. Null when the page no longer has them, or the caller may
    /// not see the document.
    found: Option<PlaceOut>,
    /// The place of the words in the picture of the page. Null when there is a reason in `highlight_missing`.
    highlight: Option<HighlightOut>,
    /// The reason why there is no highlight. Null when there is one.
    highlight_missing: Option<HighlightMissing>,
}

/// A place in the stored text of a page.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PlaceOut {
    /// The start, counted in Unicode scalar values.
    #[schema(example = 110)]
    start: usize,
    /// The end, counted in Unicode scalar values. The end is exclusive.
    #[schema(example = 162)]
    end: usize,
    /// The kind of match.
    #[serde(rename = "match")]
    matched: QuoteMatch,
}

/// The place of a quotation in the picture of its page. Lengths are in PDF points. The origin is the upper left corner of the page as
/// it is shown, cropped and rotated.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct HighlightOut {
    /// Width of the page.
    #[schema(example = 595.0)]
    page_width: f32,
    /// Height of the page.
    #[schema(example = 842.0)]
    page_height: f32,
    /// One rectangle for each line, in reading order.
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

/// A reason why a citation has no highlight.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum HighlightMissing {
    /// The stored page does not have the quotation, or the caller may not see the document.
    NotFound,
    /// The page was stored before places of words were measured. Indexing the document again measures them.
    NotMeasured,
    /// The stored places belong to another text: the page was edited.
    TextChanged,
    /// The stored places cannot be read.
    Unreadable,
}

impl CheckOut {
    /// Checks a citation.
    pub(super) fn of(stored: StoredCitation) -> Self {
        let Verification { cause, reason, found } = verify(&stored);
        let (highlight, highlight_missing) = match highlight(&stored, found) {
            Ok(highlight) => (Some(highlight), None),
            Err(missing) => (None, Some(missing)),
        };
        let citation = stored.citation;
        Self {
            id: citation.id,
            label: cause.status(),
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
            ocr: citation.ocr,
            found: found.map(PlaceOut::from),
            highlight,
            highlight_missing,
        }
    }
}

fn highlight(stored: &StoredCitation, found: Option<Located>) -> Result<HighlightOut, HighlightMissing> {
    let found = found.ok_or(HighlightMissing::NotFound)?;
    let document = stored.document.as_ref().ok_or(HighlightMissing::NotFound)?;
    let text = document.page_text.as_deref().ok_or(HighlightMissing::NotFound)?;
    let boxes = document.word_boxes.clone().map(WordBoxes::from_bytes).ok_or(HighlightMissing::NotMeasured)?;
    let seen = boxes.highlight(text, found.span()).map_err(|error| {
        tracing::warn!(%error, citation_id = %stored.citation.id, "quote highlight failed");
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
