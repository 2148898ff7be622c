//! The vectors of Qdrant's `qdrant/bm25` for English, without anything added.

use super::{SparseVector, terms};
use std::collections::BTreeMap;

/// The saturation of repeated terms in a passage (BM25's `k1`).
const SATURATION: f64 = 1.2;
/// The length normalisation, from 0 (none) to 1 (in proportion; BM25's `b`).
const LENGTH_NORMALISATION: f64 = 0.75;
/// The passage length, in terms, that counts as average: the server's default.
const AVERAGE_LENGTH: f64 = 256.0;

/// The server's vector of a passage.
#[must_use]
pub fn document(text: &str) -> SparseVector {
    let terms = terms::of_every_word(text);
    let length = terms.len();
    weights(terms, length).collect()
}

/// The server's vector of a question.
#[must_use]
pub fn query(text: &str) -> SparseVector {
    terms::of_every_word(text).iter().map(|term| (terms::id(term), 1.0)).collect()
}

/// The weight of each different term of a passage that is `length` terms long.
pub(super) fn weights(terms: Vec<String>, length: usize) -> impl Iterator<Item = (u32, f32)> {
    let mut counts = BTreeMap::<String, u32>::new();
    for term in terms {
        *counts.entry(term).or_default() += 1;
    }
    let length = u32::try_from(length).map_or(f64::INFINITY, f64::from);
    let relative = 1.0 - LENGTH_NORMALISATION + LENGTH_NORMALISATION * length / AVERAGE_LENGTH;
    counts.into_iter().map(move |(term, count)| {
        let count = f64::from(count);
        let weight = count * (SATURATION + 1.0) / SATURATION.mul_add(relative, count);
        (terms::id(&term), narrow(weight))
    })
}

#[expect(clippy::cast_possible_truncation, reason = "a weight lies between 0 and 2.2; the wire carries f32")]
const fn narrow(weight: f64) -> f32 {
    weight as f32
}
