//! Title, identifiers, language and dates of a text, as far as it states them.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::act;
use crate::unit::{Unit, UnitKind};

/// What a text says about itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Metadata {
    /// The act's title, at most 500 characters.
    pub title: Option<String>,
    /// Its identifier in EUR-Lex: "32014R0833". Computed from the number in the title.
    pub celex: Option<String>,
    /// Its number as it is printed: "Regulation (EU) No 833/2014".
    pub number: Option<String>,
    /// The language by ISO 639-1, if the common words of one prevail.
    pub language: Option<String>,
    /// The date of the act.
    pub date: Option<Date>,
    /// The date on which it enters into force, if the text names it. "The day after publication" is no date.
    pub in_force: Option<Date>,
    /// The date from which it applies, if the text names it.
    pub applies_from: Option<Date>,
    /// The first day on which it no longer applies, if the text names it.
    pub applies_to: Option<Date>,
    /// The first day of this version, if it was declared.
    pub declared_from: Option<Date>,
    /// The date of a consolidated version.
    pub consolidated: Option<Date>,
}

impl Metadata {
    /// The first day on which the text applies: the declared one, else that of its application, else that of its entry into
    /// force.
    #[must_use]
    pub fn valid_from(&self) -> Option<Date> {
        self.declared_from.or(self.applies_from).or(self.in_force)
    }
}

/// The most characters of a stored title.
const LONGEST_TITLE: usize = 500;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

pub(crate) fn metadata(text: &str, units: &[Unit]) -> Metadata {
    let titles: Vec<String> =
        units.iter().filter(|unit| unit.kind == UnitKind::ActTitle).map(|unit| unit.own_text(text)).collect();
    let title = titles.join(" ");
    let act = act::first(&title);
    let head = text.get(..text.floor_char_boundary(2_000)).unwrap_or(text);
    Metadata {
        celex: act.as_ref().and_then(act::Act::celex),
        number: act.map(|act| act.name),
        language: language(text),
        date: date_after(&title, &["of "]),
        in_force: None,
        applies_from: None,
        applies_to: None,
        declared_from: None,
        consolidated: consolidated(head),
        title: (!title.is_empty()).then(|| title.chars().take(LONGEST_TITLE).collect()),
    }
}

/// The first date that directly follows one of the phrases.
fn date_after(text: &str, phrases: &[&str]) -> Option<Date> {
    let lower = text.to_lowercase();
    let mut places = phrases.iter().flat_map(|phrase| lower.match_indices(phrase).map(|(at, found)| at + found.len()));
    places.find_map(|at| date_at(lower.get(at..)?))
}

/// "10 july 2014", "july 10, 2014", "10.7.2014", "2014-07-10" at the start of a text in small letters.
pub(crate) fn date_at(text: &str) -> Option<Date> {
    let mut words = text.split([' ', '\n', '\t', '\u{a0}', ',']).filter(|word| !word.is_empty());
    let (first, second, third) = (words.next()?, words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let number = |word: &str| word.trim_end_matches(['.', ';', ')', ':']).parse::<i16>().ok();
    let month =
        |word: &str| MONTHS.iter().position(|month| *month == word).and_then(|place| i8::try_from(place + 1).ok());
    if let Some(month) = month(second) {
        return Date::new(number(third)?, month, i8::try_from(number(first)?).ok()?).ok();
    }
    if let Some(month) = month(first) {
        return Date::new(number(third)?, month, i8::try_from(number(second)?).ok()?).ok();
    }
    numeric(first)
}

fn numeric(word: &str) -> Option<Date> {
    let word = word.trim_end_matches(|sign: char| !sign.is_ascii_digit());
    let parts: Vec<&str> = word.split(['.', '-', '/']).collect();
    let &[first, second, third] = parts.as_slice() else { return None };
    let (year, day) = if first.len() == 4 { (first, third) } else { (third, first) };
    // "1/2/2014" is another day in another country
    if year.len() != 4 || word.contains('/') {
        return None;
    }
    Date::new(year.parse().ok()?, second.parse().ok()?, day.parse().ok()?).ok()
}

/// "02014R0833 — EN — 25.02.2023 — 014.001", or "consolidated version of 25 February 2023".
fn consolidated(head: &str) -> Option<Date> {
    let lower = head.to_lowercase();
    let in_line = head.lines().filter(|line| line.trim_start().starts_with('0') && line.contains('—'));
    let of_line = in_line.flat_map(|line| line.split('—')).find_map(|part| numeric(part.trim()));
    of_line.or_else(|| {
        let at = lower.find("consolidated")?;
        let rest = lower.get(at..lower.floor_char_boundary(at + 80))?;
        rest.char_indices().filter(|(_, sign)| *sign == ' ').find_map(|(at, _)| date_at(rest.get(at + 1..)?))
    })
}

/// Common words of languages, by which a text's language is recognised.
const COMMON: [(&str, [&str; 8]); 6] = [
    ("en", ["the", "of", "and", "to", "shall", "in", "or", "by"]),
    ("fr", ["le", "la", "les", "des", "du", "et", "une", "aux"]),
    ("de", ["der", "die", "und", "den", "des", "zu", "im", "nach"]),
    ("es", ["el", "los", "las", "del", "una", "por", "que", "y"]),
    ("it", ["il", "gli", "della", "delle", "dei", "che", "di", "un"]),
    ("pt", ["os", "do", "da", "dos", "das", "uma", "ao", "não"]),
];
/// The share of common words that a text of a language has at least.
const FEWEST_COMMON: usize = 12;

fn language(text: &str) -> Option<String> {
    let sample = text.get(..text.floor_char_boundary(20_000)).unwrap_or(text).to_lowercase();
    let words: Vec<&str> = sample.split(|sign: char| !sign.is_alphabetic()).filter(|word| !word.is_empty()).collect();
    let hangul = sample.chars().filter(|sign| ('가'..='힣').contains(sign)).count();
    if hangul * 3 > sample.chars().count() {
        return Some("ko".to_owned());
    }
    let count = |common: &[&str; 8]| words.iter().filter(|word| common.contains(word)).count();
    let best = COMMON.iter().map(|(name, common)| (count(common), *name)).max()?;
    (best.0 * FEWEST_COMMON >= words.len() && best.0 >= 3).then(|| best.1.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn dates_are_read_only_where_one_reading_exists() {
        let cases = [
            ("10 july 2014 concerning", Some(date(2014, 7, 10))),
            ("july 10, 2014.", Some(date(2014, 7, 10))),
            ("25.02.2023 ", Some(date(2023, 2, 25))),
            ("2023-02-25", Some(date(2023, 2, 25))),
            ("1/2/2014", None),
            ("31 february 2014", None),
            ("the twentieth day", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(date_at(text), expected, "{text}");
        }
        assert_eq!(consolidated("02014R0833 — EN — 25.02.2023 — 014.001"), Some(date(2023, 2, 25)));
    }

    #[test]
    fn common_words_decide_the_language() {
        assert_eq!(language("The property of the person shall be frozen by the State.").as_deref(), Some("en"));
        assert_eq!(
            language("Les fonds et les ressources des personnes sont gelés du fait de la loi").as_deref(),
            Some("fr")
        );
        assert_eq!(language("xyz 123"), None);
    }
}
