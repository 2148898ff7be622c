//! Corrects a question with the help of the passages: fixes misspelt words and expands abbreviations.

use crate::{
    coordinated, neighbours,
    question::{Question, Term},
    words::{self, surfaces},
};
use sisuiq_model::Passage;
use std::{
    collections::{HashMap, HashSet},
    ops::RangeInclusive,
};

/// The shortest word that is corrected. Shorter words have too many similar words.
const SHORTEST_MISSPELT: usize = 5;
/// The length from which a word may have two typing errors.
const LONG: usize = 9;
/// The number of letters of an abbreviation.
const LETTERS: RangeInclusive<usize> = 3..=8;
/// The most skipped words in an expanded abbreviation.
const MOST_LEFT_OUT: usize = 3;
/// Words that abbreviations skip.
const LEFT_OUT: [&str; 9] = ["and", "of", "the", "for", "in", "on", "to", "a", "&"];
/// The length up to which an unknown lower-case word counts as a typing error.
const SLIP: usize = 3;

impl Question {
    /// Corrects words that no visible passage contains: `valuse` becomes `values`, `SCADA` becomes `supervisory control
    /// and data acquisition`. Then splits a question for several things that the passages describe apart.
    #[must_use]
    pub fn mended(self, passages: &[Passage]) -> Self {
        coordinated::split(self.corrected(passages), passages)
    }

    fn corrected(mut self, passages: &[Passage]) -> Self {
        self.parts = self.parts.into_iter().map(|part| part.corrected(passages)).collect();
        if !self.terms.iter().any(|term| term.is_unknown) {
            return self;
        }
        let texts = || passages.iter().map(|passage| passage.text.as_str());
        let is_plain = |word: &&str| word.bytes().all(|byte| byte.is_ascii_alphabetic());
        let vocabulary: HashSet<String> = texts().flat_map(surfaces).map(str::to_lowercase).collect();
        let vocabulary: Vec<&str> = vocabulary.iter().map(String::as_str).filter(is_plain).collect();
        let mut added = Vec::new();
        for term in self.terms.iter_mut().filter(|term| term.is_unknown) {
            let lower = term.surface.to_lowercase();
            if let Some(spelled) = texts().find_map(|text| spelled_out(&term.surface, text)) {
                let (first, others) = replacements(term, &spelled);
                *term = first;
                added.extend(others);
            } else if neighbours::knows(&lower) {
                // a common word is spelled correctly
            } else if let Some(meant) = meant(&lower, &vocabulary) {
                term.stem = words::stem(meant).unwrap_or_default();
                term.is_unknown = false;
            } else if lower.len() <= SLIP
                && term.surface == lower
                && lower.bytes().all(|byte| byte.is_ascii_alphabetic())
            {
                term.is_aside = true;
                term.weight *= 0.1;
            }
        }
        let room = crate::question::MOST_TERMS.saturating_sub(self.terms.len());
        self.terms.extend(added.into_iter().take(room));
        // a term that now occurs twice counts once
        let stems: Vec<String> = self.terms.iter().map(|term| term.stem.clone()).collect();
        for (place, term) in self.terms.iter_mut().enumerate() {
            if stems.iter().skip(place + 1).any(|later| *later == term.stem) {
                term.weight = 0.0;
                term.is_unknown = false;
            }
        }
        self
    }
}

/// The terms of an expanded abbreviation. They share its weight.
fn replacements(term: &Term, spelled: &[String]) -> (Term, Vec<Term>) {
    let share = |stem: String| {
        #[expect(clippy::cast_precision_loss, reason = "an abbreviation has few letters")]
        let weight = term.weight / spelled.len() as f64;
        Term { surface: term.surface.clone(), stem, is_name: false, weight, is_unknown: false, is_aside: term.is_aside }
    };
    let mut terms = spelled.iter().filter_map(|word| words::stem(word)).map(share);
    let first = terms.next().unwrap_or_else(|| term.clone());
    (first, terms.collect())
}

/// Consecutive words of a text whose first letters form the abbreviation.
fn spelled_out(abbreviation: &str, text: &str) -> Option<Vec<String>> {
    let is_one = LETTERS.contains(&abbreviation.len()) && abbreviation.bytes().all(|byte| byte.is_ascii_uppercase());
    if !is_one {
        return None;
    }
    let letters = abbreviation.to_lowercase();
    let words: Vec<String> = surfaces(text).map(str::to_lowercase).collect();
    let found = (0..words.len()).find_map(|start| {
        let end = words.len().min(start + letters.len() + MOST_LEFT_OUT);
        Some(start..start + spelling(&letters, words.get(start..end)?)?)
    });
    let spelled = words.get(found?)?.iter().filter(|word| !LEFT_OUT.contains(&word.as_str()));
    Some(spelled.cloned().collect())
}

/// The number of words that spell the abbreviation. Words in `LEFT_OUT` may be skipped.
fn spelling(letters: &str, words: &[String]) -> Option<usize> {
    let Some(letter) = letters.chars().next() else { return Some(0) };
    let (word, others) = words.split_first()?;
    let with = || word.strip_prefix(letter).and_then(|_| spelling(letters.get(letter.len_utf8()..)?, others));
    let without = || LEFT_OUT.contains(&word.as_str()).then(|| spelling(letters, others)).flatten();
    with().or_else(without).map(|length| length + 1)
}

/// The correction of a misspelt word. `None` if there is no similar word, or several equally similar ones.
fn meant<'a>(misspelt: &str, vocabulary: &[&'a str]) -> Option<&'a str> {
    if misspelt.len() < SHORTEST_MISSPELT || !misspelt.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return None;
    }
    let most = if misspelt.len() >= LONG { 2 } else { 1 };
    let mut by_stem: HashMap<String, (usize, &str)> = HashMap::new();
    for word in
        vocabulary.iter().filter(|word| word.len().abs_diff(misspelt.len()) <= most && word.len() >= SHORTEST_MISSPELT)
    {
        let slips = slips(misspelt, word);
        if slips <= most {
            let best = by_stem.entry(words::stem(word)?).or_insert((slips, word));
            *best = (*best).min((slips, word));
        }
    }
    let least = by_stem.values().map(|(slips, _)| *slips).min()?;
    let mut nearest = by_stem.values().filter(|(slips, _)| *slips == least);
    let (_, word) = nearest.next()?;
    nearest.next().is_none().then_some(*word)
}

/// The edit distance: deletions, insertions, substitutions and transpositions (Damerau, 1964; a transposed pair is not
/// edited again).
fn slips(left: &str, right: &str) -> usize {
    let (left, right) = (left.as_bytes(), right.as_bytes());
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=right.len()).collect();
    for (row, letter) in (1..).zip(left) {
        let mut next = vec![row];
        for (column, other) in (1..).zip(right) {
            let at = |line: &[usize], place: usize| line.get(place).copied().unwrap_or(usize::MAX / 2);
            let exchanged = at(&last, column - 1) + usize::from(letter != other);
            let mut fewest = exchanged.min(at(&last, column) + 1).min(at(&next, column - 1) + 1);
            let is_swapped =
                row > 1 && column > 1 && left.get(row - 2) == Some(other) && right.get(column - 2) == Some(letter);
            if is_swapped {
                fewest = fewest.min(at(&before, column - 2) + 1);
            }
            next.push(fewest);
        }
        before = std::mem::replace(&mut last, next);
    }
    last.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::tests::passage;
    use sisuiq_model::Frequencies;

    fn mended(question: &str, text: &str) -> Vec<String> {
        let known = |word: &str| Some(i64::from(text.to_lowercase().contains(&word.to_lowercase())));
        let question = Question::new(question).weigh(&Frequencies::new([].into(), 10), known);
        question.mended(&[passage(1, 1, text)]).terms.into_iter().map(|term| term.stem).collect()
    }

    #[test]
    fn slips_are_counted() {
        let counted = [
            ("values", "values", 0),
            ("valuse", "values", 1),
            ("vlues", "values", 1),
            ("valued", "values", 1),
            ("value", "voltage", 4),
        ];
        for (left, right, expected) in counted {
            assert_eq!(slips(left, right), expected, "{left} {right}");
        }
    }

    #[test]
    fn a_misspelt_word_is_read_as_the_only_one_it_can_be() {
        assert_eq!(mended("the valuse", "Our values are few."), ["valu"]);
        assert_eq!(mended("the valuse", "No word is like it."), ["valus"]);
        assert_eq!(mended("the bnads", "The bands and the binads."), ["bnad"], "two words are as near");
        assert_eq!(mended("the noise", "The nose."), ["nois"], "it is a word by itself");
    }

    #[test]
    fn an_abbreviation_is_spelled_out() {
        let text = "The supervisory control and data acquisition system is old.";
        assert_eq!(mended("the SCADA system", text), ["supervisori", "system", "control", "data", "acquisit"]);
        assert_eq!(mended("the SCADB system", text), ["scadb", "system"]);
        let long = "A".repeat(60);
        assert_eq!(mended(&long, &"a ".repeat(2_000)), [long.to_lowercase()], "and soon");
    }
}
