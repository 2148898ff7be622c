//! Terms of words in scripts of which the stemmer of English knows nothing, beside the plain ones.
//!
//! A plain term matches exactly the same letters. These match in other forms of a word too:
//!
//! | written | added |
//! |---|---|
//! | трансформаторов (an ending) | трансформатор |
//! | הַתַּקְצִיב (points that are mostly left out) | התקציב |
//! | หม้อแปลง (no spaces between words) | หม, มอ, อแ, แป, ปล, ลง |

use super::{
    ideographs,
    inflections::{self, is_inflected},
    marks::{self, is_optional},
    terms,
};
use unicode_normalization::UnicodeNormalization;

/// The added terms of a text, as often as they occur; none for text in Latin letters.
pub(super) fn of(text: &str) -> Vec<String> {
    if text.is_ascii() || !text.chars().any(has_forms) {
        return Vec::new();
    }
    let text: String = marks::without(text).nfkc().collect();
    let words = text.split(|character: char| !character.is_alphanumeric() && !is_optional(character));
    words.filter(|word| word.chars().any(has_forms)).flat_map(of_word).collect()
}

fn of_word(word: &str) -> Vec<String> {
    let Some(term) = terms::of_word(&without_marks(word)) else { return Vec::new() };
    if term.chars().any(is_unspaced) {
        return ideographs::in_pairs(term, is_unspaced);
    }
    // the stemmer of Tamil closes some stems with a virama
    vec![without_marks(&inflections::stem(term))]
}

fn without_marks(word: &str) -> String {
    word.chars().filter(|character| !is_optional(*character)).collect()
}

fn has_forms(character: char) -> bool {
    is_inflected(character) || is_unspaced(character) || is_optional(character)
}

/// Returns whether a character is of a script without spaces between words (Thai, Lao, Myanmar, Khmer) or of a syllabary whose
/// words take endings and prefixes (Ethiopic).
const fn is_unspaced(character: char) -> bool {
    matches!(character,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1200}'..='\u{139f}' | '\u{1780}'..='\u{17ff}'
        | '\u{2d80}'..='\u{2ddf}' | '\u{ab00}'..='\u{ab2f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn latin_text_has_no_forms() {
        for text in ["", "transformers", "re\u{301}seau élan ﬁne", "30 m³ of CO₂", "é"] {
            assert_eq!(of(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn pairs_of_earlier_scripts_stay() {
        for text in ["임대차계약이", "年間売上高", "データ"] {
            assert_eq!(of(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn unspaced_scripts_are_paired() {
        assert_eq!(of("หม้อแปลง"), ["หม", "มอ", "อแ", "แป", "ปล", "ลง"]);
        assert_eq!(of("ኤሌክትሪክ 30"), ["ኤሌ", "ሌክ", "ክት", "ትሪ", "ሪክ"]);
    }

    #[test]
    fn pointed_words_are_whole() {
        assert_eq!(of("הַתַּקְצִיב שנאי"), ["התקציב"]);
        assert_eq!(of("शक्ति"), ["शकति"]);
        assert_eq!(of("مُحَوِّل"), of("محــول"));
    }

    #[test]
    fn stems_have_no_marks() {
        assert_eq!(of("\u{b82}\u{1f00}\u{610}\u{37b}\u{bc7}"), ["\u{b82}\u{1f00}\u{610}\u{37b}"]);
    }

    #[test]
    fn endings_are_dropped() {
        assert_eq!(of("Трансформаторов"), of("трансформаторы"));
        assert_eq!(of("συστήματος"), of("συστήματα"));
        assert_eq!(of("التلال"), of("تلال"));
    }

    proptest::proptest! {
        #[test]
        fn any_word_has_forms(
            text in "[\u{370}-\u{3ff}\u{1f00}-\u{1fff}\u{400}-\u{52f}\u{591}-\u{6ff}\u{b80}-\u{bff}\u{e00}-\u{e5b} ]{0,30}"
        ) {
            for term in of(&text) {
                proptest::prop_assert!(!term.contains(' ') && !term.chars().any(is_optional), "{:?}", term);
            }
        }
    }
}
