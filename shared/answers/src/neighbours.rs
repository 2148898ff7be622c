//! Finds words with a related meaning: `worker` is close to `employee`, `wide` to `width`.
//!
//! `words.bin` contains the most common words of the embedding model's vocabulary with the direction of each vector,
//! one signed byte per component. `shared/answers/data/README.md` explains how the file is built. Words outside of the
//! file have no neighbours.

use quick_cache::sync::Cache;
use std::{
    collections::HashMap,
    sync::{Arc, LazyLock},
};

static FILE: &[u8] = include_bytes!("../data/words.bin");
/// The number of components per vector.
const DIMENSIONS: usize = 96;
/// The cosine similarity from which two words are related. Below it are words of the same field that are no
/// substitutes.
const NEAR: f32 = 0.58;
/// The number of words whose neighbours are cached.
const KEPT: usize = 2_000;

static WORDS: LazyLock<Words> = LazyLock::new(|| Words::read(FILE));
static NEIGHBOURS: LazyLock<Cache<usize, Arc<[&'static str]>>> = LazyLock::new(|| Cache::new(KEPT));

struct Words {
    texts: Vec<&'static str>,
    places: HashMap<&'static str, usize>,
    vectors: &'static [u8],
    lengths: Vec<f32>,
}

impl Words {
    /// Reads the words, one per line, an empty line, and their vectors in the same order.
    fn read(file: &'static [u8]) -> Self {
        let end = file.windows(2).position(|pair| pair == b"\n\n").unwrap_or_default();
        let (text, vectors) = file.split_at_checked(end).unwrap_or_default();
        let texts: Vec<&str> = std::str::from_utf8(text).unwrap_or_default().lines().collect();
        let places = texts.iter().copied().zip(0..).collect();
        let vectors = vectors.get(2..).unwrap_or_default();
        let lengths = vectors.chunks_exact(DIMENSIONS).map(|vector| product(vector, vector).sqrt()).collect();
        Self { texts, places, vectors, lengths }
    }

    fn near(&self, place: usize) -> Arc<[&'static str]> {
        let own = self.vectors.get(place * DIMENSIONS..(place + 1) * DIMENSIONS).unwrap_or_default();
        let least = NEAR * self.lengths.get(place).copied().unwrap_or_default();
        let all = self.vectors.chunks_exact(DIMENSIONS).zip(&self.lengths).zip(&self.texts).zip(0..);
        let near = all.filter(|(((other, length), _), at)| *at != place && product(own, other) >= least * **length);
        near.map(|((_, word), _)| *word).collect()
    }
}

/// Returns whether a lower-case word is in the list of common words.
pub(crate) fn knows(word: &str) -> bool {
    WORDS.places.contains_key(word)
}

/// Words with a meaning related to a lower-case word.
pub(crate) fn near(word: &str) -> Arc<[&'static str]> {
    let Some(place) = WORDS.places.get(word).copied() else { return Arc::default() };
    if let Some(known) = NEIGHBOURS.get(&place) {
        return known;
    }
    let near = WORDS.near(place);
    NEIGHBOURS.insert(place, Arc::clone(&near));
    near
}

fn product(left: &[u8], right: &[u8]) -> f32 {
    let sum: i32 = left.iter().zip(right).map(|(left, right)| component(*left) * component(*right)).sum();
    small(sum)
}

fn component(byte: u8) -> i32 {
    i32::from(byte.cast_signed())
}

#[expect(clippy::cast_precision_loss, reason = "sums of 96 products of bytes are below 2^24")]
const fn small(sum: i32) -> f32 {
    sum as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_whole() {
        assert!(WORDS.texts.len() > 10_000 && WORDS.vectors.len() == WORDS.texts.len() * DIMENSIONS);
        assert_eq!(WORDS.places.len(), WORDS.texts.len());
    }

    #[test]
    fn words_of_like_meaning_are_near_and_others_are_not() {
        for (word, other) in [("worker", "employee"), ("wide", "width"), ("fatal", "killed"), ("fault", "failure")] {
            assert!(near(word).contains(&other), "{word}: {:?}", near(word));
        }
        for (word, other) in [("nuclear", "power"), ("recipe", "oil"), ("population", "people"), ("poles", "towers")] {
            assert!(!near(word).contains(&other), "{word}: {:?}", near(word));
        }
        assert!(near("interconnector").is_empty() && near("").is_empty());
    }
}
