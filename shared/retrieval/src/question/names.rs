//! Names of documents: the words of their file names, and the words of a question that may be such a name.

use super::periods;
use crate::sparse;
use std::collections::BTreeSet;

/// The most words of a question that are written as one in a file name.
const LONGEST: usize = 3;
/// The longest ending of a file name.
const LONGEST_EXTENSION: usize = 4;

/// Words of a question that may name a document.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Candidate {
    /// The term by which the name is compared, of the words written as one.
    pub term: String,
    /// The terms of each word.
    pub words: BTreeSet<String>,
}

/// The terms of a document's name: its words, their parts where case or digits change, and its years and quarters.
#[must_use]
pub fn of_document(name: &str) -> BTreeSet<String> {
    let name = match name.rsplit_once('.') {
        Some((before, extension)) if extension.len() <= LONGEST_EXTENSION => before,
        _ => name,
    };
    let mut terms = BTreeSet::new();
    for word in name.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty()) {
        terms.extend(term(word));
        let parts = parts(word);
        if parts.len() > 1 {
            terms.extend(parts.iter().filter(|part| part.chars().nth(1).is_some()).filter_map(|part| term(part)));
        }
    }
    terms.extend(periods::of(name));
    // page counts, days and numbers of copies name nothing
    terms.retain(|term| term.len() == 4 || !is_number(term));
    terms
}

/// The words of a question, alone and written together with those behind them, and its years and quarters.
#[must_use]
pub fn of_question(question: &str) -> Vec<Candidate> {
    let words: Vec<&str> = words(question).collect();
    let mut candidates = Vec::new();
    for start in 0..words.len() {
        for length in 1..=LONGEST {
            let Some(together) = words.get(start..start + length) else { break };
            let joined = together.concat();
            if let Some(term) = term(&joined).filter(|term| length == 1 || term.chars().nth(2).is_some()) {
                candidates
                    .push(Candidate { term, words: together.iter().filter_map(|word| self::term(word)).collect() });
            }
        }
    }
    let periods = periods::of(question).into_iter();
    candidates.extend(periods.map(|term| Candidate { words: BTreeSet::from([term.clone()]), term }));
    let mut seen = BTreeSet::new();
    candidates.retain(|candidate| seen.insert(candidate.term.clone()));
    candidates
}

/// The words of a text without what follows an apostrophe.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|character: char| !character.is_alphanumeric() && !is_apostrophe(character));
    words.filter_map(|word| word.split(is_apostrophe).find(|part| !part.is_empty()))
}

pub(super) const fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '\u{2019}')
}

pub(super) fn is_number(term: &str) -> bool {
    term.bytes().all(|byte| byte.is_ascii_digit())
}

fn term(word: &str) -> Option<String> {
    sparse::stem(word)
}

/// The parts of a word: runs of digits and of letters, cut before a capital that starts a word.
fn parts(word: &str) -> Vec<String> {
    let characters: Vec<char> = word.chars().collect();
    let mut parts: Vec<String> = Vec::new();
    for (place, character) in characters.iter().enumerate() {
        let before = place.checked_sub(1).and_then(|before| characters.get(before));
        let cuts = before.is_none_or(|before| is_cut(*before, *character, characters.get(place + 1)));
        match parts.last_mut() {
            Some(part) if !cuts => part.push(*character),
            _ => parts.push(character.to_string()),
        }
    }
    parts
}

fn is_cut(before: char, character: char, after: Option<&char>) -> bool {
    let starts = character.is_uppercase() && (before.is_lowercase() || after.is_some_and(|after| after.is_lowercase()));
    before.is_ascii_digit() != character.is_ascii_digit() || (before.is_alphabetic() && starts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matched(question: &str, name: &str) -> Vec<String> {
        let names = of_document(name);
        of_question(question).into_iter().map(|candidate| candidate.term).filter(|term| names.contains(term)).collect()
    }

    #[test]
    fn file_names_are_cut_into_words() {
        assert_eq!(parts("GridCode2021v2"), ["Grid", "Code", "2021", "v", "2"]);
        assert_eq!(parts("UETCLPlan"), ["UETCL", "Plan"]);
        let names = of_document("NORTHWIND_2023Q4_GridCode-12.pdf");
        assert!(["northwind", "2023", "q4", "grid", "code"].iter().all(|term| names.contains(*term)), "{names:?}");
        assert!(!names.contains("12") && !names.contains("pdf"));
    }

    #[test]
    fn names_written_together_are_found() {
        assert_eq!(matched("What did North Wind's board decide?", "NORTHWIND_minutes.pdf"), ["northwind"]);
        assert!(matched("the N 1 criterion", "grid-code.pdf").is_empty());
        assert_eq!(matched("the 10-K of Acme", "ACME_2020_10K.pdf"), ["10k", "acm"]);
    }

    #[test]
    fn periods_match_in_any_spelling() {
        assert_eq!(matched("losses in FY22", "losses-2022.pdf"), ["loss", "2022"]);
        assert_eq!(matched("revenue in Q2 of 2023", "Acme_2023Q2.pdf"), ["q2", "2023"]);
        assert!(matched("losses in FY21", "plan-2022.pdf").is_empty());
    }

    #[test]
    fn stop_words_name_nothing() {
        assert!(matched("What is it about?", "what-is-it.pdf").iter().all(|term| term != "is"));
    }
}
