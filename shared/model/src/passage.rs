//! Passages of documents, as answers and citations take them.

use crate::{ChunkId, DocumentId, DocumentSource, DocumentType};

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
    /// Who published the document.
    pub source: DocumentSource,
    /// What kind of document it is.
    pub kind: DocumentType,
    /// SHA-256 of the document's bytes.
    pub document_sha256: String,
    /// The page, from 1.
    pub page: i32,
    /// The chunk's place on the page, from 0.
    pub ordinal: i32,
    /// The heading that stands above it.
    pub heading: Option<String>,
    /// Where it starts on the page, in Unicode scalar values.
    pub start: i32,
    /// Where it ends, likewise.
    pub end: i32,
    /// Its text: the page's own at that place.
    pub text: String,
    /// The whole page.
    pub page_text: String,
    /// What its sentences and rows mean to the model that was asked for, packed; none when another one computed them.
    pub unit_vectors: Option<Vec<u8>>,
}

impl Passage {
    /// Its document as people read it: publisher and name, or the name alone where the publisher is not known.
    #[must_use]
    pub fn source_name(&self) -> String {
        match self.source {
            DocumentSource::Other => self.document_name.clone(),
            known => format!("{} - {}", known.display_name(), self.document_name),
        }
    }
}
