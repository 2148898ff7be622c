//! Sparse vectors for keyword search: the term weights of BM25, computed in this process.
//!
//! [`plain`] makes the vectors that Qdrant's own `qdrant/bm25` makes for English with its default settings. On top of
//! them [`document`] and [`query`] add the terms of [`expand`], so that numbers, units and labels are found however
//! they are written. The inverse document frequency is left to the collection's IDF modifier.

mod expand;
pub mod plain;
mod stop_words;
mod terms;

pub use expand::expand;

use std::collections::BTreeMap;

/// A sparse vector: the terms' ids in rising order and, at the same places, their weights.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SparseVector {
    /// Which components are not zero.
    pub indices: Vec<u32>,
    /// Their values.
    pub values: Vec<f32>,
}

impl SparseVector {
    /// Whether the text had no terms at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.indices.is_empty()
    }
}

impl FromIterator<(u32, f32)> for SparseVector {
    /// Of several weights for one id, the last stays.
    fn from_iter<Weights: IntoIterator<Item = (u32, f32)>>(weights: Weights) -> Self {
        let (indices, values) = weights.into_iter().collect::<BTreeMap<_, _>>().into_iter().unzip();
        Self { indices, values }
    }
}

/// The vector of a passage to be searched: the plain terms with the server's weights, then the added ones, weighted by
/// the same formula.
#[must_use]
pub fn document(text: &str) -> SparseVector {
    let terms = terms::of(text);
    plain::weights(expand(text), terms.len()).chain(plain::weights(terms.clone(), terms.len())).collect()
}

/// The vector of a question: every term, plain or added, weighs 1.
#[must_use]
pub fn query(text: &str) -> SparseVector {
    terms::of(text).into_iter().chain(expand(text)).map(|term| (terms::id(&term), 1.0)).collect()
}
