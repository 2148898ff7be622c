//! Figures and words of a key, the expected answer of a question.

use rust_decimal::{Decimal, RoundingStrategy};
use std::collections::BTreeSet;

/// Words of the form of an answer, which no statement must repeat.
const FORM_WORDS: [&str; 45] = [
    "a",
    "an",
    "and",
    "are",
    "as",
    "at",
    "be",
    "by",
    "did",
    "do",
    "does",
    "for",
    "from",
    "had",
    "has",
    "have",
    "he",
    "in",
    "is",
    "it",
    "its",
    "no",
    "none",
    "not",
    "of",
    "on",
    "or",
    "other",
    "she",
    "that",
    "the",
    "their",
    "there",
    "these",
    "they",
    "this",
    "to",
    "was",
    "were",
    "which",
    "will",
    "with",
    "yes",
    "approximately",
    "about",
];
/// Factors between a figure and the same figure in thousands, millions, billions or, as a share, in percent.
const SCALES: [i64; 4] = [1_000, 1_000_000, 1_000_000_000, 100];
/// The fewest letters of a word that is compared by its beginning.
const LEAST_COMPARED: usize = 4;

/// A number as it is written.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) struct Number {
    /// The value without its sign, which a word may say ("a loss of").
    value: Decimal,
    /// The number of its decimals.
    decimals: u32,
}

impl Number {
    /// Returns whether another number says the same: equal when rounded to the decimals of this one, alone or with one of the
    /// two in thousands, millions, billions or percent.
    pub(super) fn is_said_by(self, other: Self) -> bool {
        // what is rounded to nothing is not nothing
        let equals = |value: Decimal| {
            value.is_zero() == self.value.is_zero()
                && value.round_dp_with_strategy(self.decimals, RoundingStrategy::MidpointAwayFromZero) == self.value
        };
        let scaled = |scale: i64| {
            let scale = Decimal::from(scale);
            let larger = other.value.checked_mul(scale);
            let smaller = other.value.checked_div(scale);
            larger.is_some_and(equals) || smaller.is_some_and(equals)
        };
        equals(other.value) || SCALES.into_iter().any(scaled)
    }
}

/// The numbers of a text. Digits that follow a letter belong to a name (`GPT4`) and are none.
pub(super) fn numbers(text: &str) -> Vec<Number> {
    let mut found = Vec::new();
    let mut before = ' ';
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if first.is_ascii_digit() && !before.is_alphanumeric() {
            let (number, behind) = written(rest);
            found.extend(parse(number));
            before = '0';
            rest = behind;
        } else {
            before = first;
            rest = rest.get(first.len_utf8()..).unwrap_or_default();
        }
    }
    found
}

/// The number at the start of a text, and what follows.
fn written(text: &str) -> (&str, &str) {
    let bytes = text.as_bytes();
    let is_digit = |place: usize| bytes.get(place).is_some_and(u8::is_ascii_digit);
    let mut end = 0;
    while is_digit(end) || (matches!(bytes.get(end), Some(b',' | b'.')) && is_digit(end + 1)) {
        end += 1;
    }
    text.split_at_checked(end).unwrap_or((text, ""))
}

fn parse(number: &str) -> Option<Number> {
    let plain = number.replace(',', "");
    // "5466.00" claims no more than "5466"
    let decimals = plain.split_once('.').map_or(0, |(_, decimals)| decimals.trim_end_matches('0').len());
    Some(Number { value: plain.parse().ok()?, decimals: u32::try_from(decimals).ok()? })
}

/// The different words of a text, in lower case, without those of form and numbers.
pub(super) fn words(text: &str) -> BTreeSet<String> {
    let words = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let words = words.map(str::to_lowercase).filter(|word| !FORM_WORDS.contains(&word.as_str()));
    words.filter(|word| !word.bytes().all(|byte| byte.is_ascii_digit())).collect()
}

/// Returns whether one of the words is this one, or another form of it: they begin alike but for an ending of at most three
/// letters.
pub(super) fn have(words: &BTreeSet<String>, wanted: &str) -> bool {
    words.contains(wanted) || words.iter().any(|word| begin_alike(word, wanted))
}

fn begin_alike(left: &str, right: &str) -> bool {
    let shared = left.chars().zip(right.chars()).take_while(|(left, right)| left == right).count();
    let longer = left.chars().count().max(right.chars().count());
    shared >= LEAST_COMPARED && longer - shared <= 3
}

#[cfg(test)]
mod tests {
    use super::*;

    fn says(key: &str, statement: &str) -> bool {
        numbers(statement).iter().any(|number| numbers(key)[0].is_said_by(*number))
    }

    #[test]
    fn other_figures_say_something_else() {
        for (key, statement) in
            [("3.46", "3.5"), ("0", "0.4 million"), ("18078", "18,079"), ("5", "GPT5"), ("2", "0.0000014")]
        {
            assert!(!says(key, statement), "{key} is not {statement}");
        }
    }

    #[test]
    fn figures_are_compared_by_value() {
        for (key, statement) in [
            ("18078", "common equity: 18,078 (2021)"),
            ("93.86", "93.8561 days"),
            ("1358000", "1,358 thousand"),
            ("$1.58 billion", "1,577 million"),
            ("-3.65%", "(0.0365)"),
            ("5.03%", "0.05031"),
            ("$5466.00", "5,466.31 million"),
        ] {
            assert!(says(key, statement), "{key} is {statement}");
        }
    }

    #[test]
    fn forms_of_a_word_are_the_same() {
        let said = words("The operations of regulated utilities.");
        assert!(have(&said, "operation") && have(&said, "utility") && !have(&said, "regime") && !have(&said, "the"));
    }
}
