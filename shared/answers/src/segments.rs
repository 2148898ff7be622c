//! Finds word boundaries by the Unicode rules (UAX #29), with a fast path for ASCII text.

use crate::marks;
use unicode_segmentation::{UnicodeSegmentation, UnicodeWords};

/// The words of a text, equal to [`UnicodeSegmentation::unicode_words`] but for footnote marks, which are no words, and
/// for the small figures of units and formulas, which belong to their word: `m³`, `CO₂`.
pub(crate) fn segments(text: &str) -> impl Iterator<Item = &str> {
    text.split_ascii_whitespace().flat_map(|piece| {
        if piece.is_ascii() {
            Segments::Ascii(piece)
        } else if marks::are_in(piece) {
            Segments::Marked(marks::words(piece).into_iter())
        } else {
            Segments::Unicode(piece.unicode_words())
        }
    })
}

enum Segments<'a> {
    /// The rest of the piece.
    Ascii(&'a str),
    Unicode(UnicodeWords<'a>),
    Marked(std::vec::IntoIter<&'a str>),
}

impl<'a> Iterator for Segments<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        match self {
            Self::Unicode(words) => words.next(),
            Self::Marked(words) => words.next(),
            Self::Ascii(rest) => loop {
                let begun = rest.get(rest.bytes().position(is_of_a_word)?..)?;
                let (word, after) = begun.split_at_checked(length(begun.as_bytes()))?;
                *rest = after;
                if word.bytes().any(|byte| byte.is_ascii_alphanumeric()) {
                    return Some(word);
                }
            },
        }
    }
}

/// The length of the word at the start of `bytes`.
fn length(bytes: &[u8]) -> usize {
    let mut end = 1;
    while let [before, next, after @ ..] = bytes.get(end - 1..).unwrap_or_default() {
        if is_of_a_word(*next) {
            end += 1;
        } else if after.first().is_some_and(|after| joins(*before, *next, *after)) {
            end += 2;
        } else {
            break;
        }
    }
    end
}

/// Returns whether a byte belongs to a word: letters, digits and the underscore.
fn is_of_a_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// Returns whether a punctuation mark joins two parts of a word: a full stop, colon or apostrophe between letters; a
/// full stop, comma, semicolon or apostrophe between digits.
fn joins(before: u8, mark: u8, after: u8) -> bool {
    let (letters, digits) = (u8::is_ascii_alphabetic, u8::is_ascii_digit);
    (letters(&before) && letters(&after) && b".:'".contains(&mark))
        || (digits(&before) && digits(&after) && b".,;'".contains(&mark))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn marks_within_words_and_numbers_stay() {
        let found: Vec<&str> = segments("U.S. didn't pay 3,000.5 (e.g. a:b); _ x_1 1;2 2019/20 220kV").collect();
        assert_eq!(found, ["U.S", "didn't", "pay", "3,000.5", "e.g", "a:b", "x_1", "1;2", "2019", "20", "220kV"]);
    }

    proptest! {
        #[test]
        fn plain_text_has_the_words_that_unicode_gives_it(text in "[ -~\\t\\n]{0,40}") {
            prop_assert_eq!(segments(&text).collect::<Vec<_>>(), text.unicode_words().collect::<Vec<_>>());
        }

        #[test]
        fn so_has_mixed_text(text in "[a-z0-9_.,;:'\u{2019}\u{e9}\u{301}\u{a0}\u{202f}\u{4e2d}\u{5d0} \\n-]{0,40}") {
            prop_assert_eq!(segments(&text).collect::<Vec<_>>(), text.unicode_words().collect::<Vec<_>>());
        }
    }
}
