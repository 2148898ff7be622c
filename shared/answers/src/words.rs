//! Words as questions and sentences are compared by: lower case, stemmed, numbers and units apart.

use rust_stemmers::{Algorithm, Stemmer};
use std::sync::LazyLock;
use unicode_segmentation::UnicodeSegmentation;

static STEMMER: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::create(Algorithm::English));

/// A word where it stands.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Word<'a> {
    /// As it is written.
    pub(crate) surface: &'a str,
    /// As it is compared.
    pub(crate) stem: String,
}

/// The words of a text in order. `220kV` gives `220` and `kv`, `1,247` gives `1247`, `2019/20` gives `2019` and `20`.
pub(crate) fn words(text: &str) -> Vec<Word<'_>> {
    let mut found = Vec::new();
    for surface in text.unicode_words() {
        for part in parts(surface) {
            let plain = part.to_lowercase().replace('\u{2019}', "'").replace(',', "");
            let plain = plain.strip_suffix("'s").unwrap_or(&plain);
            if !plain.is_empty() {
                found.push(Word { surface: part, stem: STEMMER.stem(plain).into_owned() });
            }
        }
    }
    found
}

/// Cuts a word where digits meet letters.
fn parts(word: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut before: Option<char> = None;
    for (at, letter) in word.char_indices() {
        let meets = before.is_some_and(|last| {
            (last.is_ascii_digit() && letter.is_alphabetic()) || (last.is_alphabetic() && letter.is_ascii_digit())
        });
        if meets {
            parts.push(word.get(start..at).unwrap_or_default());
            start = at;
        }
        before = Some(letter);
    }
    parts.push(word.get(start..).unwrap_or_default());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stems(text: &str) -> Vec<String> {
        words(text).into_iter().map(|word| word.stem).collect()
    }

    #[test]
    fn numbers_and_units_are_apart_however_they_are_written() {
        assert_eq!(stems("220kV"), stems("220 kV"));
        assert_eq!(stems("1,247 events"), ["1247", "event"]);
        assert_eq!(stems("2019/20"), ["2019", "20"]);
    }

    #[test]
    fn possessives_and_endings_do_not_matter() {
        assert_eq!(stems("UETCL's losses"), stems("uetcl loss"));
        assert_eq!(stems("UETCL\u{2019}s losses"), stems("uetcl loss"));
    }
}
