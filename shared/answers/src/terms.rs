//! A question's terms, found in texts without taking apart what cannot be one of them.

use crate::{question::Question, segments::segments, words};
use std::collections::HashMap;

/// Finds the terms of one question.
#[derive(Debug)]
pub(crate) struct TermIndex<'a> {
    /// The place of each term by its stem.
    places: HashMap<&'a str, usize>,
    /// A bit for each ASCII character that begins a stem; a word and its stem begin alike.
    initials: u128,
}

/// Which terms a text holds.
#[derive(Clone, Debug, Default)]
pub(crate) struct Held {
    /// Places among the question's terms, each once.
    terms: Vec<usize>,
    /// Whether it has any words.
    pub(crate) has_words: bool,
}

impl<'a> TermIndex<'a> {
    pub(crate) fn new(question: &'a Question) -> Self {
        let places: HashMap<&str, usize> = question.terms.iter().map(|term| term.stem.as_str()).zip(0..).collect();
        let initials = places.keys().filter_map(|stem| stem.bytes().next()).fold(0, |bits, byte| bits | bit(byte));
        Self { places, initials }
    }

    /// The terms that the text holds.
    pub(crate) fn held_by(&self, text: &str) -> Held {
        let mut held = Held::default();
        for word in segments(text).flat_map(words::parts) {
            held.has_words = true;
            if self.may_be_a_term(word)
                && let Some(place) = words::stem(word).and_then(|stem| self.places.get(stem.as_str()).copied())
                && !held.contains(place)
            {
                held.terms.push(place);
            }
        }
        held
    }

    fn may_be_a_term(&self, word: &str) -> bool {
        let initial = word.bytes().next().unwrap_or_default().to_ascii_lowercase();
        !initial.is_ascii() || self.initials & bit(initial) != 0
    }
}

impl Held {
    /// Whether it holds the term at this place of the question.
    pub(crate) fn contains(&self, place: usize) -> bool {
        self.terms.contains(&place)
    }

    /// Takes in what another text holds.
    pub(crate) fn add(&mut self, other: &Self) {
        self.has_words |= other.has_words;
        for place in &other.terms {
            if !self.contains(*place) {
                self.terms.push(*place);
            }
        }
    }
}

/// The bit of an ASCII character; none of any other.
fn bit(byte: u8) -> u128 {
    1_u128.checked_shl(byte.into()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_is_found_however_it_is_inflected() {
        let question = Question::new("Which substations lose 220kV energy at Électricité?");
        let index = TermIndex::new(&question);
        let held = |text: &str| {
            let held = index.held_by(text);
            (0..question.terms.len()).filter(|place| held.contains(*place)).collect::<Vec<_>>()
        };
        let place = |surface: &str| question.terms.iter().position(|term| term.surface == surface).unwrap();
        assert_eq!(held("A substation's losses"), [place("substations")]);
        assert_eq!(held("Energies of 220 kilovolts"), [place("220"), place("energy")]);
        assert_eq!(held("ÉLECTRICITÉ"), [place("Électricité")]);
        assert!(held("Nothing of it").is_empty());
    }

    #[test]
    fn marks_are_no_words() {
        let question = Question::new("What is the vision?");
        let index = TermIndex::new(&question);
        assert!(!index.held_by(" | - • ").has_words && index.held_by("7").has_words);
    }

    #[test]
    fn what_two_texts_hold_together_is_held_once() {
        let question = Question::new("vision mission values");
        let index = TermIndex::new(&question);
        let mut held = index.held_by("the vision and the values");
        held.add(&index.held_by("values and missions"));
        assert!((0..3).all(|place| held.contains(place)) && held.terms.len() == 3);
    }
}
