//! Sparse vectors for keyword search: the term weights of BM25, computed in this process.
//!
//! [`plain`] makes the vectors that Qdrant's own `qdrant/bm25` makes for English with its default settings. Of a text
//! without footnote marks [`document`] and [`query`] make the same, and add the terms of [`expand`], so that numbers,
//! units and labels are found however they are written, those of [`forms`] for scripts other than Latin, and phrases of two
//! words. Korean, Chinese and Japanese words are replaced by pairs of characters. The inverse document frequency stands in the
//! question's vector, over the passages that its asker may see: one that the collection kept itself would tell of passages of
//! others.

mod expand;
mod forms;
mod ideographs;
mod inflections;
mod marks;
mod phrases;
pub mod plain;
mod stop_words;
mod terms;

pub use expand::expand;

use sisuiq_model::Frequencies;
use std::collections::{BTreeMap, BTreeSet};

/// The longest term that is counted, in bytes. What is longer is no word, and would not fit an index.
const LONGEST_COUNTED: usize = 200;
/// The maximum number of searched terms of a question. Longer texts are quotations rather than questions.
const MOST_TERMS: usize = 256;

/// A sparse vector: the terms' ids in rising order and, at the same places, their weights.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SparseVector {
    /// The indices of the non-zero components.
    pub indices: Vec<u32>,
    /// Their values.
    pub values: Vec<f32>,
}

impl SparseVector {
    /// Returns whether the text had no terms at all.
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
    let terms = words(text);
    let added = added(text).chain(phrases::of(text)).collect();
    plain::weights(added, terms.len()).chain(plain::weights(terms.clone(), terms.len())).collect()
}

/// The plain terms of a text, with pairs of characters in the place of words of unspaced scripts.
fn words(text: &str) -> Vec<String> {
    terms::of(text).into_iter().flat_map(ideographs::pair_up).collect()
}

/// The terms of [`expand`] and [`forms`], with pairs of characters in the same way.
fn added(text: &str) -> impl Iterator<Item = String> {
    expand(text).into_iter().chain(forms::of(text)).flat_map(ideographs::pair_up)
}

/// The different terms of a passage, plain and added, by which it is counted. Phrases are not counted, because most occur
/// once.
#[must_use]
pub fn counted_terms(text: &str) -> BTreeSet<String> {
    words(text).into_iter().chain(added(text)).filter(|term| term.len() <= LONGEST_COUNTED).collect()
}

/// The different terms of a question, the plain ones before the added ones and the phrases; only the first 256.
#[must_use]
pub fn query_terms(text: &str) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let terms = words(text).into_iter().chain(added(text)).chain(phrases::of(text));
    terms.filter(|term| seen.insert(term.clone())).take(MOST_TERMS).collect()
}

/// The plain terms of one word: several where signs stand within it, none for a stop word.
#[must_use]
pub fn word_terms(word: &str) -> Vec<String> {
    words(word)
}

/// The term of one word of letters and digits: lower case, without its ending; `None` for a stop word.
#[must_use]
pub fn stem(word: &str) -> Option<String> {
    terms::of_word(word)
}

/// Returns whether passages are counted by a term of a question: all but the phrases are.
#[must_use]
pub fn is_counted(term: &str) -> bool {
    phrases::words(term).is_none()
}

/// The vector of a question: each of its terms weighs what it is worth among the counted passages,
/// ln(1 + (N - n + 0.5) / (n + 0.5)) (Robertson and Zaragoza, 2009; what Qdrant's IDF modifier computes). A phrase, which is
/// not counted, weighs the mean of its words.
#[must_use]
pub fn query(terms: &[String], frequencies: &Frequencies) -> SparseVector {
    let rarity = |term: &str| frequencies.rarity(frequencies.of(term));
    let weight = |term: &str| match phrases::words(term) {
        Some((first, second)) => f64::midpoint(rarity(first), rarity(second)),
        None => rarity(term),
    };
    terms.iter().map(|term| (terms::id(term), narrow(weight(term)))).collect()
}

#[expect(clippy::cast_possible_truncation, reason = "a logarithm of a count; the wire carries f32")]
const fn narrow(weight: f64) -> f32 {
    weight as f32
}
