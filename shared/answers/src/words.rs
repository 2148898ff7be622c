//! Words as questions and sentences are compared by: lower case, stemmed, numbers and units apart.

use rust_stemmers::{Algorithm, Stemmer};
use std::{cell::RefCell, collections::HashMap, rc::Rc, sync::LazyLock};
use unicode_segmentation::UnicodeSegmentation;

/// How many stems a thread remembers: pages repeat a few thousand words, and computing a stem costs more than the rest.
const REMEMBERED: usize = 20_000;
/// The longest word that is remembered, in bytes.
const LONGEST: usize = 40;

static STEMMER: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::create(Algorithm::English));

thread_local! {
    static STEMS: RefCell<HashMap<String, Rc<str>>> = RefCell::default();
}

/// A word where it stands.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Word<'a> {
    /// As it is written.
    pub(crate) surface: &'a str,
    /// As it is compared.
    pub(crate) stem: Rc<str>,
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
                found.push(Word { surface: part, stem: stem(plain) });
            }
        }
    }
    found
}

fn stem(word: &str) -> Rc<str> {
    STEMS.with_borrow_mut(|stems| {
        if let Some(stem) = stems.get(word) {
            return Rc::clone(stem);
        }
        let stem = Rc::from(STEMMER.stem(word));
        if word.len() <= LONGEST {
            if stems.len() >= REMEMBERED {
                stems.clear();
            }
            stems.insert(word.to_owned(), Rc::clone(&stem));
        }
        stem
    })
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
        words(text).into_iter().map(|word| word.stem.to_string()).collect()
    }

    #[test]
    fn a_remembered_stem_is_the_one_that_was_computed() {
        assert_eq!(stems("Substations, substations"), ["substat", "substat"]);
        let long = "a".repeat(LONGEST + 1);
        assert_eq!(stems(&long), [long]);
    }

    #[test]
    fn more_words_than_are_remembered_still_have_their_own_stems() {
        let many: Vec<String> = (0..=REMEMBERED).map(|number| format!("w{number}")).collect();
        assert_eq!(stems(&many.join(" ")), many);
        assert_eq!(stems("w0"), ["w0"]);
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
