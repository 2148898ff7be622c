//! Words of charts in the language of the request.

use sisuiq_model::{Language, Text};

/// The maximum length of a name in a sentence, in Unicode scalar values.
const LONGEST: usize = 80;

/// The text of the language.
pub(crate) fn say(language: Language, korean: impl Into<String>, english: impl Into<String>) -> String {
    let text = Text::new(korean, english);
    match language {
        Language::Korean => text.korean,
        Language::English => text.english,
    }
}

/// A name of the table or of the user as a part of a sentence: on one line, shortened.
pub(crate) fn plain(name: &str) -> String {
    shortened(name, LONGEST)
}

/// A text on one line with a maximum length.
pub(crate) fn shortened(text: &str, longest: usize) -> String {
    let is_break = |letter: char| letter.is_control() || "\u{2028}\u{2029}".contains(letter);
    let mut shown: String =
        text.chars().take(longest).map(|letter| if is_break(letter) { ' ' } else { letter }).collect();
    if text.chars().nth(longest).is_some() {
        shown.push('…');
    }
    shown
}

/// A count with separators between thousands.
pub(crate) fn count(number: usize) -> String {
    let digits = number.to_string();
    let mut shown = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_on_one_line() {
        assert_eq!(plain("a\nb"), "a b");
        assert_eq!(plain(&"가".repeat(81)).chars().count(), 81);
        assert_eq!([0, 999, 1_000, 1_234_567].map(count), ["0", "999", "1,000", "1,234,567"]);
    }
}
