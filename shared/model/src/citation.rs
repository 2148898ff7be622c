//! Checked quotes under an answer.

use crate::{ChunkId, CitationId, DocumentId, DocumentSource, QuoteMatch};
use serde::{Deserialize, Serialize};

/// A quote that stands on its page, word for word at `[start_offset, end_offset)`.
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
    /// Who had published the document, likewise.
    pub document_source: DocumentSource,
    /// SHA-256 of the document's bytes.
    pub document_sha256: String,
    /// The page, from 1.
    pub page: i32,
    /// The chunk that retrieval found.
    pub chunk_id: ChunkId,
    /// The page's own text.
    pub quote: String,
    /// Where it starts on the page, in Unicode scalar values.
    pub start_offset: i32,
    /// Where it ends, likewise.
    pub end_offset: i32,
    /// How it was found there.
    #[serde(rename = "match")]
    pub matched: QuoteMatch,
    /// How well it supports the answer, from 0 to 1.
    pub score: f64,
}
