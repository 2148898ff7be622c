//! Passages of documents, as answers and citations take them.

use crate::{ChunkId, DocumentId, DocumentSource, DocumentType, Provision};

/// A chunk with its page and what a citation of it names.
#[derive(Clone, Debug)]
pub struct Passage {
    /// The chunk.
    pub id: ChunkId,
    /// Its document.
    pub document_id: DocumentId,
    /// The document's version.
    pub version: i32,
    /// The document's name.
    pub document_name: String,
    /// The document's publisher.
    pub source: DocumentSource,
    /// The kind of document.
    pub kind: DocumentType,
    /// SHA-256 of the document's bytes.
    pub document_sha256: String,
    /// The page, from 1.
    pub page: i32,
    /// The chunk's place on the page, from 0.
    pub ordinal: i32,
    /// The heading above it.
    pub heading: Option<String>,
    /// Start offset on the page, in Unicode scalar values.
    pub start: i32,
    /// End offset, likewise.
    pub end: i32,
    /// Its text: the page's own at that place.
    pub text: String,
    /// The whole page.
    pub page_text: String,
    /// True if the page's text was recognised in a picture of it.
    pub ocr: bool,
    /// The sentence with which the page ends, if it goes on on the next page.
    pub crossing: Option<Crossing>,
    /// Vectors of its sentences and rows by the requested model, packed; none when another model computed them.
    pub unit_vectors: Option<Vec<u8>>,
    /// The provision that it belongs to, if its document is read as law.
    pub provision: Option<Provision>,
}

/// A sentence that begins at the end of a page and ends on the next one. Offsets are Unicode scalar values.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Crossing {
    /// Start offset of its first half on the page.
    pub half_start: i32,
    /// End offset of its first half.
    pub half_end: i32,
    /// Start offset of the rest on the next page.
    pub rest_start: i32,
    /// The rest, as the next page had it when this page was read.
    pub rest: String,
}

impl Passage {
    /// The document's name for people: publisher and name, or the name alone for an unknown publisher.
    #[must_use]
    pub fn source_name(&self) -> String {
        match self.source {
            DocumentSource::Other => self.document_name.clone(),
            known => format!("{} - {}", known.display_name(), self.document_name),
        }
    }
}
