//! Finds a question's terms in texts. A prefix filter avoids stemming words that cannot match.

use crate::{
    inflected, neighbours,
    question::{MOST_TERMS, Question},
    segments::segments,
    wanted::is_year,
    words,
};
use std::{cell::RefCell, collections::HashMap};

/// The fewest characters of a term that is found within a word of a file's name, in which words are written as one.
const LEAST_IN_NAME: usize = 4;

/// An index of one question's terms.
#[derive(Debug)]
pub(crate) struct TermIndex<'a> {
    /// The index of each term by its stem.
    places: HashMap<&'a str, usize>,
    /// Words with a related meaning, and the terms that each one stands for as a bit set.
    near: HashMap<&'static str, u64>,
    openings: Openings,
    /// The terms that are names or numbers, as a bit set.
    names: u64,
    /// The terms in scripts without a stemmer, each with its index.
    unstemmed: Vec<(&'a str, usize)>,
    /// What was found for words so far. The pages of an answer have few different words, and stemming them takes most of the time.
    known: RefCell<HashMap<String, Held>>,
}

/// A filter on the first two characters of stems: for each first character, a bit set of second ones. A word and its
/// stem begin alike, except that a `y` may become an `i`.
#[derive(Debug)]
struct Openings(Vec<u128>);

/// The terms that a text contains.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Held {
    /// One bit per term of the question.
    terms: u64,
    /// One bit per term with a related word in the text.
    near: u64,
    /// True if the text has any words.
    pub(crate) has_words: bool,
}

impl<'a> TermIndex<'a> {
    pub(crate) fn new(question: &'a Question) -> Self {
        let places: HashMap<&str, usize> = question.terms.iter().map(|term| term.stem.as_str()).zip(0..).collect();
        let mut beginnings: Vec<&str> = places.keys().copied().collect();
        beginnings.extend(places.keys().flat_map(|stem| words::irregular_forms(stem)));
        if places.keys().any(|stem| is_year(stem)) {
            beginnings.extend(words::FISCAL);
        }
        let mut openings = Openings::of(beginnings.into_iter());
        let near = near(question, |word| {
            openings.include(word) && words::stem(word).is_some_and(|stem| places.contains_key(stem.as_str()))
        });
        openings.add(near.keys().copied());
        let unstemmed = places.iter().filter(|(stem, _)| inflected::is_unstemmed(stem)).map(|(stem, at)| (*stem, *at));
        let names = (0..).zip(&question.terms).filter(|(_, term)| term.is_name);
        let names = names.fold(0, |names, (place, _)| names | term_bit(place));
        Self { unstemmed: unstemmed.collect(), places, near, openings, names, known: RefCell::default() }
    }

    /// The terms in a text.
    pub(crate) fn held_by(&self, text: &str) -> Held {
        self.held_in(segments(text).flat_map(words::parts))
    }

    /// The terms among these words.
    pub(crate) fn held_in<'b>(&self, words: impl Iterator<Item = &'b str>) -> Held {
        let mut held = Held::default();
        for word in words {
            held.has_words = true;
            if self.openings.include(word) {
                held.add(self.of_word(word));
            }
        }
        held
    }

    /// The terms that a word is.
    fn of_word(&self, word: &str) -> Held {
        if let Some(known) = self.known.borrow().get(word) {
            return *known;
        }
        let mut held = Held::default();
        if let Some(stem) = words::stem(word) {
            match self.places.get(stem.as_str()) {
                Some(place) => held.terms = term_bit(*place),
                None if inflected::is_unstemmed(&stem) => held.terms = self.forms_of(&stem),
                None => held.near = self.near_to(word),
            }
        }
        self.known.borrow_mut().insert(word.to_owned(), held);
        held
    }

    /// The names and numbers of the question in the name of a file: words may be joined by underscores, or written as one. Other
    /// words of file names (`report`, `plan`) say nothing about a passage.
    pub(crate) fn held_by_name(&self, name: &str) -> Held {
        let spaced: String = name.chars().map(|letter| if "_-.".contains(letter) { ' ' } else { letter }).collect();
        let mut held = self.held_by(&spaced);
        held.near = 0;
        let joined = spaced.to_lowercase();
        for (stem, place) in &self.places {
            let is_part = stem.chars().count() >= LEAST_IN_NAME && joined.contains(stem);
            held.terms |= if is_part { term_bit(*place) } else { 0 };
        }
        held.terms &= self.names;
        held
    }

    /// The terms of which a word in a script without a stemmer is another form, as a bit set.
    fn forms_of(&self, word: &str) -> u64 {
        let forms = self.unstemmed.iter().filter(|(term, _)| inflected::are_forms(term, word));
        forms.fold(0, |found, (_, place)| found | term_bit(*place))
    }

    /// The terms that a word is related to, as a bit set.
    fn near_to(&self, word: &str) -> u64 {
        let found = if word.bytes().any(|byte| byte.is_ascii_uppercase()) {
            self.near.get(word.to_ascii_lowercase().as_str())
        } else {
            self.near.get(word)
        };
        found.copied().unwrap_or_default()
    }
}

impl Openings {
    fn of<'a>(stems: impl Iterator<Item = &'a str>) -> Self {
        let mut openings = Self(vec![0; usize::from(u8::MAX) + 1]);
        openings.add(stems);
        openings
    }

    fn add<'a>(&mut self, stems: impl Iterator<Item = &'a str>) {
        for stem in stems {
            let mut bytes = stem.bytes();
            let first = bytes.next().unwrap_or_default();
            if let Some(seconds) = self.0.get_mut(usize::from(first)) {
                *seconds |= bytes.next().map_or(u128::MAX, bit);
            }
        }
    }

    /// Returns whether a word may have one of the stems. It has false positives but no false negatives.
    fn include(&self, word: &str) -> bool {
        let mut bytes = word.bytes().map(|byte| byte.to_ascii_lowercase());
        let first = bytes.next().unwrap_or_default();
        let seconds = self.0.get(usize::from(first)).copied().unwrap_or_default();
        !first.is_ascii() || bytes.next().map_or(seconds, |second| seconds & bit(second)) != 0
    }
}

impl Held {
    /// Returns whether the text contains the term with this index.
    pub(crate) fn contains(&self, place: usize) -> bool {
        self.terms & term_bit(place) != 0
    }

    /// Returns whether the text contains a word related to the term with this index.
    pub(crate) fn comes_near(&self, place: usize) -> bool {
        self.near & term_bit(place) != 0
    }

    /// The terms that both texts have.
    pub(crate) const fn shared_with(self, other: Self) -> Self {
        Self { terms: self.terms & other.terms, near: 0, has_words: self.has_words }
    }

    /// The terms that the other text lacks.
    pub(crate) const fn without(self, other: Self) -> Self {
        Self { terms: self.terms & !other.terms, near: self.near & !other.terms, has_words: self.has_words }
    }

    /// Returns whether the text contains a term.
    pub(crate) const fn has_terms(self) -> bool {
        self.terms != 0
    }

    /// Returns whether the text contains all terms of the other.
    pub(crate) const fn has_all_of(self, other: Self) -> bool {
        other.terms & !self.terms == 0
    }

    /// The terms themselves, without those that only have a related word.
    pub(crate) const fn literal(self) -> Self {
        Self { near: 0, ..self }
    }

    /// Adds the terms of another text.
    pub(crate) fn add(&mut self, other: Self) {
        self.has_words |= other.has_words;
        self.terms |= other.terms;
        self.near |= other.near;
    }
}

/// Words related to each term, without those that are terms themselves. Names and asides have none.
fn near(question: &Question, is_term: impl Fn(&str) -> bool) -> HashMap<&'static str, u64> {
    let mut near: HashMap<&'static str, u64> = HashMap::new();
    for (place, term) in (0..).zip(&question.terms).filter(|(_, term)| !term.is_name && !term.is_aside) {
        for word in neighbours::near(&term.surface.to_lowercase()).iter().filter(|word| !is_term(word)) {
            *near.entry(word).or_default() |= term_bit(place);
        }
    }
    near
}

const _: () = assert!(MOST_TERMS <= u64::BITS as usize, "each term of a question has a bit");

fn term_bit(place: usize) -> u64 {
    u32::try_from(place).ok().and_then(|place| 1_u64.checked_shl(place)).unwrap_or_default()
}

/// The bit of a second character. All bits for a comma, which stems lack, and for other characters that are not ASCII.
fn bit(byte: u8) -> u128 {
    match byte {
        b'y' => bit(b'i'),
        b',' => u128::MAX,
        _ => 1_u128.checked_shl(byte.into()).unwrap_or(u128::MAX),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_word_is_overlooked(
            question in "[a-z]{1,4}(y|ies|ying|ing|ed|es|s|'s|ly|ational)?",
            text in "([a-zA-Z]{1,3}(y|ies|ying|ing|ed|es|s|'s|\u{2019}s|ly|e|ie)? |[a-z,.']{1,4} |1,?2(kV|s)? |\u{e9}[a-z] ){0,12}",
        ) {
            let question = Question::new(&question);
            let index = TermIndex::new(&question);
            let held = index.held_by(&text);
            for (place, term) in question.terms.iter().enumerate() {
                prop_assert_eq!(held.contains(place), words::words(&text).any(|word| word.stem == term.stem));
            }
        }
    }

    #[test]
    fn irregular_forms_are_found() {
        for (asked, written) in [
            ("pay", "paid"),
            ("hold", "held"),
            ("took", "take"),
            ("die", "dying"),
            ("lies", "lying"),
            ("sky", "skies"),
            ("tie", "tying"),
            ("1247", "1,247"),
            ("FY22", "in 2022"),
            ("2022", "FY22"),
        ] {
            let question = Question::new(asked);
            assert!(TermIndex::new(&question).held_by(written).contains(0), "{asked}");
        }
    }

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
        assert_eq!(held("Energies of 220 kilovolts"), [place("220"), place("kV"), place("energy")]);
        assert_eq!(held("ÉLECTRICITÉ"), [place("Électricité")]);
        assert!(held("Nothing of it").is_empty());
    }

    #[test]
    fn names_of_files_are_split() {
        let question = Question::new("How did Northwind Blizzard's losses in FY2019 change since 2018?");
        let index = TermIndex::new(&question);
        let held = index.held_by_name("NORTHWINDBLIZZARD_2019-LOSSES_10K.pdf");
        let held = (0..question.terms.len()).filter(|place| held.contains(*place));
        let held: Vec<&str> = held.map(|place| question.terms[place].surface.as_str()).collect();
        assert_eq!(held, ["Northwind", "Blizzard's", "2019"]);
    }

    #[test]
    fn forms_without_stemmer_are_found() {
        let question = Question::new("באיזה חודש נסגרה תחנת הכוח בחיפה?");
        let held = TermIndex::new(&question).held_by("תחנת הכוח בחיפה נסגרה בחודש מרץ");
        let lacking = (0..question.terms.len()).filter(|place| !held.contains(*place));
        let lacking: Vec<&str> = lacking.map(|place| question.terms[place].surface.as_str()).collect();
        assert_eq!(lacking, ["באיזה"]);
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
        held.add(index.held_by("values and missions"));
        assert!((0..3).all(|place| held.contains(place)) && held.terms.count_ones() == 3);
    }
}
