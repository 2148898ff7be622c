//! Dates, with or without a time of day.

pub(crate) mod short;

use super::{
    Moment,
    clock::{clock, zone_of_word},
    number::Hint,
    zone::Zone,
};
use crate::mapping::DateOrder;
use jiff::{
    Span,
    civil::{Date, Time},
    tz::Offset,
};
use short::ShortHint;

/// The years of dates. A date outside of them counts as a typing error and is not read as a date.
pub(crate) const YEARS: std::ops::RangeInclusive<i16> = 1900..=2200;
/// The longest text that may be a date, in bytes.
const LONGEST: usize = 80;

/// Beginnings of the names of months in English, German, French, Spanish, Portuguese and Italian.
const MONTHS: [&[&str]; 12] = [
    &["jan", "jän", "ene", "gen"],
    &["feb", "fév", "fev"],
    &["mar", "mär", "mrz"],
    &["apr", "avr", "abr"],
    &["may", "mai", "mag"],
    &["jun", "juin", "giu"],
    &["jul", "juil", "lug"],
    &["aug", "aoû", "ago"],
    &["sep", "set"],
    &["oct", "okt", "out", "ott"],
    &["nov"],
    &["dec", "dez", "déc", "dic"],
];

/// The order of the parts of dates with a year of four digits, and of those with a year of two.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) struct Orders {
    pub(crate) long: Option<DateOrder>,
    pub(crate) short: Option<DateOrder>,
}

impl From<DateOrder> for Orders {
    fn from(order: DateOrder) -> Self {
        Self { long: Some(order), short: None }
    }
}

/// Reads a date as most machines write it: `2024-12-31`, with `14:30` or `14:30:15` after a space or a `T`, perhaps with
/// fractions of seconds, and with `Z` or an offset. Other texts may be dates too.
pub(crate) fn iso(text: &str) -> Option<Moment> {
    let bytes = text.as_bytes();
    let is = |place: usize, signs: &[u8]| bytes.get(place).is_some_and(|byte| signs.contains(byte));
    if !(is(4, b"-") && is(7, b"-")) {
        return None;
    }
    let small = |from: usize| i8::try_from(digits(bytes, from, 2)?).ok();
    let date =
        Date::new(digits(bytes, 0, 4)?, small(5)?, small(8)?).ok().filter(|date| YEARS.contains(&date.year()))?;
    if bytes.len() == 10 {
        return Some(Moment { civil: date.to_datetime(Time::midnight()), has_time: false, zone: Zone::None });
    }
    if !(is(10, b" T") && is(13, b":")) {
        return None;
    }
    let (second, end) = if is(16, b":") { (small(17)?, 19) } else { (0, 16) };
    let (nanosecond, end) = if end == 19 && is(19, b".") { fraction(bytes, 20)? } else { (0, end) };
    let zone = match bytes.get(end..)? {
        [] => Zone::None,
        [b'Z' | b'z'] => Zone::Offset(Offset::UTC),
        [b' ', rest @ ..] => match offset(rest) {
            Some(offset) => Zone::Offset(offset),
            None => zone_of_word(text.get(end + 1..)?)?,
        },
        rest => Zone::Offset(offset(rest)?),
    };
    let time = Time::new(small(11)?, small(14)?, second, nanosecond).ok()?;
    Some(Moment { civil: date.to_datetime(time), has_time: true, zone })
}

fn digits(bytes: &[u8], from: usize, length: usize) -> Option<i16> {
    let part = bytes.get(from..from + length)?;
    part.iter().try_fold(0_i16, |number, byte| byte.is_ascii_digit().then(|| number * 10 + i16::from(byte - b'0')))
}

/// Nanoseconds, and the place after their digits.
fn fraction(bytes: &[u8], from: usize) -> Option<(i32, usize)> {
    let length = bytes.get(from..)?.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let of_digit =
        |place: usize| bytes.get(from + place).filter(|_| place < length).map_or(0, |byte| i32::from(byte - b'0'));
    let number = (0..9).fold(0_i32, |number, place| number * 10 + of_digit(place));
    (1..=9).contains(&length).then_some((number, from + length))
}

/// `+03:00`, `+0300` or `+03`.
fn offset(text: &[u8]) -> Option<Offset> {
    let sign = match text.first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let minutes = match text.len() {
        3 => 0,
        5 => digits(text, 3, 2)?,
        6 if text.get(3) == Some(&b':') => digits(text, 4, 2)?,
        _ => return None,
    };
    let hours = digits(text, 1, 2)?;
    let is_known = hours <= 14 && minutes <= 59;
    Offset::from_seconds(sign * (i32::from(hours) * 3_600 + i32::from(minutes) * 60)).ok().filter(|_| is_known)
}

/// Reads a date; none if the order of its parts is ambiguous.
pub(crate) fn moment(text: &str, orders: Orders) -> Option<Moment> {
    if text.len() > LONGEST || !(has_year(text) || short::may_be(text)) {
        return None;
    }
    if let Some(moment) = iso(text) {
        return Some(moment);
    }
    let (day, time) = halves(text);
    let date = day_of(day, orders)?;
    if !YEARS.contains(&date.year()) {
        return None;
    }
    let Some(time) = time else {
        return Some(Moment { civil: date.to_datetime(Time::midnight()), has_time: false, zone: Zone::None });
    };
    let (time, zone, is_next_day) = clock(time).or_else(|| Some((whole_hour(time)?, Zone::None, false)))?;
    let date = if is_next_day { date.checked_add(Span::new().days(1)).ok()? } else { date };
    Some(Moment { civil: date.to_datetime(time), has_time: true, zone })
}

/// Returns whether four digits stand together, as a year does. It spares most texts the rest.
fn has_year(text: &str) -> bool {
    text.as_bytes().split(|byte| !byte.is_ascii_digit()).any(|digits| digits.len() == 4)
}

/// The evidence of this text about the order of dates; none if it is not such a date or the same in both orders.
pub(crate) fn hint(text: &str) -> Option<Hint<DateOrder>> {
    if text.len() > LONGEST || !has_year(text) {
        return None;
    }
    match (moment(text, DateOrder::DayFirst.into()), moment(text, DateOrder::MonthFirst.into())) {
        (Some(day), Some(month)) => (day != month).then_some(Hint::Either),
        (Some(_), None) => Some(Hint::Only(DateOrder::DayFirst)),
        (None, Some(_)) => Some(Hint::Only(DateOrder::MonthFirst)),
        (None, None) => None,
    }
}

/// The evidence of this text about the order of dates with a year of two digits; none if it is no such date.
pub(crate) fn short_hint(text: &str) -> Option<ShortHint> {
    if text.len() > LONGEST || !short::may_be(text) {
        return None;
    }
    short::hint(halves(text).0)
}

/// Date and time of day: separated by a `T`, or by the first space after the date.
fn halves(text: &str) -> (&str, Option<&str>) {
    let bytes = text.as_bytes();
    let is_digit = |place: Option<usize>| place.and_then(|place| bytes.get(place)).is_some_and(u8::is_ascii_digit);
    let parted = text.char_indices().find(|(place, letter)| {
        let before = is_digit(place.checked_sub(1));
        *letter == 'T' && before && is_digit(Some(place + 1))
    });
    if let Some((place, _)) = parted {
        return (text.get(..place).unwrap_or_default(), text.get(place + 1..));
    }
    if let Some(place) = text.find(['일', '日']) {
        let length = text.get(place..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
        let (day, time) = text.split_at_checked(place + length).unwrap_or((text, ""));
        return (day, Some(time.trim()).filter(|time| !time.is_empty()));
    }
    // the time begins after the space before it: what is before must be a date by itself
    let spaces = text.char_indices().filter(|(_, letter)| *letter == ' ');
    for (place, _) in spaces {
        let (day, time) = text.split_at_checked(place).unwrap_or((text, ""));
        if is_time(time.trim()) && is_day(day.trim_end_matches(',')) {
            return (day.trim_end_matches(','), Some(time.trim()));
        }
    }
    (text, None)
}

fn is_time(text: &str) -> bool {
    text.contains([':', 'h', 'H', '시', '时', '時', '点']) && clock(text).is_some() || whole_hour(text).is_some()
}

fn is_day(text: &str) -> bool {
    let is = |order: &DateOrder| day_of(text, Orders { long: Some(*order), short: Some(*order) }).is_some();
    short::ORDERS.iter().any(is)
}

/// An hour without minutes: `2024-01-05 14`.
fn whole_hour(text: &str) -> Option<Time> {
    let is_short = (1..=2).contains(&text.len()) && is_digits(text);
    text.parse().ok().filter(|hour| is_short && (0..24).contains(hour)).and_then(|hour| Time::new(hour, 0, 0, 0).ok())
}

fn day_of(text: &str, orders: Orders) -> Option<Date> {
    let long = numbered(text, orders.long).or_else(|| named(text)).or_else(|| east_asian(text));
    long.or_else(|| short::read(text, orders.short))
}

fn numbered(text: &str, order: Option<DateOrder>) -> Option<Date> {
    let separator = text.chars().find(|letter| !letter.is_ascii_digit()).filter(|sign| "-/.".contains(*sign))?;
    let parts: [&str; 3] = three(text.split(separator))?;
    let [first, second, third] = parts;
    if let Some(year) = year(first) {
        return Date::new(year, short(second)?, short(third)?).ok();
    }
    let (first, second, year) = (short(first)?, short(second)?, year(third)?);
    // with points it is the day that comes first, wherever such dates are written
    let is_day_first = separator == '.' || first == second || order == Some(DateOrder::DayFirst);
    match order {
        _ if is_day_first => Date::new(year, second, first).ok(),
        Some(DateOrder::MonthFirst) => Date::new(year, first, second).ok(),
        _ => None,
    }
}

/// `2024. 1. 5.` or `2024년 1월 5일` or `2024年1月5日`.
fn east_asian(text: &str) -> Option<Date> {
    let has_words = text.contains(['년', '年']);
    if !has_words && !text.contains(". ") {
        return None;
    }
    let numbers = text.split(|letter: char| !letter.is_ascii_digit()).filter(|part| !part.is_empty());
    let is_other = |letter: char| !letter.is_ascii_digit() && !" .년월일年月日".contains(letter);
    let [first, second, third] = three(numbers)?;
    if text.contains(is_other) {
        return None;
    }
    Date::new(year(first)?, short(second)?, short(third)?).ok()
}

/// `5 Mar 2024`, `5-March-2024`, `March 5, 2024`, `5. März 2024` or `5 de marzo de 2024`.
fn named(text: &str) -> Option<Date> {
    if !text.chars().any(char::is_alphabetic) {
        return None;
    }
    let lower = text.to_lowercase();
    let parts = lower.split([' ', '-', ',', '/', '.']).filter(|part| !part.is_empty() && *part != "de");
    let [first, second, last] = three(parts)?;
    let (day, month) = match month(second) {
        Some(month) => (first, month),
        None => (second, month(first)?),
    };
    let day = day.trim_end_matches(['t', 'h', 's', 'n', 'd', 'r', 'º']);
    Date::new(year(last)?, month, short(day)?).ok()
}

pub(super) fn month(name: &str) -> Option<i8> {
    let is_word = name.chars().all(char::is_alphabetic) && name.chars().count() <= 10;
    let begins = |beginnings: &&[&str]| beginnings.iter().any(|beginning| name.starts_with(beginning));
    let place = MONTHS.iter().position(begins).filter(|_| is_word)?;
    i8::try_from(place + 1).ok()
}

fn three<'a>(mut parts: impl Iterator<Item = &'a str>) -> Option<[&'a str; 3]> {
    let found = [parts.next()?, parts.next()?, parts.next()?];
    parts.next().is_none().then_some(found)
}

pub(super) fn year(part: &str) -> Option<i16> {
    part.parse().ok().filter(|_| part.len() == 4 && is_digits(part))
}

pub(super) fn short(part: &str) -> Option<i8> {
    part.parse().ok().filter(|_| (1..=2).contains(&part.len()) && is_digits(part))
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}
