//! Superscripts, subscripts and combining marks in terms.

use sisuiq_superscript::{has_exponent, is_subscript, is_superscript};
use std::borrow::Cow;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The text without footnote marks and exponents of numbers, so that "320¹" and "fee¹" are 320 and fee. Exponents of
/// units and lowered figures become digits: m3 for "m³", CO2 for "CO₂".
pub(super) fn without(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || !text.contains(|letter| is_superscript(letter) || is_subscript(letter)) {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut word = 0..0;
    for letter in text.chars() {
        if is_subscript(letter) || (is_superscript(letter) && plain.get(word.clone()).is_some_and(has_exponent)) {
            plain.extend(letter.nfkc());
        } else if is_superscript(letter) {
            plain.push(' ');
            word = plain.len()..plain.len();
        } else {
            plain.push(letter);
            word = if letter.is_alphanumeric() { word.start..plain.len() } else { plain.len()..plain.len() };
        }
    }
    Cow::Owned(plain)
}

/// Returns whether a mark would part a word, or is left out by writers at will: tones, viramas, and the points of Hebrew and
/// Arabic.
pub(super) fn is_optional(letter: char) -> bool {
    let is_point = matches!(letter,
        '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}' | '\u{5c2}' | '\u{5c4}' | '\u{5c5}' | '\u{5c7}'
        | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}');
    is_point || (is_combining_mark(letter) && !letter.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_and_tones_are_optional() {
        let plain = |text: &str| text.chars().filter(|letter| !is_optional(*letter)).collect::<String>();
        assert_eq!(plain("שָׁלוֹם"), "שלום");
        assert_eq!(plain("مُحَوِّل محــول"), "محول محول");
        assert_eq!(plain("น้ำ"), "นำ");
        assert_eq!(plain("शक्ति"), "शकति");
        assert_eq!(plain("réseau й"), "réseau й", "composed letters have no marks");
    }

    #[test]
    fn footnote_marks_are_no_part() {
        assert_eq!(without("UGX 320¹ for 2019¹² in force⁽³⁾, 48¹,²"), "UGX 320  for 2019   in force   , 48 , ");
    }

    #[test]
    fn exponents_of_units_become_digits() {
        assert_eq!(without("3.5 x 10⁶ m³ of CO₂"), "3.5 x 10  m3 of CO2");
    }

    #[test]
    fn other_text_is_unchanged() {
        assert_eq!(without("élan 5 % 中文 ½"), "élan 5 % 中文 ½");
    }
}
