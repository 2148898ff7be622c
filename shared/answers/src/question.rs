//! What a question asks for: its terms, how much each matters, and what kind of thing would answer it.

use crate::{
    form_words::is_form_word,
    words::{Word, words},
};
use sisuiq_db::document_words::WordFrequency;
use std::collections::HashMap;

/// What cannot be said in other words weighs more.
const NAME: f64 = 1.3;
/// How many terms a question has at most: each is counted in the database. Longer texts are rather quotations than
/// questions, and their first words say what they are about.
pub(crate) const MOST_TERMS: usize = 64;

/// What kind of thing would answer the question.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Wanted {
    /// A number: how many, how much, what percentage.
    Number,
    /// A point or span of time.
    Time,
    /// A person or body.
    Who,
    /// What something is or means.
    Definition,
    /// Anything else.
    Anything,
}

/// A word of the question that an answer should hold.
#[derive(Clone, Debug)]
pub(crate) struct Term {
    /// As the question writes it.
    pub(crate) surface: String,
    /// As it is compared.
    pub(crate) stem: String,
    /// A name, an abbreviation or a number: what cannot be said in other words.
    pub(crate) is_name: bool,
    /// How much it matters, above 0: rare words matter more.
    pub(crate) weight: f64,
    /// Whether no visible passage holds it.
    pub(crate) is_unknown: bool,
}

/// A question, taken apart.
#[derive(Clone, Debug)]
pub struct Question {
    text: String,
    pub(crate) terms: Vec<Term>,
    pub(crate) wanted: Wanted,
}

impl Question {
    /// Takes a question apart, into its first 64 terms. Until [`Question::weigh`] all of them matter alike.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut terms: Vec<Term> = Vec::new();
        for (place, word) in words(text).enumerate() {
            if terms.len() == MOST_TERMS {
                break;
            }
            let lower = word.surface.to_lowercase();
            if is_form_word(&lower) || terms.iter().any(|term| term.stem == word.stem) {
                continue;
            }
            terms.push(Term {
                surface: word.surface.to_owned(),
                is_name: is_name(&word, place),
                stem: word.stem,
                weight: 1.0,
                is_unknown: false,
            });
        }
        Self { text: text.to_owned(), wanted: wanted(text), terms }
    }

    /// As it was asked.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The term that says most about what is asked, with its place; none when no visible passage holds any.
    pub(crate) fn rarest(&self) -> Option<(usize, &Term)> {
        let known = (0..).zip(&self.terms).filter(|(_, term)| !term.is_unknown);
        known.max_by(|(_, left), (_, right)| left.weight.total_cmp(&right.weight))
    }

    /// The words whose frequencies [`Question::weigh`] wants.
    #[must_use]
    pub fn terms(&self) -> Vec<&str> {
        self.terms.iter().map(|term| term.surface.as_str()).collect()
    }

    /// Weighs the terms by how rare they are among the visible passages: ln(1 + (N - n + 0.5) / (n + 0.5)), the inverse
    /// document frequency of BM25 (Robertson and Zaragoza, 2009).
    #[must_use]
    pub fn weigh(mut self, frequencies: &[WordFrequency]) -> Self {
        let known: HashMap<&str, &WordFrequency> =
            frequencies.iter().map(|frequency| (frequency.word.as_str(), frequency)).collect();
        for term in &mut self.terms {
            let Some(frequency) = known.get(term.surface.as_str()) else { continue };
            #[expect(clippy::cast_precision_loss, reason = "counts of chunks are far below 2^52")]
            let (with, all) = (frequency.chunks as f64, frequency.all_chunks.max(frequency.chunks) as f64);
            let rarity = (1.0 + (all - with + 0.5) / (with + 0.5)).ln().max(0.05);
            term.weight = if term.is_name { NAME * rarity } else { rarity };
            term.is_unknown = frequency.chunks == 0;
        }
        self
    }

    /// The weight of the terms that are no names.
    pub(crate) fn plain_weight(&self) -> f64 {
        self.terms.iter().filter(|term| !term.is_name).map(|term| term.weight).sum()
    }

    pub(crate) fn total_weight(&self) -> f64 {
        self.terms.iter().map(|term| term.weight).sum()
    }
}

/// Capitals inside a sentence, capitals throughout, or digits.
fn is_name(word: &Word<'_>, place: usize) -> bool {
    let mut letters = word.surface.chars();
    let first_is_capital = letters.next().is_some_and(char::is_uppercase);
    let has_more_capitals = letters.any(char::is_uppercase);
    word.surface.chars().any(|letter| letter.is_ascii_digit()) || has_more_capitals || (first_is_capital && place > 0)
}

fn wanted(text: &str) -> Wanted {
    let lower = format!(" {} ", text.to_lowercase());
    let asks = |phrases: &[&str]| phrases.iter().any(|phrase| lower.contains(phrase));
    if asks(&[
        "how many",
        "how much",
        "how long is the",
        "percentage",
        "what number",
        "total",
        "how large",
        "how big",
        "capacity",
    ]) {
        Wanted::Number
    } else if asks(&["when ", "what year", "which year", "what date", "how long", "how often"]) {
        Wanted::Time
    } else if asks(&[" who ", " whom "]) {
        Wanted::Who
    } else if asks(&["what does", "definition", "define", "meaning of", "stand for"]) {
        Wanted::Definition
    } else {
        Wanted::Anything
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_words_with_matter_are_terms() {
        let question = Question::new("What is the capital of Mongolia?");
        assert_eq!(question.terms(), ["capital", "Mongolia"]);
        assert!(!question.terms[0].is_name && question.terms[1].is_name);
    }

    #[test]
    fn a_long_text_has_no_more_terms_than_its_first_distinct_ones() {
        let word = |number: usize| format!("x{number}");
        let text = (0..1_300).map(|number| word(number / 2)).collect::<Vec<_>>().join(" ");
        let expected: Vec<_> = (0..64).map(word).collect();
        assert_eq!(Question::new(&text).terms(), expected);
    }

    #[test]
    fn rare_words_weigh_more_and_unknown_ones_are_marked() {
        let frequency = |word: &str, chunks| WordFrequency { word: word.to_owned(), chunks, all_chunks: 400 };
        let question = Question::new("What is UETCL's vision for Mars?").weigh(&[
            frequency("UETCL's", 300),
            frequency("vision", 9),
            frequency("Mars", 0),
        ]);
        assert!(question.terms[1].weight > question.terms[0].weight);
        assert!(question.terms[2].is_unknown && !question.terms[1].is_unknown);
    }

    #[test]
    fn the_kind_of_answer_is_recognised() {
        assert_eq!(Question::new("How many substations are there?").wanted, Wanted::Number);
        assert_eq!(Question::new("Who chairs the board?").wanted, Wanted::Who);
        assert_eq!(Question::new("What does \"Delivery Point\" mean?").wanted, Wanted::Definition);
    }
}
