//! The figures in a sentence.

use super::is_list_number;
use crate::text::is_hangul;
use jiff::civil::Date;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// A figure as it is written.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Figure {
    Number {
        value: f64,
        /// The largest difference that rounding to the shown digits explains.
        tolerance: f64,
        is_percent: bool,
        /// It says which one of an order: 1위, 2nd.
        is_ordinal: bool,
    },
    Date(Date),
    Month(i16, i8),
    Year(i16),
    /// A time of day.
    Time(String),
    /// Digits that cannot be read.
    Unreadable,
}

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const SCALES: [(&str, f64); 8] = [
    ("조", 1e12),
    ("억", 1e8),
    ("만", 1e4),
    ("천", 1e3),
    ("billion", 1e9),
    ("million", 1e6),
    ("thousand", 1e3),
    ("백만", 1e6),
];

/// A number in the text.
struct Number<'a> {
    value: f64,
    decimals: i32,
    digits: usize,
    is_negative: bool,
    rest: &'a str,
}

/// All figures of a sentence.
pub(super) fn figures(sentence: &str) -> Vec<Figure> {
    located(&plain(sentence)).into_iter().map(|(figure, _)| figure).collect()
}

/// The sentence in the form in which figures are read.
pub(super) fn plain(sentence: &str) -> String {
    let letters: String = sentence.chars().map(unnumbered).nfkc().collect();
    letters.to_lowercase()
}

/// The marks ① to ⑳ number the items of a list.
pub(super) const fn unnumbered(letter: char) -> char {
    if matches!(letter, '①'..='⑳') { ' ' } else { letter }
}

/// All figures of a text in this form, with their places in bytes.
pub(super) fn located(text: &str) -> Vec<(Figure, Range<usize>)> {
    let (mut found, mut rest, mut before) = (Vec::new(), text, String::new());
    while let Some(letter) = rest.chars().next() {
        if !letter.is_numeric() {
            before.push(letter);
            rest = rest.get(letter.len_utf8()..).unwrap_or_default();
            continue;
        }
        let (figure, after) = next(rest, &before);
        let taken = rest.len() - after.len();
        found.extend(figure.map(|figure| (figure, before.len()..before.len() + taken)));
        before.push_str(rest.get(..taken).unwrap_or_default());
        rest = after;
    }
    found
}

/// The figure at the start of a text, and the text after it.
fn next<'a>(rest: &'a str, before: &str) -> (Option<Figure>, &'a str) {
    if let Some((figure, after)) = date(rest).or_else(|| english_date(rest, before)).or_else(|| time(rest)) {
        return (Some(figure), after);
    }
    let Some(first) = number(rest, before) else {
        let length = rest.chars().next().map_or(1, char::len_utf8);
        return (Some(Figure::Unreadable), rest.get(length..).unwrap_or_default());
    };
    let is_list = first.decimals == 0
        && is_list_number(&format!("{before}{}", rest.get(..rest.len() - first.rest.len()).unwrap_or_default()));
    if is_list && (first.rest.starts_with(". ") || first.rest.starts_with(") ")) {
        return (None, first.rest);
    }
    scaled(first, before)
}

/// A number with its scales: 1억 2,345만.
fn scaled<'a>(first: Number<'a>, before: &str) -> (Option<Figure>, &'a str) {
    let is_negative = first.is_negative;
    let (mut value, mut tolerance, mut rest) = (0.0, 0.0, first.rest);
    let mut part = Some(first);
    while let Some(number) = part.take() {
        rest = number.rest;
        let scale = scale(rest);
        let step = scale.map_or(1.0, |(scale, _)| scale);
        rest = scale.map_or(rest, |(_, after)| after);
        value += number.value * step;
        let unit = step * 10.0_f64.powi(-number.decimals);
        // one digit alone says too little to be a rounded number
        let is_rounded = number.decimals > 0 || number.digits > 1;
        tolerance = if is_rounded { unit / 2.0 } else { 0.0 };
        let next = rest.trim_start();
        let is_next = scale.is_some() && next.starts_with(|letter: char| letter.is_ascii_digit());
        part = if is_next { self::number(next, " ").filter(|next| has_smaller_scale(next.rest, step)) } else { None };
    }
    let trimmed = rest.trim_start();
    let is_percent = ["%", "퍼센트", "percent", "프로"].iter().any(|sign| trimmed.starts_with(sign));
    let is_ordinal = ["위", "번째", "등", "st ", "nd ", "rd ", "th ", "순위"].iter().any(|sign| rest.starts_with(sign))
        || before.ends_with('제') && !before.trim_end_matches('제').ends_with(is_hangul);
    let value = if is_negative { -value } else { value };
    (Some(Figure::Number { value, tolerance, is_percent, is_ordinal }), rest)
}

/// 3,000 after 2만 belongs to it: it has no scale, or a smaller one.
fn has_smaller_scale(rest: &str, step: f64) -> bool {
    scale(rest).is_none_or(|(next, _)| next < step)
}

fn scale(rest: &str) -> Option<(f64, &str)> {
    let next = rest.trim_start();
    SCALES.iter().rev().find_map(|(name, scale)| Some((*scale, next.strip_prefix(name)?)))
}

fn number<'a>(rest: &'a str, before: &str) -> Option<Number<'a>> {
    let bytes = rest.as_bytes();
    let is_digit = |place: usize| bytes.get(place).is_some_and(u8::is_ascii_digit);
    let (mut end, mut plain, mut decimals, mut has_point) = (0, String::new(), 0, false);
    while let Some(byte) = bytes.get(end) {
        match byte {
            b'0'..=b'9' => {
                plain.push(char::from(*byte));
                decimals += i32::from(has_point);
            }
            b',' if !has_point && (1..=3).all(|step| is_digit(end + step)) && !is_digit(end + 4) => {}
            b'.' if !has_point && is_digit(end + 1) => {
                has_point = true;
                plain.push('.');
            }
            _ => break,
        }
        end += 1;
    }
    let digits = plain.trim_start_matches(['0', '.']).chars().filter(char::is_ascii_digit).count();
    let mut ahead = before.chars().rev();
    let is_sign = matches!(ahead.next(), Some('-' | '−'));
    let is_negative = is_sign
        && ahead.next().is_none_or(|letter| letter.is_whitespace() || matches!(letter, '(' | ':' | '=' | '~' | '|'));
    Some(Number { value: plain.parse().ok()?, decimals, digits, is_negative, rest: rest.get(end..)? })
}

/// 2020-01-05, 2020. 1. 5., 2020년 1월 5일, 2020년 1월 or 2020년.
fn date(rest: &str) -> Option<(Figure, &str)> {
    let year: i16 = rest.get(..4).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?.parse().ok()?;
    let after = rest.get(4..)?;
    if let Some(korean) = after.strip_prefix('년') {
        let Some((month, after_month)) = part(korean.trim_start(), '월') else {
            return Some((Figure::Year(year), korean));
        };
        let Some((day, end)) = part(after_month.trim_start(), '일') else {
            return Some((Figure::Month(year, month), after_month));
        };
        return Some((of(year, month, day), end));
    }
    let mark = after.chars().next().filter(|mark| matches!(mark, '-' | '.' | '/'))?;
    let (month, after) = digits(after.strip_prefix(mark)?.trim_start())?;
    let after = after.strip_prefix(mark)?.trim_start();
    let (day, end) = digits(after)?;
    Some((of(year, month, day), end))
}

fn of(year: i16, month: i8, day: i8) -> Figure {
    Date::new(year, month, day).map_or(Figure::Unreadable, Figure::Date)
}

fn part(rest: &str, unit: char) -> Option<(i8, &str)> {
    let (number, after) = digits(rest)?;
    Some((number, after.strip_prefix(unit)?))
}

fn digits(rest: &str) -> Option<(i8, &str)> {
    let length = rest.bytes().take_while(u8::is_ascii_digit).count();
    let number = rest.get(..length).filter(|_| (1..=2).contains(&length))?.parse().ok()?;
    Some((number, rest.get(length..)?))
}

/// "March 5, 2020" and "March 2020", from the digits on.
fn english_date<'a>(rest: &'a str, before: &str) -> Option<(Figure, &'a str)> {
    let word: String = before.trim_end().chars().rev().take_while(char::is_ascii_alphabetic).collect();
    let word: String = word.chars().rev().collect();
    let place = MONTHS.iter().position(|month| word.len() >= 3 && word.starts_with(month))?;
    let month = i8::try_from(place + 1).ok()?;
    if let Some((day, after)) =
        digits(rest).filter(|(_, after)| !after.starts_with(|letter: char| letter.is_ascii_digit()))
    {
        let after = ["st", "nd", "rd", "th"].iter().find_map(|ending| after.strip_prefix(ending)).unwrap_or(after);
        let after = after.trim_start_matches([',', ' ']);
        let year = after.get(..4)?.parse().ok()?;
        return Some((of(year, month, day), after.get(4..)?));
    }
    let year: i16 = rest.get(..4)?.parse().ok()?;
    Some((Figure::Month(year, month), rest.get(4..)?))
}

/// 10:30 or 10:30:15.
fn time(rest: &str) -> Option<(Figure, &str)> {
    let (hour, after) = digits(rest)?;
    let length = after.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b':').count();
    // a colon after the time belongs to the sentence
    let minutes = after.get(..length)?.trim_end_matches(':');
    let is_time = minutes.starts_with(':') && (3..=6).contains(&minutes.len());
    is_time.then_some((Figure::Time(format!("{hour:02}{minutes}")), after.get(minutes.len()..)?))
}
