//! Parts of a question: the names of the documents that it is about, and its subject in them.

pub mod choice;
pub mod measures;
pub mod names;
mod periods;

use crate::sparse;
use std::collections::BTreeSet;

/// The subject of a question: its text without stop words, years and quarters, and without these names (terms of words).
/// Within the named documents they say nothing about the passage that is wanted. The question itself when nothing is left.
#[must_use]
pub fn subject(question: &str, names: &BTreeSet<String>) -> String {
    let is_inner = |character: char| character.is_alphanumeric() || character == '&' || names::is_apostrophe(character);
    let mut subject = String::new();
    let mut rest = question;
    while let Some(first) = rest.chars().next() {
        let inner = is_inner(first);
        let end = rest.find(|character| is_inner(character) != inner).unwrap_or(rest.len());
        let (run, behind) = rest.split_at(end);
        if !inner || is_subject(run, names) {
            subject.push_str(run);
        }
        rest = behind;
    }
    let subject = subject.split_whitespace().collect::<Vec<_>>().join(" ");
    let subject = subject.trim_matches(|character: char| character.is_ascii_punctuation() || character == ' ');
    if subject.is_empty() { question.to_owned() } else { subject.to_owned() }
}

fn is_subject(word: &str, names: &BTreeSet<String>) -> bool {
    let word = word.split(names::is_apostrophe).find(|part| !part.is_empty()).unwrap_or_default();
    let is_named = |term: String| names.contains(&term);
    // the letters of "O&M" would be stop words
    if word.contains('&') {
        return true;
    }
    !periods::is_period(&word.to_lowercase()) && sparse::stem(word).is_some_and(|term| !is_named(term))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn subject_without(question: &str, names: &[&str]) -> String {
        subject(question, &names.iter().map(|name| (*name).to_owned()).collect())
    }

    #[test]
    fn subject_has_no_names_and_periods() {
        assert_eq!(subject_without("What were Northwind's total losses in FY2023?", &["northwind"]), "total losses");
        assert_eq!(subject_without("Total losses in Q2 of 2023", &[]), "Total losses");
    }

    #[test]
    fn subject_keeps_other_words() {
        assert_eq!(
            subject_without("How long is the 220 kV line to Kawanda?", &["northwind"]),
            "long 220 kV line Kawanda"
        );
        assert_eq!(subject_without("O&M costs (per unit)", &[]), "O&M costs (per unit");
    }

    #[test]
    fn question_of_names_stays() {
        assert_eq!(subject_without("What is Northwind?", &["northwind"]), "What is Northwind?");
        assert_eq!(subject_without("", &[]), "");
    }
}
