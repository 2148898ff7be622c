//! From text to terms, and from a term to its number.

use super::{marks, stop_words};
use murmur3_32::Murmur3;
use rust_stemmers::{Algorithm, Stemmer};

/// The terms of a text without its footnote marks, in its order and as often as they occur.
pub(super) fn of(text: &str) -> Vec<String> {
    of_every_word(&marks::without(text))
}

/// The terms that the server's BM25 finds: marks are characters like others.
pub(super) fn of_every_word(text: &str) -> Vec<String> {
    text.split(|character: char| !character.is_alphanumeric()).filter_map(of_word).collect()
}

/// The term of one word: lower case, without its ending; none for a stop word.
pub(super) fn of_word(word: &str) -> Option<String> {
    let word = word.to_lowercase();
    let counts = !word.is_empty() && !stop_words::contains(&word);
    counts.then(|| Stemmer::create(Algorithm::English).stem(&word).into_owned())
}

/// The component of the vector that stands for a term, computed as Qdrant's BM25 does.
pub(super) fn id(term: &str) -> u32 {
    Murmur3::hash(0, term).cast_signed().unsigned_abs()
}
