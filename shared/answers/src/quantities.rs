//! Finds the quantities of a text: numbers with what they measure.

use crate::{
    form_words::is_form_word,
    units::{self, Quantity, is_currency_sign},
    wanted::{MONTHS, is_number_word, is_year},
};

/// Words that make a larger number of the one before.
const SCALES: [&str; 10] =
    ["hundred", "thousand", "million", "millions", "billion", "billions", "trillion", "dozen", "m", "bn"];
/// Words between a number and its unit.
const BEFORE_UNIT: [&str; 14] = [
    "full",
    "metric",
    "nautical",
    "working",
    "business",
    "calendar",
    "consecutive",
    "successive",
    "running",
    "clear",
    "school",
    "long",
    "short",
    "linear",
];
/// Words between a quantity and the span of time of a rate.
const PER: [&str; 5] = ["per", "a", "an", "each", "every"];
/// Words before a span of time with "a": "for a year".
const BEFORE_ARTICLE: [&str; 16] = [
    "about", "after", "for", "half", "is", "last", "lasts", "nearly", "of", "over", "run", "runs", "take", "takes",
    "than", "within",
];

/// A word, a number or a sign of a text.
#[derive(Clone, Debug)]
pub(crate) struct Token<'a> {
    pub(crate) surface: &'a str,
    pub(crate) lower: String,
    is_number: bool,
}

/// A number of a text and what it measures.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Found {
    pub(crate) quantity: Quantity,
    /// The digits without separators, or the number word.
    pub(crate) number: String,
    /// The index of the token with the number.
    pub(crate) place: usize,
    /// The index after its last token.
    pub(crate) end: usize,
}

/// Splits a text into words, numbers and signs.
pub(crate) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = if first.is_ascii_digit() {
            length_of_number(rest)
        } else if first.is_alphabetic() {
            rest.find(|letter: char| !(letter.is_alphabetic() || "²³23'’".contains(letter))).unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        let Some((surface, after)) = rest.split_at_checked(length) else { break };
        if !first.is_whitespace() {
            found.push(Token { surface, lower: surface.to_lowercase(), is_number: first.is_ascii_digit() });
        }
        rest = after;
    }
    found
}

/// The length of a number with separators between its digits.
fn length_of_number(text: &str) -> usize {
    let bytes = text.as_bytes();
    let is_digit = |place: usize| bytes.get(place).is_some_and(u8::is_ascii_digit);
    let is_separator = |place: usize| bytes.get(place).is_some_and(|byte| b".,'".contains(byte)) && is_digit(place + 1);
    (1..bytes.len()).find(|place| !is_digit(*place) && !is_separator(*place)).unwrap_or(text.len())
}

/// The quantities of a text.
pub(crate) fn quantities(all: &[Token<'_>]) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let mut place = 0;
    while let Some(token) = all.get(place) {
        let (quantity, end) = if token.is_number || is_number_word(&token.lower) {
            of_number(all, place)
        } else if let Some(end) = after_article(all, place) {
            (Quantity::Time, end)
        } else {
            place += 1;
            continue;
        };
        let number = token.lower.replace([',', '\''], "");
        found.push(Found { quantity, number, place, end });
        place = end.max(place + 1);
    }
    found
}

/// The end of a span of time without a number: `an hour` in "it takes an hour".
fn after_article(all: &[Token<'_>], place: usize) -> Option<usize> {
    let before = all.get(place.checked_sub(1)?)?;
    let is_article = ["a", "an", "one"].contains(&all.get(place)?.lower.as_str());
    let is_time = units::quantity(all.get(place + 1)?.surface) == Some(Quantity::Time);
    (is_article && is_time && BEFORE_ARTICLE.contains(&before.lower.as_str())).then_some(place + 2)
}

/// What a number measures, and the index after the last token of the quantity.
fn of_number(all: &[Token<'_>], place: usize) -> (Quantity, usize) {
    let lower = |place: usize| all.get(place).map(|token| token.lower.as_str()).unwrap_or_default();
    let is_number = |place: usize| all.get(place).is_some_and(|token| token.is_number || is_number_word(&token.lower));
    let mut end = place + 1;
    loop {
        let is_scale = SCALES.contains(&lower(end)) && (lower(end) != "m" || is_money_before(all, place));
        // "four and a half", "twenty-five"
        let joins = (lower(end) == "-" && is_number(end + 1)) || (is_number(end) && !is_number_token(all, end));
        let and_half = ["and", "a", "half"].iter().zip(end..).all(|(word, place)| lower(place) == *word);
        end += match () {
            () if is_scale => 1,
            () if joins => 1 + usize::from(lower(end) == "-"),
            () if and_half => 3,
            () => break,
        };
    }
    if is_money_before(all, place) {
        return (Quantity::Money, end);
    }
    if ["%", "‰"].contains(&lower(end)) || lower(end).starts_with("percent") {
        return (Quantity::Share, end + 1);
    }
    if lower(end) == "per" && lower(end + 1) == "cent" {
        return (Quantity::Share, end + 2);
    }
    // "50 to 900 euros": both numbers have the unit
    let range = ["to", "or", "and", "-", "–"].contains(&lower(end)) && is_number_token(all, end + 1);
    if range && !is_date(all, place, end) {
        let shared = match lower(end + 2) {
            "%" | "‰" => Some(Quantity::Share),
            percent if percent.starts_with("percent") => Some(Quantity::Share),
            _ if is_money_before(all, end + 1) => Some(Quantity::Money),
            _ => of_unit(all, end + 2).map(|quantity| rate(all, quantity, end + 3).0),
        };
        if let Some(quantity) = shared {
            return (quantity, end);
        }
    }
    let unit = end + usize::from(lower(end) == "-");
    if lower(unit) == "°" {
        return (Quantity::Temperature, unit + 1);
    }
    if lower(unit) == "square" || lower(unit) == "cubic" || lower(unit) == "sq" || lower(unit) == "cu" {
        let quantity = if lower(unit).starts_with('s') { Quantity::Area } else { Quantity::Volume };
        return (quantity, unit + 2);
    }
    let unit = unit + usize::from(BEFORE_UNIT.contains(&lower(unit)) && of_unit(all, unit + 1).is_some());
    if let Some(quantity) = of_unit(all, unit) {
        return rate(all, quantity, unit + 1);
    }
    if is_date(all, place, end) {
        return (Quantity::Date, end);
    }
    let is_thing = all.get(unit).is_some_and(|next| {
        next.surface.chars().count() > 1 && next.surface.chars().all(char::is_alphabetic) && !is_form_word(&next.lower)
    });
    if is_thing { rate(all, Quantity::Count, unit + 1) } else { (Quantity::Bare, end) }
}

fn of_unit(all: &[Token<'_>], place: usize) -> Option<Quantity> {
    units::quantity(all.get(place)?.surface)
}

fn is_number_token(all: &[Token<'_>], place: usize) -> bool {
    all.get(place).is_some_and(|token| token.is_number)
}

/// Returns whether the sign or the code of a currency stands before a number.
fn is_money_before(all: &[Token<'_>], place: usize) -> bool {
    let before = place.checked_sub(1).and_then(|before| all.get(before));
    before.is_some_and(|before| {
        let is_sign = before.surface.chars().all(is_currency_sign);
        let is_code = before.surface.len() == 3 && before.surface.chars().all(char::is_uppercase);
        is_sign
            || ["Rs", "Fr", "Kr"].contains(&before.surface)
            || (is_code && units::quantity(before.surface) == Some(Quantity::Money))
    })
}

/// A quantity, or the rate that it is a part of.
fn rate(all: &[Token<'_>], quantity: Quantity, end: usize) -> (Quantity, usize) {
    let lower = |place: usize| all.get(place).map(|token| token.lower.as_str()).unwrap_or_default();
    let is_per = PER.contains(&lower(end)) || lower(end) == "/";
    let is_rate = is_per && of_unit(all, end + 1) == Some(Quantity::Time);
    match quantity {
        Quantity::Length if is_rate => (Quantity::Speed, end + 2),
        Quantity::Time | Quantity::Money => (quantity, end),
        _ if is_rate => (Quantity::Rate, end + 2),
        _ => (quantity, end),
    }
}

/// Returns whether a number is a year, the day of a month or a time of day.
fn is_date(all: &[Token<'_>], place: usize, end: usize) -> bool {
    let lower = |place: usize| all.get(place).map(|token| token.lower.as_str()).unwrap_or_default();
    let is_month = |place: usize| MONTHS.contains(&lower(place));
    let before = place.checked_sub(1);
    let is_day = is_month(end) || before.is_some_and(is_month) || (lower(end) == "of" && is_month(end + 1));
    let is_ordinal = ["st", "nd", "rd", "th"].contains(&lower(end));
    let is_clock = ["am", "pm", ":", "o'clock"].contains(&lower(end))
        || before.is_some_and(|before| lower(before) == ":" && is_number_token(all, before.saturating_sub(1)))
        || (["a", "p"].contains(&lower(end)) && lower(end + 1) == "." && lower(end + 2) == "m");
    is_year(lower(place)) || is_day || is_ordinal || is_clock
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<Quantity> {
        quantities(&tokens(text)).into_iter().map(|found| found.quantity).collect()
    }

    #[test]
    fn quantities_have_their_dimension() {
        for (text, expected) in [
            ("The pier is 740 metres long.", vec![Quantity::Length]),
            ("A 740-metre pier, 12m wide", vec![Quantity::Length, Quantity::Length]),
            ("It weighs 3.2 million tonnes", vec![Quantity::Mass]),
            ("It handles 90 tonnes an hour", vec![Quantity::Rate]),
            ("It sails at 31 km/h or 17 knots", vec![Quantity::Speed, Quantity::Speed]),
            ("It sails at 9 metres per second", vec![Quantity::Speed]),
            ("Opened on 4 June 1960 at 10:30", vec![Quantity::Date; 4]),
            ("It has 14 lifts and carries 900 persons a day", vec![Quantity::Count, Quantity::Rate]),
            ("Fines range from 50 to 900 euros", vec![Quantity::Money, Quantity::Money]),
            ("It costs CHF 300, € 5 or 3,200 crowns", vec![Quantity::Money; 3]),
            ("It takes four and a half hours", vec![Quantity::Time]),
            ("It takes an hour, once a year", vec![Quantity::Time]),
            ("It grew by 3.5 % or 4 per cent", vec![Quantity::Share, Quantity::Share]),
            ("A field of 12 square kilometres and 7 ha", vec![Quantity::Area, Quantity::Area]),
            ("Store it at 25 °C", vec![Quantity::Temperature]),
            ("Drivers must be 18 or older.", vec![Quantity::Bare]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }

    #[test]
    fn long_lists_of_numbers_are_read_without_recursion() {
        let text = "1 or ".repeat(60_000);
        assert_eq!(found(&text).len(), 60_000);
        assert_eq!(found("from 50 to 900 euros a day"), [Quantity::Money, Quantity::Money]);
        assert_eq!(found("5 or 6 percent"), [Quantity::Share, Quantity::Share]);
    }
}
