//! Korean words as pairs of syllables.
//!
//! A Korean noun carries its particle ("계약이", "계약을") and verbs take many endings. The pairs of neighbouring syllables are the same
//! whatever stands around a stem, so they take the place of the word, as in the search by words.

use crate::{inflected::is_syllable, words::two_parts};

/// The parts of a word with Hangul: each run of syllables as its pairs (a single syllable alone), other runs as they are.
pub(crate) fn parts(word: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = word;
    while let Some(first) = rest.chars().next() {
        let is_hangul = is_syllable(first);
        let end = rest.find(|letter| is_syllable(letter) != is_hangul).unwrap_or(rest.len());
        let (run, behind) = rest.split_at(end);
        if is_hangul {
            parts.extend(pairs(run));
        } else {
            parts.extend(two_parts(run).into_iter().flatten());
        }
        rest = behind;
    }
    parts
}

fn pairs(run: &str) -> impl Iterator<Item = &str> {
    let starts: Vec<usize> = run.char_indices().map(|(start, _)| start).collect();
    let last = starts.len().saturating_sub(2);
    (0..=last).filter_map(move |place| {
        let start = *starts.get(place)?;
        run.get(start..starts.get(place + 2).copied().unwrap_or(run.len()))
    })
}

/// Returns whether a stem is a part of a Korean word.
pub(crate) fn is_part(stem: &str) -> bool {
    stem.starts_with(is_syllable)
}
