//! Parses a question: its terms, their weights and the expected kind of answer.

use crate::{
    addressed::is_addressed,
    asides,
    columns::Extreme,
    contrast::{self, Slot},
    count::asks_for_count,
    form_words::{asks_for_actions, is_form_word},
    inflected, parts_of_question,
    several::several,
    syllables,
    wanted::{self, Wanted},
    words::{Word, irregular, words},
};
use sisuiq_model::{ChatMode, Frequencies};

/// The factor for names and numbers, which have no synonyms.
const NAME: f64 = 1.3;
/// The most weight of all names together, where that of the other terms together is 1.
const MOST_NAMES: f64 = 2.0;
/// The factor for terms of asides.
const ASIDE: f64 = 0.2;
/// The most terms of a question, because each one is counted in the database. Longer texts are usually quotations, and
/// their first words state the subject.
pub(crate) const MOST_TERMS: usize = 64;

/// A word of the question that an answer should contain.
#[derive(Clone, Debug)]
pub(crate) struct Term {
    /// The word as written.
    pub(crate) surface: String,
    /// The stem for comparisons.
    pub(crate) stem: String,
    /// True if it is a name, an abbreviation or a number, which have no synonyms.
    pub(crate) is_name: bool,
    /// The weight, above 0. Rare words have a higher weight.
    pub(crate) weight: f64,
    /// True if no visible passage contains it.
    pub(crate) is_unknown: bool,
    /// True if it occurs only in asides.
    pub(crate) is_aside: bool,
}

impl Term {
    /// The word as written and the base form of an irregular word.
    pub(crate) fn forms(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.surface.as_str()).chain(irregular(&self.surface.to_lowercase()))
    }
}

/// A parsed question.
#[derive(Clone, Debug)]
pub struct Question {
    text: String,
    pub(crate) terms: Vec<Term>,
    pub(crate) wanted: Wanted,
    /// The number of terms of its own, which come before those of other parts.
    pub(crate) own: usize,
    /// Indexes of the terms that every answer needs.
    pub(crate) essential: Vec<usize>,
    /// The extreme that the question asks for, with the index of the term that names it.
    pub(crate) extreme: Option<(Extreme, Option<usize>)>,
    /// The index of the term that names several things for which the question asks.
    pub(crate) several: Option<usize>,
    /// The nouns that it names with what stands behind their prepositions.
    pub(crate) slots: Vec<Slot>,
    /// True if it is a part of a question that asks several things.
    pub(crate) is_part: bool,
    /// True if it asks for one of several things that stand in one place of a question.
    pub(crate) is_variant: bool,
    /// The parts of a question that asks several things, each of which is answered by itself. Otherwise empty.
    pub(crate) parts: Vec<Self>,
}

impl Question {
    /// Parses a question into its first 64 terms. They have equal weights until [`Question::weigh`] is called.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self::of(text, is_form_word)
    }

    /// Parses a question of a mode. Words that only ask for the mode's format are no terms.
    #[must_use]
    pub fn in_mode(mode: ChatMode, text: &str) -> Self {
        match mode {
            ChatMode::Actions => Self::of(text, |word| is_form_word(word) || asks_for_actions(word)),
            ChatMode::StrategyQa | ChatMode::Analytics | ChatMode::Regulatory | ChatMode::Sanctions => Self::new(text),
        }
    }

    fn of(text: &str, says_nothing: impl Fn(&str) -> bool) -> Self {
        let split = parts_of_question::split(text);
        let mut parts: Vec<Self> = split.parts.iter().map(|part| Self::single(part, &says_nothing)).collect();
        parts_of_question::carry(&mut parts, &Self::single(&split.aside, &says_nothing).terms);
        Self { parts, ..Self::single(text, says_nothing) }
    }

    pub(crate) fn single(text: &str, says_nothing: impl Fn(&str) -> bool) -> Self {
        let mut terms: Vec<Term> = Vec::new();
        for (sentence, is_aside) in asides::told(text) {
            let lower: Vec<String> = words(sentence).map(|word| word.surface.to_lowercase()).collect();
            for (place, word) in words(sentence).enumerate() {
                // "how long", "how often": the word after "how" is the kind of answer and no term
                let measures = place > 0 && lower.get(place - 1).is_some_and(|before| before == "how");
                let is_form = lower.get(place).is_none_or(|word| says_nothing(word)) || is_addressed(&lower, place);
                if terms.len() == MOST_TERMS || measures || is_form {
                    continue;
                }
                if let Some(known) = terms.iter_mut().find(|term| term.stem == word.stem) {
                    known.is_aside &= is_aside;
                    continue;
                }
                // a fiscal year is counted as the year that it is
                let is_year = wanted::is_year(&word.stem);
                terms.push(Term {
                    surface: if is_year { word.stem.clone() } else { word.surface.to_owned() },
                    is_name: is_name(&word, place),
                    stem: word.stem,
                    weight: 1.0,
                    is_unknown: false,
                    is_aside,
                });
            }
        }
        let wanted = Wanted::of(text, &terms);
        let essential = wanted::essential(text, &terms, &wanted);
        let (own, extreme, several) = (terms.len(), Extreme::of(text, &terms), several(text, &terms));
        Self {
            text: text.to_owned(),
            own,
            essential,
            wanted,
            extreme,
            several,
            terms,
            slots: contrast::slots(text),
            is_part: false,
            is_variant: false,
            parts: Vec::new(),
        }
    }

    /// The question without the words at some places. Its other terms keep their weights.
    pub(crate) fn without(&self, places: &[usize]) -> Self {
        let kept = words(&self.text).enumerate().filter(|(place, _)| !places.contains(place));
        let kept: Vec<Word<'_>> = kept.map(|(_, word)| word).collect();
        let text = kept.iter().map(|word| word.surface).collect::<Vec<_>>().join(" ");
        let is_kept = |term: &&Term| kept.iter().any(|word| word.stem == term.stem);
        let terms: Vec<Term> = self.terms.iter().filter(is_kept).cloned().collect();
        let (own, extreme, several) = (terms.len(), Extreme::of(&text, &terms), several(&text, &terms));
        let (wanted, slots) = (self.wanted.clone(), contrast::slots(&text));
        let (is_part, is_variant) = (self.is_part, self.is_variant);
        let (essential, parts) = (Vec::new(), Vec::new());
        Self { text, terms, wanted, own, essential, extreme, several, slots, is_part, is_variant, parts }
    }

    /// The original text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The known term with the highest weight, and its index. `None` if no visible passage contains any term.
    pub(crate) fn rarest(&self) -> Option<(usize, &Term)> {
        let known = (0..).zip(&self.terms).filter(|(_, term)| !term.is_unknown);
        known.max_by(|(_, left), (_, right)| left.weight.total_cmp(&right.weight))
    }

    /// The words whose frequencies [`Question::weigh`] needs.
    #[must_use]
    pub fn terms(&self) -> Vec<&str> {
        self.terms.iter().flat_map(Term::forms).collect()
    }

    /// Weights the terms by their rarity among the visible passages. `chunks` returns the number of passages with a
    /// word, or `None` for a stop word.
    #[must_use]
    pub fn weigh(mut self, frequencies: &Frequencies, chunks: impl Fn(&str) -> Option<i64>) -> Self {
        for term in &mut self.terms {
            let with = term.forms().filter_map(&chunks).max();
            let rarity = frequencies.rarity(with.unwrap_or(frequencies.all_chunks())).max(0.05);
            // endings and particles make pairs of syllables that stand nowhere although the word does
            let is_of_form = || asks_for_count(&self.text) == Some(term.stem.as_str());
            term.is_aside |= with == Some(0) && (syllables::is_part(&term.stem) || is_of_form());
            let kind = if term.is_name { NAME } else { 1.0 } * if term.is_aside { ASIDE } else { 1.0 };
            term.weight = kind * rarity;
            term.is_unknown = with == Some(0);
        }
        self.limit_names();
        // without the pointer each level would need a function of its own
        let chunks: &dyn Fn(&str) -> Option<i64> = &chunks;
        self.parts = self.parts.into_iter().map(|part| part.weigh(frequencies, chunks)).collect();
        self
    }

    /// Limits the weight of names where it exceeds that of the other terms by far. Names say which pages are meant; the other terms
    /// say which of their sentences, however common they are.
    fn limit_names(&mut self) {
        let plain = self.plain_weight();
        let names = self.total_weight() - plain;
        let most = MOST_NAMES * plain;
        if plain > 0.0 && names > most {
            for term in self.terms.iter_mut().filter(|term| term.is_name) {
                term.weight *= most / names;
            }
        }
    }

    /// Returns whether most of its terms are in a script of which the stemmer knows nothing.
    pub(crate) fn is_unstemmed(&self) -> bool {
        let unstemmed = self.terms.iter().filter(|term| inflected::is_unstemmed(&term.stem)).count();
        2 * unstemmed > self.terms.len()
    }

    /// The weight of the terms that are not names.
    pub(crate) fn plain_weight(&self) -> f64 {
        self.terms.iter().filter(|term| !term.is_name).map(|term| term.weight).sum()
    }

    pub(crate) fn total_weight(&self) -> f64 {
        self.terms.iter().map(|term| term.weight).sum()
    }
}

/// Returns whether a word has digits, a capital after its first letter, or a capital although it is not the first word.
fn is_name(word: &Word<'_>, place: usize) -> bool {
    let mut letters = word.surface.chars();
    let first_is_capital = letters.next().is_some_and(char::is_uppercase);
    let has_more_capitals = letters.any(char::is_uppercase);
    word.surface.chars().any(|letter| letter.is_ascii_digit()) || has_more_capitals || (first_is_capital && place > 0)
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
    fn who_asks_for_actions_asks_for_what_they_are_about() {
        let asked = "Which steps should be taken to cut transmission losses?";
        assert_eq!(Question::in_mode(ChatMode::Actions, asked).terms(), ["cut", "transmission", "losses"]);
        assert_eq!(Question::in_mode(ChatMode::StrategyQa, asked).terms.len(), 5);
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
        let counts = |word: &str| match word {
            "UETCL's" => Some(300),
            "vision" => Some(9),
            _ => Some(0),
        };
        let question =
            Question::new("What is UETCL's vision for Mars?").weigh(&Frequencies::new([].into(), 400), counts);
        assert!(question.terms[1].weight > question.terms[0].weight);
        assert!(question.terms[2].is_unknown && !question.terms[1].is_unknown);
    }

    #[test]
    fn rare_names_weigh_at_most_twice_what_the_other_words_do() {
        let counts = |word: &str| Some(if word == "Livuki" { 4 } else { 3_900 });
        let frequencies = Frequencies::new([].into(), 4_000);
        let question = Question::new("How many megawatts does the line to Livuki carry?").weigh(&frequencies, counts);
        let names = question.total_weight() - question.plain_weight();
        assert!((names - MOST_NAMES * question.plain_weight()).abs() < 1e-9, "{question:?}");
        let question = Question::new("Who is Livuki?").weigh(&frequencies, counts);
        assert!(question.total_weight() > 5.0, "a name alone keeps its weight");
    }

    #[test]
    fn a_word_that_says_nothing_is_neither_rare_nor_unknown() {
        let question = Question::new("vision own").weigh(&Frequencies::new([].into(), 400), |_| None);
        assert!(question.terms.iter().all(|term| term.weight < 0.1 && !term.is_unknown));
    }
}
