//! Checked quotes under an answer.

use crate::{ChunkId, CitationId, CitedProvision, DocumentId, DocumentSource, QuoteMatch};
use serde::{Deserialize, Serialize};

/// A quote found on its page, word for word at `[start_offset, end_offset)`.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Citation {
    /// Its id.
    pub id: CitationId,
    /// Its number in the answer, from 1.
    pub ordinal: i32,
    /// The document quoted.
    pub document_id: DocumentId,
    /// The document's version.
    pub version: i32,
    /// The document's name when it was quoted.
    pub document_name: String,
    /// The document's publisher when it was quoted.
    pub document_source: DocumentSource,
    /// SHA-256 of the document's bytes.
    pub document_sha256: String,
    /// The page, from 1.
    pub page: i32,
    /// The chunk that retrieval found.
    pub chunk_id: ChunkId,
    /// The page's own text.
    pub quote: String,
    /// Start offset on the page, in Unicode scalar values.
    pub start_offset: i32,
    /// End offset, likewise.
    pub end_offset: i32,
    /// Kind of match between the quote and the page's text.
    #[serde(rename = "match")]
    pub matched: QuoteMatch,
    /// Support for the answer, from 0 to 1.
    pub score: f64,
    /// True if the quoted text was recognised in a picture of its page. Citations that were cached before have no mark.
    #[serde(default)]
    pub ocr: bool,
    /// The provision that the quote stands in, if its document is read as law.
    #[serde(default)]
    pub provision: Option<CitedProvision>,
}
