//! Document frequencies of terms.

use crate::DocumentSource;
use std::collections::HashMap;

/// The number of chunks in which each term occurs, among those that the caller may see and the question's filters allow.
#[derive(Clone, Debug, Default)]
pub struct Frequencies {
    terms: HashMap<String, Count>,
    all_chunks: i64,
    sources: Vec<DocumentSource>,
    collection: Option<ActiveCollection>,
}

/// The chunks in which a term occurs.
#[derive(Clone, Debug, Default)]
pub struct Count {
    /// Their number.
    pub chunks: i64,
    /// Who published their documents.
    pub sources: Vec<DocumentSource>,
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
    /// These numbers of chunks, of so many.
    #[must_use]
    pub fn new(chunks: HashMap<String, i64>, all_chunks: i64) -> Self {
        let terms = chunks.into_iter().map(|(term, chunks)| (term, Count { chunks, sources: Vec::new() })).collect();
        Self::counted(terms, all_chunks, Vec::new())
    }

    /// These counts, of so many chunks in documents of these publishers.
    #[must_use]
    pub const fn counted(terms: HashMap<String, Count>, all_chunks: i64, sources: Vec<DocumentSource>) -> Self {
        Self { terms, all_chunks, sources, collection: None }
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
        self.terms.get(term).map_or(0, |count| count.chunks)
    }

    /// Returns whether the term occurs in the chunks, but in none of this publisher.
    #[must_use]
    pub fn is_only_of_others(&self, term: &str, source: DocumentSource) -> bool {
        self.terms.get(term).is_some_and(|count| count.chunks > 0 && !count.sources.contains(&source))
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

#[cfg(test)]
mod tests {
    use super::*;
    use DocumentSource::{Era, Other, Uetcl};

    #[test]
    fn terms_of_others_are_told_from_unknown_ones() {
        let count = |sources: &[DocumentSource]| Count { chunks: 2, sources: sources.to_vec() };
        let terms = [("ours", count(&[Uetcl, Other])), ("theirs", count(&[Other])), ("nobody's", Count::default())];
        let terms = terms.map(|(term, count)| (term.to_owned(), count));
        let found = Frequencies::counted(terms.into(), 9, vec![Era, Other, Uetcl]);
        let is_only_of_others = |term| found.is_only_of_others(term, Uetcl);
        let asked = ["ours", "theirs", "nobody's", "not counted"];
        assert_eq!(asked.map(is_only_of_others), [false, true, false, false]);
    }
}
