//! Terms of two neighbouring words: "cash flow" is about something else than "cash" and "flow" apart.

use super::{ideographs, marks, terms};

/// The sign between the words of a phrase. No other term contains it.
const BETWEEN: char = ' ';

/// The phrases of a text, as often as they occur. A phrase does not cross the end of a line, a cell, a sentence or a
/// bracket, and has neither stop words nor numbers.
pub(super) fn of(text: &str) -> Vec<String> {
    let text = marks::without(text);
    let segments = text.split(['\n', '|', ';', ':', '.', '(', ')']);
    segments.flat_map(of_segment).collect()
}

fn of_segment(segment: &str) -> Vec<String> {
    let words = segment.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut before: Option<String> = None;
    let mut phrases = Vec::new();
    for word in words {
        let term = terms::of_word(word).filter(|term| is_part(term));
        if let (Some(first), Some(second)) = (&before, &term) {
            phrases.push(format!("{first}{BETWEEN}{second}"));
        }
        before = term;
    }
    phrases
}

fn is_part(term: &str) -> bool {
    !term.chars().all(|character| character.is_ascii_digit()) && !term.chars().any(ideographs::is_paired)
}

/// The words of a phrase; `None` for any other term.
pub(super) fn words(term: &str) -> Option<(&str, &str)> {
    term.split_once(BETWEEN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_make_phrases() {
        assert_eq!(of("Total current liabilities | 4,371"), ["total current", "current liabil"]);
        assert_eq!(of("Outages of overhead lines"), ["overhead line"], "a stop word parts");
    }

    #[test]
    fn phrases_end_with_their_segment() {
        assert_eq!(of("Balance\nsheet"), Vec::<String>::new());
        assert_eq!(of("Losses. Billing (meters) tariffs; levies: fees"), Vec::<String>::new());
        assert_eq!(of("Unit 5 rotor"), Vec::<String>::new(), "a number parts");
    }

    #[test]
    fn phrases_are_told_from_words() {
        assert_eq!(words("cash flow"), Some(("cash", "flow")));
        assert_eq!(words("o&m"), None);
    }
}
