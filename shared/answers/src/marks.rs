//! Superscripts and subscripts in words and figures.

use sisuiq_superscript::{has_exponent, is_subscript, is_superscript};
use unicode_segmentation::UnicodeSegmentation;

/// Returns whether a text has a superscript or subscript.
pub(crate) fn are_in(text: &str) -> bool {
    text.contains(|letter| is_superscript(letter) || is_subscript(letter))
}

/// The words of a text. Footnote marks and exponents of numbers are left out: `320¹` is 320, and `10⁶` is no 106.
pub(crate) fn words(text: &str) -> Vec<&str> {
    let is_mark = |letter: char| is_superscript(letter) || is_subscript(letter);
    let mut words = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let start = rest.find(is_mark).unwrap_or(rest.len());
        let (plain, marked) = rest.split_at(start);
        let length = marked.find(|letter| !is_mark(letter)).unwrap_or(marked.len());
        let (mark, after) = marked.split_at(length);
        words.extend(plain.unicode_words());
        if let Some(word) = words.pop() {
            let whole = rest.get(plain.len().saturating_sub(word.len())..plain.len() + mark.len());
            let belongs = plain.ends_with(word) && (mark.contains(is_subscript) || has_exponent(word));
            words.push(whole.filter(|_| belongs).unwrap_or(word));
        }
        rest = after;
    }
    words
}

/// A word with digits for its superscripts and subscripts.
pub(crate) fn plain(word: &str) -> String {
    let digit = |letter: char| match letter {
        '¹' => '1',
        '²' => '2',
        '³' => '3',
        '\u{2070}' | '\u{2074}'..='\u{2079}' | '\u{2080}'..='\u{2089}' => {
            char::from_digit(u32::from(letter) & 0xF, 10).unwrap_or(letter)
        }
        _ => letter,
    };
    word.chars().map(digit).collect()
}

/// A figure without its footnote mark. `None` for a power, whose value is another one.
pub(crate) fn without(figure: &str) -> Option<&str> {
    let is_of_mark = |letter: char| is_superscript(letter) || ", ".contains(letter);
    let bare = figure.trim_end_matches(is_of_mark);
    let is_power = bare.len() < figure.len() && bare.trim() == "10";
    (!is_power).then_some(bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn footnote_marks_are_no_words() {
        assert_eq!(words("320¹"), ["320"]);
        assert_eq!(words("fee⁽¹⁾"), ["fee"]);
        assert_eq!(words("10⁶"), ["10"]);
        assert_eq!(words("¹Excluding"), ["Excluding"]);
    }

    #[test]
    fn figures_of_units_and_formulas_belong() {
        assert_eq!(words("9.81m/s²"), ["9.81m", "s²"]);
        assert_eq!(words("(CO₂)"), ["CO₂"]);
        assert_eq!(plain("m³ CO₂ x⁰⁹"), "m3 CO2 x09");
    }

    #[test]
    fn figures_are_read_without_marks() {
        assert_eq!([without("320¹"), without("48¹,²"), without("1,250")], [Some("320"), Some("48"), Some("1,250")]);
        assert_eq!(without("10⁶"), None);
    }
}
