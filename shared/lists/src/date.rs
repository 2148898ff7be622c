//! Dates as lists state them: days, months, years, ranges.

use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::text::collapse;

/// The unit of a stated date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ListDatePrecision)]
pub enum DatePrecision {
    /// One day: `12 Mar 1960`.
    Day,
    /// A month without a day: `Mar 1960`.
    Month,
    /// A year alone: `1960`.
    Year,
    /// From one date to another: `1979-1982`.
    Range,
}

/// A stated date as the days that it may mean, both included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = ListPartialDate)]
pub struct PartialDate {
    /// The earliest day that is meant: `1960-03-01` for `Mar 1960`.
    #[schema(example = "1960-03-12")]
    pub first: Date,
    /// The latest day that is meant, included: `1960-03-31` for `Mar 1960`; the same as `first` for a day.
    #[schema(example = "1960-03-12")]
    pub last: Date,
    /// The unit in which the list states the date.
    pub precision: DatePrecision,
    /// True if the list says that the date is approximate; the days are not widened.
    #[schema(example = false)]
    pub circa: bool,
    /// The words of the list, or a text made of its numbers where it states the date in numbers.
    #[schema(example = "12 Mar 1960")]
    pub text: String,
    /// What the list adds to this date; absent if it adds nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub note: Option<String>,
}

/// The years in which a person or company of a list may be born.
const YEARS: std::ops::RangeInclusive<i16> = 1700..=2100;

impl PartialDate {
    /// Reads `12 Mar 1960`, `Mar 1960`, `1960`, `1960-03-12`, `1979-1982`, `1929 to 1930`, `between 1958 and 1960`, each with
    /// `circa` before it, and OFAC's `late`, `early` and `mid` of a year, which are approximate.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = collapse(text);
        let mut rest = text.as_str();
        let mut circa = false;
        for word in ["circa ", "approximately ", "c. ", "late ", "early ", "mid "] {
            if let Some(date) = strip_prefix_ignoring_case(rest, word) {
                rest = date;
                circa = true;
            }
        }
        let (first, last, precision) = range(rest).or_else(|| single(rest))?;
        (first <= last).then(|| Self { first, last, precision, circa, text: text.clone(), note: None })
    }

    /// A date of a whole year.
    #[must_use]
    pub fn year(year: i16, circa: bool) -> Option<Self> {
        let (first, last, precision) = single(&format!("{year:04}"))?;
        Some(Self { first, last, precision, circa, text: year.to_string(), note: None })
    }

    /// A range of whole years.
    #[must_use]
    pub fn years(from: i16, to: i16) -> Option<Self> {
        let (first, ..) = single(&format!("{from:04}"))?;
        let (_, last, _) = single(&format!("{to:04}"))?;
        let text = format!("{from} to {to}");
        (first <= last).then_some(Self { first, last, precision: DatePrecision::Range, circa: false, text, note: None })
    }
}

type Days = (Date, Date, DatePrecision);

fn range(text: &str) -> Option<Days> {
    let years = |text: &str| text.split_once('-').is_some_and(|(from, to)| from.len() == 4 && to.len() == 4);
    let (from, to) = strip_prefix_ignoring_case(text, "between ")
        .and_then(|rest| rest.split_once(" and "))
        .or_else(|| text.split_once(" to "))
        .or_else(|| if years(text) { text.split_once('-') } else { None })?;
    let (first, ..) = single(from.trim())?;
    let (_, last, _) = single(strip_prefix_ignoring_case(to.trim(), "circa ").unwrap_or_else(|| to.trim()))?;
    Some((first, last, DatePrecision::Range))
}

fn single(text: &str) -> Option<Days> {
    if let Some(day) = iso_day(text) {
        return Some((day, day, DatePrecision::Day));
    }
    let words: Vec<&str> = text.split(' ').collect();
    match words.as_slice() {
        [day, name, written] => {
            let day = day.parse().ok().filter(|_| day.len() <= 2)?;
            let day = Date::new(year(written)?, month(name)?, day).ok()?;
            Some((day, day, DatePrecision::Day))
        }
        [name, written] => {
            let first = Date::new(year(written)?, month(name)?, 1).ok()?;
            Some((first, first.last_of_month(), DatePrecision::Month))
        }
        [written] => {
            let year = year(written)?;
            Some((date(year, 1, 1), date(year, 12, 31), DatePrecision::Year))
        }
        _ => None,
    }
}

/// Reads `1960-03-12`, also in front of a time.
pub(crate) fn iso_day(text: &str) -> Option<Date> {
    let (day, time) = text.trim().split_at_checked(10)?;
    let plain =
        day.bytes().enumerate().all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() });
    let zoned = time.is_empty() || time.starts_with(['T', 'Z', '+', '-']);
    (plain && zoned).then(|| day.parse().ok()).flatten().filter(|day: &Date| YEARS.contains(&day.year()))
}

/// Reads `06/19/2003`, the month first.
pub(crate) fn us_day(text: &str) -> Option<Date> {
    let [month, day, year] = slashes(text)?;
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// Reads `19/06/2003`, the day first.
pub(crate) fn european_day(text: &str) -> Option<Date> {
    let [day, month, year] = slashes(text)?;
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

fn slashes(text: &str) -> Option<[i16; 3]> {
    let mut parts = text
        .trim()
        .split('/')
        .map(|part| part.parse::<i16>().ok().filter(|_| part.bytes().all(|byte| byte.is_ascii_digit())));
    let numbers = [parts.next()??, parts.next()??, parts.next()??];
    (parts.next().is_none() && YEARS.contains(&numbers[2])).then_some(numbers)
}

fn year(text: &str) -> Option<i16> {
    let digits = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|year| digits && YEARS.contains(year))
}

fn month(text: &str) -> Option<i8> {
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
    let name = text.trim_end_matches('.').to_lowercase();
    let position = MONTHS.iter().position(|month| *month == name || (name.len() == 3 && month.starts_with(&name)))?;
    i8::try_from(position + 1).ok()
}

pub(crate) fn strip_prefix_ignoring_case<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let (head, tail) = text.split_at_checked(prefix.len())?;
    head.eq_ignore_ascii_case(prefix).then_some(tail)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(text: &str) -> Option<(String, String, DatePrecision, bool)> {
        PartialDate::parse(text).map(|date| (date.first.to_string(), date.last.to_string(), date.precision, date.circa))
    }

    #[test]
    fn every_form_has_its_days() {
        for (text, first, last, precision, circa) in [
            ("12 Mar 1960", "1960-03-12", "1960-03-12", DatePrecision::Day, false),
            ("1960-03-12", "1960-03-12", "1960-03-12", DatePrecision::Day, false),
            ("Feb 1960", "1960-02-01", "1960-02-29", DatePrecision::Month, false),
            ("1960", "1960-01-01", "1960-12-31", DatePrecision::Year, false),
            ("circa 1960", "1960-01-01", "1960-12-31", DatePrecision::Year, true),
            ("1929 to 1930", "1929-01-01", "1930-12-31", DatePrecision::Range, false),
            ("circa 1979-1982", "1979-01-01", "1982-12-31", DatePrecision::Range, true),
            ("01 Jan 1961 to Feb 1962", "1961-01-01", "1962-02-28", DatePrecision::Range, false),
            ("between 1958 and 1960", "1958-01-01", "1960-12-31", DatePrecision::Range, false),
            ("late 1969", "1969-01-01", "1969-12-31", DatePrecision::Year, true),
        ] {
            assert_eq!(days(text), Some((first.into(), last.into(), precision, circa)), "{text}");
        }
    }

    #[test]
    fn impossible_dates_are_refused() {
        for text in [
            "",
            "31 Feb 1960",
            "1960-13-01",
            "Marc 1960",
            "60",
            "19600312",
            "1930 to 1929",
            "1.1.1960",
            "12 Mar 19600",
            "0000",
        ] {
            assert_eq!(PartialDate::parse(text), None, "{text}");
        }
        assert_eq!(us_day("06/19/2003"), Some(date(2003, 6, 19)));
        assert_eq!(us_day("19/06/2003"), None);
        assert_eq!(european_day("19/06/2003"), Some(date(2003, 6, 19)));
        assert_eq!(iso_day("2003-06-19+02:00"), Some(date(2003, 6, 19)));
    }
}
