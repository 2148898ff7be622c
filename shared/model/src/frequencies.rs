//! Document frequencies of terms.

use crate::DocumentSource;
use std::collections::HashMap;

/// The number of chunks in which each term occurs, among those that the caller may see and the question's filters allow.
#[derive(Clone, Debug, Default)]
pub struct Frequencies {
    chunks: HashMap<String, i64>,
    all_chunks: i64,
    sources: Vec<DocumentSource>,
    collection: Option<ActiveCollection>,
}

/// The vector collection that questions are answered from.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ActiveCollection {
    /// Its name in the vector store.
    pub name: String,
    /// The model that made its vectors.
    pub model: String,
}

impl Frequencies {
    /// These counts, of so many chunks.
    #[must_use]
    pub fn new(chunks: HashMap<String, i64>, all_chunks: i64) -> Self {
        Self { chunks, all_chunks, sources: Vec::new(), collection: None }
    }

    /// Adds who published the documents of the chunks.
    #[must_use]
    pub fn with_sources(self, sources: Vec<DocumentSource>) -> Self {
        Self { sources, ..self }
    }

    /// Adds the vector collection that questions are answered from.
    #[must_use]
    pub fn with_collection(self, collection: Option<ActiveCollection>) -> Self {
        Self { collection, ..self }
    }

    /// Returns whether any of the chunks belongs to a document of this publisher.
    #[must_use]
    pub fn has_source(&self, source: DocumentSource) -> bool {
        self.sources.contains(&source)
    }

    /// The vector collection that questions are answered from, if one is known.
    #[must_use]
    pub const fn collection(&self) -> Option<&ActiveCollection> {
        self.collection.as_ref()
    }

    /// The number of chunks that contain the term; 0 for a term that was not counted.
    #[must_use]
    pub fn of(&self, term: &str) -> i64 {
        self.chunks.get(term).copied().unwrap_or_default()
    }

    /// The number of these chunks.
    #[must_use]
    pub const fn all_chunks(&self) -> i64 {
        self.all_chunks
    }

    /// The weight of a term that occurs in this many chunks: the inverse document frequency of BM25,
    /// ln(1 + (N - n + 0.5) / (n + 0.5)) (Robertson and Zaragoza, 2009).
    #[must_use]
    pub fn rarity(&self, chunks: i64) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "counts of chunks are far below 2^52")]
        let (with, all) = (chunks as f64, self.all_chunks.max(chunks) as f64);
        (1.0 + (all - with + 0.5) / (with + 0.5)).ln()
    }
}
