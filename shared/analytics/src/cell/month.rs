//! Months without a day: `2024-03`, `2024년 3월`, `Mar 2024`.

use super::date::{self, YEARS};
use std::fmt::{self, Display, Formatter};

/// The longest text that may be a month, in bytes.
const LONGEST: usize = 30;

/// A month of a year.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) struct Month {
    pub(crate) year: i16,
    pub(crate) month: i8,
}

/// What a text shows about a column of months.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum MonthHint {
    Month,
    /// `2010-11`: a month, or two years that follow each other.
    MonthOrYears,
    /// `2019-20` or `37/2024`: two numbers of which none is a month.
    Other,
}

impl Display for Month {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}-{:02}", self.year, self.month)
    }
}

/// Reads a month.
pub(crate) fn month(text: &str) -> Option<Month> {
    match parts(text)? {
        (year, month) if (1..=12).contains(&month) => Some(Month { year, month }),
        _ => None,
    }
}

/// The evidence of a text.
pub(crate) fn hint(text: &str) -> Option<MonthHint> {
    let (year, month) = parts(text)?;
    let is_next = i16::from(month) == (year + 1) % 100 && text.starts_with(|first: char| first.is_ascii_digit());
    let begins_with_year = text.bytes().take_while(u8::is_ascii_digit).count() == 4;
    Some(match month {
        1..=12 if is_next && begins_with_year && !text.chars().any(char::is_alphabetic) => MonthHint::MonthOrYears,
        1..=12 => MonthHint::Month,
        _ => MonthHint::Other,
    })
}

/// A year and a number that may be a month.
fn parts(text: &str) -> Option<(i16, i8)> {
    let text = text.trim();
    if text.len() > LONGEST {
        return None;
    }
    let (year, month) = if text.chars().any(char::is_alphabetic) {
        named(text)?
    } else if let Some(rest) = text.strip_suffix('.') {
        // `2024. 3.`
        of(rest.split_once('.')?)?
    } else {
        of(text.split_once(['-', '/'])?)?
    };
    YEARS.contains(&year).then_some((year, month))
}

/// A year and a month, or a month and a year.
fn of((first, second): (&str, &str)) -> Option<(i16, i8)> {
    let (first, second) = (first.trim(), second.trim());
    match (date::year(first), date::year(second)) {
        (Some(year), None) => Some((year, date::short(second)?)),
        (None, Some(year)) => Some((year, date::short(first)?)),
        _ => None,
    }
}

/// `Mar 2024`, `2024 March`, `marzo de 2024` or `2024년 3월`.
fn named(text: &str) -> Option<(i16, i8)> {
    if let Some((year, rest)) = text.split_once(['년', '年']) {
        let month = rest.trim().strip_suffix(['월', '月'])?;
        return Some((date::year(year.trim())?, date::short(month.trim())?));
    }
    let lower = text.to_lowercase();
    let mut pieces = lower.split([' ', '-', ',', '/', '.']).filter(|part| !part.is_empty() && *part != "de");
    let (first, second) = (pieces.next()?, pieces.next()?);
    if pieces.next().is_some() {
        return None;
    }
    match (date::year(first), date::year(second)) {
        (Some(year), None) => Some((year, date::month(second)?)),
        (None, Some(year)) => Some((year, date::month(first)?)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_texts_are_no_months() {
        for text in [
            "",
            "2024",
            "2024-13",
            "13/2024",
            "2024-03-05",
            "Mar 24",
            "24-Mar",
            "5 Mar 2024",
            "2024-1-",
            "2024-003",
            "Marked",
        ] {
            assert_eq!(month(text), None, "{text}");
        }
    }

    #[test]
    fn common_forms_are_read() {
        for text in [
            "2024-03",
            "2024/3",
            "03/2024",
            "3-2024",
            "2024. 3.",
            "2024년 3월",
            "2024年3月",
            "Mar 2024",
            "Mar-2024",
            "March 2024",
            "2024 Mar",
            "März 2024",
            "marzo de 2024",
        ] {
            assert_eq!(month(text).map(|month| month.to_string()).as_deref(), Some("2024-03"), "{text}");
        }
    }

    #[test]
    fn seasons_and_weeks_are_no_months() {
        assert_eq!(hint("2010-11"), Some(MonthHint::MonthOrYears));
        assert_eq!(hint("2019-20"), Some(MonthHint::Other));
        assert_eq!(hint("37/2024"), Some(MonthHint::Other));
        assert_eq!(hint("11/2010"), Some(MonthHint::Month));
        assert_eq!(hint("2024년 25월"), Some(MonthHint::Other));
    }
}
