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
            let lower = part.to_lowercase();
            let has_marks = lower.contains(['\u{2019}', ',']);
            let plain = if has_marks { lower.replace('\u{2019}', "'").replace(',', "") } else { lower };
            let plain = plain.strip_suffix("'s").unwrap_or(&plain);
            if !plain.is_empty() {
                found.push(Word { surface: part, stem: STEMMER.stem(plain).into_owned() });
            }
        }
    }
    found
}

/// Cuts a figure from its unit; other mixtures of digits and letters are names and stay whole.
fn parts(word: &str) -> Vec<&str> {
    let figure = word.trim_end_matches(char::is_alphabetic);
    let is_figure = !figure.is_empty() && figure.chars().all(|letter| letter.is_ascii_digit() || ".,".contains(letter));
    match word.split_at_checked(figure.len()) {
        Some((figure, unit)) if is_figure && !unit.is_empty() => vec![figure, unit],
        _ => vec![word],
    }
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
        assert_eq!(stems("Zq12ab"), ["zq12ab"]);
    }

    #[test]
    fn possessives_and_endings_do_not_matter() {
        assert_eq!(stems("UETCL's losses"), stems("uetcl loss"));
        assert_eq!(stems("UETCL\u{2019}s losses"), stems("uetcl loss"));
    }
}
