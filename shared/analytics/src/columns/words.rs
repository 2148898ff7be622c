//! The words of column names in the languages of outage tables, as concepts.

mod dictionary;

use crate::cell::zone::Zone;
use dictionary::DICTIONARY;
use std::{borrow::Cow, collections::HashMap, sync::LazyLock};
use unicode_normalization::UnicodeNormalization;

/// The meaning of a word.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub(crate) enum Concept {
    Start,
    End,
    /// The end of an outage: `restored`.
    Restored,
    /// The supply is on or off: a time, or a state.
    On,
    Off,
    Date,
    Time,
    Duration,
    Day,
    Hour,
    Minute,
    Second,
    /// A single hour or minute: a unit only beside a duration.
    OneHour,
    OneMinute,
    /// `hh`, `mm` and `ss` of a notation.
    HourDigits,
    MinuteDigits,
    SecondDigits,
    Customer,
    Affected,
    Number,
    Outage,
    /// What an outage interrupts: `power`, `supply`.
    Supply,
    /// A negation: `not`, `without`.
    Without,
    Region,
    Service,
    Name,
    Cause,
    Kind,
    /// The report or entry of an outage, not the outage itself.
    Report,
    Zone,
    /// The unit of a value in another column.
    Unit,
    /// A month without a day.
    Month,
    /// `total customers` may be all that are served.
    Total,
    /// A word without weight: `of`, `the`.
    Filler,
    Unknown,
}

/// Years in forms of dates.
const YEARS: [&str; 4] = ["yyyy", "yy", "jjjj", "aaaa"];
/// What `no` denies if it stands before it; before other words it is a number (`no customers` is `no. of customers`).
const DENIED: [Concept; 7] =
    [Concept::Affected, Concept::Outage, Concept::Supply, Concept::End, Concept::Restored, Concept::On, Concept::Off];
/// The shortest Latin word that may be a compound, in characters.
const COMPOUND: usize = 6;
/// The longest name of a column that is looked at, in bytes.
const LONGEST: usize = 200;

static CONCEPTS: LazyLock<HashMap<&'static str, Concept>> = LazyLock::new(|| {
    DICTIONARY.iter().flat_map(|(concept, words)| words.iter().map(|word| (*word, *concept))).collect()
});

/// The concepts of a column's name, without words that carry no weight.
pub(crate) fn concepts(name: &str) -> Vec<Concept> {
    if name.len() > LONGEST {
        return vec![Concept::Unknown];
    }
    let mut found = Vec::new();
    let mut words = words(&without_zone(name));
    // `(dd/mm/yyyy)` is the form of a date
    if words.iter().any(|word| word.is_in_brackets && YEARS.contains(&word.text.as_str())) {
        words.retain(|word| !word.is_in_brackets);
    }
    for (place, word) in words.iter().enumerate() {
        let of_next = || words.get(place + 1).map(|next| of_word(&next.text, next.is_in_brackets)).unwrap_or_default();
        if word.text == "no" && !word.has_point && of_next().first().is_some_and(|next| DENIED.contains(next)) {
            found.push(Concept::Without);
        } else {
            found.extend(of_word(&word.text, word.is_in_brackets));
        }
    }
    found.retain(|concept| *concept != Concept::Filler);
    found
}

/// The name without a time zone in brackets.
fn without_zone(name: &str) -> Cow<'_, str> {
    let parts = name.split_once(['(', '[']).and_then(|(before, rest)| Some((before, rest.split_once([')', ']'])?)));
    match parts {
        Some((before, (zone, after))) if zone.len() > 1 && Zone::of_name(zone).is_some() => {
            Cow::Owned(format!("{before} {after}"))
        }
        _ => Cow::Borrowed(name),
    }
}

/// Returns whether the name consists of known words only.
pub(crate) fn is_name_of_known_words(name: &str) -> bool {
    let found = concepts(name.trim());
    !found.is_empty() && !found.contains(&Concept::Unknown)
}

fn of_word(word: &str, is_in_brackets: bool) -> Vec<Concept> {
    // in brackets stand units: 시간 is an hour there, and a time elsewhere
    let unit = match word {
        "시간" | "hora" | "時間" => Some(Concept::Hour),
        "m" => Some(Concept::Minute),
        "d" => Some(Concept::Day),
        _ => None,
    };
    if let Some(unit) = unit.filter(|_| is_in_brackets) {
        return vec![unit];
    }
    if let Some(concept) = CONCEPTS.get(word) {
        return vec![*concept];
    }
    let letters: Vec<char> = word.chars().collect();
    let is_divisible = !word.is_ascii() || letters.len() >= COMPOUND;
    match is_divisible.then(|| divided(&letters, 0)).flatten() {
        Some(parts) => parts,
        None => vec![Concept::Unknown],
    }
}

/// The words of a compound such as `Ausfalldauer` or `정전고객수`, the longest first.
fn divided(letters: &[char], depth: usize) -> Option<Vec<Concept>> {
    if letters.is_empty() {
        return Some(Vec::new());
    }
    for length in (1..=letters.len()).rev().filter(|_| depth < 6) {
        let (first, rest) = letters.split_at_checked(length)?;
        let word: String = first.iter().collect();
        // short Latin words occur in other words
        let Some(concept) = CONCEPTS.get(word.as_str()).filter(|_| !word.is_ascii() || length >= 3) else { continue };
        let linked: [&[char]; 4] = [&[], &['s'], &['n'], &['e', 'n']];
        let is_latin = word.is_ascii();
        for link in linked.iter().filter(|link| link.is_empty() || is_latin) {
            let parts = rest.strip_prefix(*link).and_then(|rest| divided(rest, depth + 1));
            if let Some(parts) = parts {
                return Some([vec![*concept], parts].concat());
            }
        }
    }
    None
}

/// A word of a name, in lower case and without accents.
struct Word {
    text: String,
    is_in_brackets: bool,
    /// A point follows, as after an abbreviation.
    has_point: bool,
}

fn words(name: &str) -> Vec<Word> {
    let (mut words, mut word, mut depth) = (Vec::new(), String::new(), 0_u32);
    let mut is_after_lower = false;
    for letter in name.nfc() {
        let is_camel = is_after_lower && letter.is_uppercase();
        is_after_lower = letter.is_lowercase();
        if !letter.is_alphanumeric() || is_camel {
            push(&mut words, &mut word, (depth > 0, letter == '.'));
        }
        match letter {
            '(' | '[' | '{' | '（' | '［' | '【' => depth += 1,
            ')' | ']' | '}' | '）' | '］' | '】' => depth = depth.saturating_sub(1),
            letter if letter.is_alphanumeric() => word.extend(letter.to_lowercase().flat_map(folded)),
            // a name after a comma is its unit: `duration, min`
            _ => {}
        }
    }
    push(&mut words, &mut word, (depth > 0, false));
    words
}

fn push(words: &mut Vec<Word>, word: &mut String, (is_in_brackets, has_point): (bool, bool)) {
    if !word.is_empty() {
        words.push(Word { text: std::mem::take(word), is_in_brackets, has_point });
    }
}

/// A letter without its accents; syllables of Hangul stay whole.
pub(crate) fn folded(letter: char) -> Vec<char> {
    if letter.is_ascii() || letter > '\u{24f}' {
        return vec![letter];
    }
    if letter == 'ß' {
        return vec!['s', 's'];
    }
    std::iter::once(letter).nfd().filter(|letter| !('\u{300}'..='\u{36f}').contains(letter)).collect()
}

#[cfg(test)]
mod tests {
    use super::{Concept::*, *};

    #[test]
    fn words_have_one_meaning() {
        let words: usize = DICTIONARY.iter().map(|(_, words)| words.len()).sum();
        assert_eq!(CONCEPTS.len(), words);
    }

    #[test]
    fn names_become_concepts() {
        for (name, expected) in [
            ("No. of customers affected", vec![Number, Customer, Affected]),
            ("Duration (min)", vec![Duration, Minute]),
            ("startTime", vec![Start, Time]),
            ("Ausfalldauer [Std.]", vec![Outage, Duration, Hour]),
            ("Störungsbeginn", vec![Outage, Start]),
            ("Date de début", vec![Date, Start]),
            ("정전고객수(호)", vec![Outage, Customer, Number, Customer]),
            ("정전시간(시간)", vec![Outage, Time, Hour]),
            ("停电开始时间", vec![Outage, Start, Time]),
            ("Zeitzone", vec![Zone]),
            ("customer_type", vec![Customer, Kind]),
            ("weekend", vec![Unknown]),
            ("HH:MM", vec![HourDigits, MinuteDigits]),
            ("clientes no afectados", vec![Customer, Without, Affected]),
            ("CustomersNoOutage", vec![Customer, Without, Outage]),
            ("No. affected", vec![Number, Affected]),
            ("No of outages", vec![Number, Outage]),
            ("nichtbetroffene Kunden", vec![Without, Affected, Customer]),
            ("미정전고객수", vec![Without, Outage, Customer, Number]),
            ("未停电用户", vec![Without, Outage, Customer]),
            ("Kunden ohne Strom", vec![Customer, Without, Supply]),
        ] {
            assert_eq!(concepts(name), expected, "{name}");
        }
    }
}
