//! Normalises words for comparison: lower case, stemmed, with numbers and units separated.

use crate::{inflected, marks, segments::segments, syllables};
use rust_stemmers::{Algorithm, Stemmer};
use std::{collections::HashMap, sync::LazyLock};

static STEMMER: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::create(Algorithm::English));

/// The irregular forms of words, by the stem of their base form.
static IRREGULAR_FORMS: LazyLock<HashMap<String, Vec<&str>>> = LazyLock::new(|| {
    let mut forms: HashMap<String, Vec<&str>> = HashMap::new();
    for (form, verb) in IRREGULAR {
        forms.entry(STEMMER.stem(verb).into_owned()).or_default().push(form);
    }
    forms
});

/// Irregular verb forms, which the stemmer does not handle, and spelled-out units, each with its base form or symbol.
/// Sorted.
const IRREGULAR: [(&str, &str); 97] = [
    ("arisen", "arise"),
    ("arose", "arise"),
    ("ate", "eat"),
    ("began", "begin"),
    ("begun", "begin"),
    ("bent", "bend"),
    ("bought", "buy"),
    ("bound", "bind"),
    ("broke", "break"),
    ("broken", "break"),
    ("brought", "bring"),
    ("built", "build"),
    ("came", "come"),
    ("caught", "catch"),
    ("chose", "choose"),
    ("chosen", "choose"),
    ("dealt", "deal"),
    ("done", "do"),
    ("drawn", "draw"),
    ("drew", "draw"),
    ("driven", "drive"),
    ("drove", "drive"),
    ("fallen", "fall"),
    ("fed", "feed"),
    ("fell", "fall"),
    ("felt", "feel"),
    ("fought", "fight"),
    ("found", "find"),
    ("froze", "freeze"),
    ("frozen", "freeze"),
    ("gave", "give"),
    ("given", "give"),
    ("gone", "go"),
    ("got", "get"),
    ("grew", "grow"),
    ("grown", "grow"),
    ("heard", "hear"),
    ("held", "hold"),
    ("kept", "keep"),
    ("kilometer", "km"),
    ("kilometers", "km"),
    ("kilometre", "km"),
    ("kilometres", "km"),
    ("kilovolt", "kv"),
    ("kilovolts", "kv"),
    ("knew", "know"),
    ("known", "know"),
    ("laid", "lay"),
    ("led", "lead"),
    ("left", "leave"),
    ("lent", "lend"),
    ("lost", "lose"),
    ("made", "make"),
    ("meant", "mean"),
    ("megawatt", "mw"),
    ("megawatts", "mw"),
    ("met", "meet"),
    ("paid", "pay"),
    ("percentage", "percent"),
    ("percentages", "percent"),
    ("ran", "run"),
    ("rang", "ring"),
    ("risen", "rise"),
    ("rose", "rise"),
    ("said", "say"),
    ("sang", "sing"),
    ("saw", "see"),
    ("seen", "see"),
    ("sent", "send"),
    ("shaken", "shake"),
    ("shown", "show"),
    ("sold", "sell"),
    ("sought", "seek"),
    ("spent", "spend"),
    ("spoke", "speak"),
    ("spoken", "speak"),
    ("stole", "steal"),
    ("stolen", "steal"),
    ("stood", "stand"),
    ("struck", "strike"),
    ("swept", "sweep"),
    ("taken", "take"),
    ("taught", "teach"),
    ("thought", "think"),
    ("threw", "throw"),
    ("thrown", "throw"),
    ("told", "tell"),
    ("took", "take"),
    ("understood", "understand"),
    ("went", "go"),
    ("withdrawn", "withdraw"),
    ("withdrew", "withdraw"),
    ("won", "win"),
    ("wore", "wear"),
    ("worn", "wear"),
    ("written", "write"),
    ("wrote", "write"),
];

/// A word of a text.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Word<'a> {
    /// The word as written.
    pub(crate) surface: &'a str,
    /// The stem for comparisons.
    pub(crate) stem: String,
}

/// Splits a text into words. `220kV` gives `220` and `kv`, `1,247` gives `1247`, `2019/20` gives `2019` and `20`, `FY2023Q1` gives
/// `2023` and `q1`, `FY23` gives `2023`.
pub(crate) fn words(text: &str) -> impl Iterator<Item = Word<'_>> {
    let word = |surface| Some(Word { surface, stem: stem(surface)? });
    segments(text).flat_map(parts).filter_map(word)
}

/// The words of a text as written, split like those of [`words`], most of whose time stemming takes.
pub(crate) fn surfaces(text: &str) -> impl Iterator<Item = &str> {
    segments(text).flat_map(parts)
}

/// The numbers of a text without units, in the form of [`words`].
pub(crate) fn numbers(text: &str) -> impl Iterator<Item = String> {
    let is_number = |word: &&str| word.bytes().all(|byte| byte.is_ascii_digit() || b".,".contains(&byte));
    segments(text).flat_map(parts).filter(is_number).map(|number| number.replace(',', ""))
}

/// The stem of a word. `None` if only a possessive ending remains.
pub(crate) fn stem(word: &str) -> Option<String> {
    let lower = if marks::are_in(word) { marks::plain(word).to_lowercase() } else { word.to_lowercase() };
    let has_marks = lower.contains(['\u{2019}', ',']);
    let plain = if has_marks { lower.replace('\u{2019}', "'").replace(',', "") } else { lower };
    let plain = plain.strip_suffix("'s").unwrap_or(&plain);
    if let Some(year) = short_fiscal_year(plain) {
        return Some(year);
    }
    (!plain.is_empty()).then(|| STEMMER.stem(base(plain)).into_owned())
}

/// The base form of a lower-case irregular word.
pub(crate) fn irregular(word: &str) -> Option<&'static str> {
    IRREGULAR.iter().find(|(form, _)| *form == word).map(|(_, verb)| *verb)
}

/// The base form of an irregular word; any other word unchanged.
fn base(word: &str) -> &str {
    let found = IRREGULAR.binary_search_by_key(&word, |(form, _)| *form);
    found.ok().and_then(|place| IRREGULAR.get(place)).map_or(word, |(_, verb)| *verb)
}

/// Irregular forms of the words with this stem.
pub(crate) fn irregular_forms(stem: &str) -> &'static [&'static str] {
    IRREGULAR_FORMS.get(stem).map(Vec::as_slice).unwrap_or_default()
}

/// The openings of fiscal and calendar years, in lower case.
pub(crate) const FISCAL: [&str; 2] = ["fy", "cy"];

/// The year of `fy23`. A short year without its opening is a number.
fn short_fiscal_year(lower: &str) -> Option<String> {
    let digits = FISCAL.iter().find_map(|opening| lower.strip_prefix(opening))?;
    let is_short = digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_short.then(|| ["20", digits].concat())
}

/// The year, and what follows it, of `FY2023`, `F2023` and `FY2023Q1`.
fn fiscal_year(word: &str) -> Option<(&str, &str)> {
    let openings = || FISCAL.into_iter().chain(["f"]);
    let is_opening = |opening: &str| openings().any(|fiscal| opening.eq_ignore_ascii_case(fiscal));
    let digits = word.find(|letter: char| letter.is_ascii_digit())?;
    let (_, rest) = word.split_at_checked(digits).filter(|(opening, _)| is_opening(opening))?;
    let (year, part) = rest.split_at_checked(4)?;
    let is_year = year.bytes().all(|byte| byte.is_ascii_digit()) && (year.starts_with("19") || year.starts_with("20"));
    let is_end = !part.starts_with(|letter: char| letter.is_ascii_digit());
    (is_year && is_end).then_some((year, part))
}

/// Splits a number from its unit, the year from its opening, and Hangul into pairs of syllables. Other mixtures of digits and
/// letters are names and stay whole.
pub(crate) fn parts(word: &str) -> impl Iterator<Item = &str> {
    if !word.is_ascii() && word.contains(inflected::is_syllable) {
        return Parts::Hangul(syllables::parts(word).into_iter());
    }
    Parts::Two(two_parts(word).into_iter().flatten())
}

/// The parts of a word.
enum Parts<'a> {
    Two(std::iter::Flatten<std::array::IntoIter<Option<&'a str>, 2>>),
    Hangul(std::vec::IntoIter<&'a str>),
}

impl<'a> Iterator for Parts<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        match self {
            Self::Two(parts) => parts.next(),
            Self::Hangul(parts) => parts.next(),
        }
    }
}

/// The parts of a word without Hangul.
pub(crate) fn two_parts(word: &str) -> [Option<&str>; 2] {
    if let Some((year, part)) = fiscal_year(word) {
        return [Some(year), Some(part).filter(|part| !part.is_empty())];
    }
    let figure = word.trim_end_matches(char::is_alphabetic);
    let is_figure = !figure.is_empty() && figure.bytes().all(|byte| byte.is_ascii_digit() || b".,".contains(&byte));
    match word.split_at_checked(figure.len()) {
        Some((figure, unit)) if is_figure && !unit.is_empty() => [Some(figure), Some(unit)],
        _ => [Some(word), None],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stems(text: &str) -> Vec<String> {
        words(text).map(|word| word.stem).collect()
    }

    #[test]
    fn numbers_and_units_are_apart_however_they_are_written() {
        assert_eq!(stems("220kV"), stems("220 kV"));
        assert_eq!(stems("1,247 events"), ["1247", "event"]);
        assert_eq!(stems("2019/20"), ["2019", "20"]);
        assert_eq!(stems("Zq12ab"), ["zq12ab"]);
    }

    #[test]
    fn korean_words_are_pairs_of_syllables() {
        assert_eq!(
            stems("개인정보가 CCTV로 15조 몇"),
            ["개인", "인정", "정보", "보가", "cctv", "로", "15", "조", "몇"]
        );
    }

    #[test]
    fn fiscal_years_are_years() {
        assert_eq!(stems("FY2022 fy22 CY2022 FY2023Q1"), ["2022", "2022", "2022", "2023", "q1"]);
        assert_eq!(stems("fyke FY FY123 F20191 F1999"), ["fyke", "fy", "fy123", "f20191", "1999"]);
    }

    #[test]
    fn footnote_marks_are_no_part_of_figures() {
        assert_eq!(stems("320¹ fees² of 10⁶ m³ CO₂"), ["320", "fee", "of", "10", "m3", "co2"]);
        assert_eq!(numbers("UGX 320¹, 48²,³ and 10⁶").collect::<Vec<_>>(), ["320", "48", "10"]);
    }

    #[test]
    fn bare_numbers_are_found_without_their_units() {
        let found: Vec<String> = numbers("Line 3 carries 1,247.5 MW at 220kV since 2019/20, Zq12.").collect();
        assert_eq!(found, ["3", "1247.5", "220", "2019", "20"]);
    }

    #[test]
    fn irregular_forms_are_those_of_their_verb_and_stand_in_their_order() {
        assert_eq!(stems("paid held kept"), stems("pays holding keep"));
        assert!(IRREGULAR.is_sorted() && irregular_forms("take") == ["taken", "took"]);
    }

    #[test]
    fn possessives_and_endings_do_not_matter() {
        assert_eq!(stems("UETCL's losses"), stems("uetcl loss"));
        assert_eq!(stems("UETCL\u{2019}s losses"), stems("uetcl loss"));
    }
}
