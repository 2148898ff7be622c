//! Dates with years of two digits.

use crate::mapping::DateOrder;
use jiff::civil::Date;

/// All orders of the parts of a date.
pub(crate) const ORDERS: [DateOrder; 3] = [DateOrder::DayFirst, DateOrder::MonthFirst, DateOrder::YearFirst];
/// Full names of months beside a year of two digits; other words of three letters are abbreviations.
const FULL: [&str; 18] = [
    "january",
    "february",
    "march",
    "april",
    "june",
    "july",
    "august",
    "sept",
    "september",
    "october",
    "november",
    "december",
    "juin",
    "juil",
    "märz",
    "mars",
    "juni",
    "juli",
];

/// What a numeric date with a year of two digits shows about the order of its parts.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct ShortHint {
    /// Whether it is a date in each of [`ORDERS`].
    pub(crate) fits: [bool; 3],
    pub(crate) first: i8,
    pub(crate) second: i8,
    pub(crate) third: i8,
}

impl ShortHint {
    /// An order in which it is a date.
    pub(crate) fn order(self) -> Option<DateOrder> {
        ORDERS.into_iter().zip(self.fits).find(|(_, fits)| *fits).map(|(order, _)| order)
    }
}

/// Three numbers of one or two digits.
#[derive(Clone, Copy, Debug)]
struct Parts {
    numbers: [i8; 3],
    /// The year can only have two digits.
    lengths: [usize; 3],
    /// The order that the text itself shows.
    order: Option<DateOrder>,
}

/// The date of a text in this order, if the text does not show another one.
pub(super) fn read(text: &str, order: Option<DateOrder>) -> Option<Date> {
    let parts = parts(text)?;
    parts.date(parts.order.or(order)?)
}

/// The evidence of a day; none if it has no year of two digits, or shows its order by a word or sign.
pub(super) fn hint(day: &str) -> Option<ShortHint> {
    let parts = parts(day).filter(|parts| parts.order.is_none())?;
    let [first, second, third] = parts.numbers;
    Some(ShortHint { fits: ORDERS.map(|order| parts.date(order).is_some()), first, second, third })
}

/// Returns whether a text may begin with such a date. It spares most texts the rest.
pub(super) fn may_be(text: &str) -> bool {
    let bytes = text.as_bytes();
    let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    match (digits, bytes.get(digits)) {
        (1 | 2, Some(next)) => b"-/. ".contains(next) || !next.is_ascii(),
        (0, Some(first)) => {
            let has_digits = bytes.iter().any(u8::is_ascii_digit);
            has_digits && (first.is_ascii_alphabetic() || *first == b'\'' || !first.is_ascii())
        }
        _ => false,
    }
}

/// The century of a year of two digits; none where the usual conventions differ (POSIX changes it at 69, Excel at 30).
pub(crate) fn century(year: i8) -> Option<i16> {
    match year {
        0..=29 => Some(2_000 + i16::from(year)),
        69..=99 => Some(1_900 + i16::from(year)),
        _ => None,
    }
}

impl Parts {
    fn date(self, order: DateOrder) -> Option<Date> {
        let [first, second, third] = self.numbers;
        let [of_first, _, of_third] = self.lengths;
        let (year, length, month, day) = match order {
            DateOrder::DayFirst => (third, of_third, second, first),
            DateOrder::MonthFirst => (third, of_third, first, second),
            DateOrder::YearFirst => (first, of_first, second, third),
        };
        Date::new(century(year).filter(|_| length == 2)?, month, day).ok()
    }
}

fn parts(text: &str) -> Option<Parts> {
    let text = text.trim();
    if let Some(rest) = text.strip_prefix(['\'', '\u{2019}']) {
        return numbers(rest, Some(DateOrder::YearFirst));
    }
    if text.chars().any(char::is_alphabetic) {
        return if text.is_ascii() { named(text) } else { east_asian(text).or_else(|| named(text)) };
    }
    // `24. 3. 5.`: with a point after the day it is the Korean form
    let spaced = text.strip_suffix('.').filter(|rest| rest.contains(". "));
    match spaced {
        Some(rest) => of(rest.split('.').map(str::trim), Some(DateOrder::YearFirst)),
        None => numbers(text, None),
    }
}

/// `05/03/24`, `5-3-24` or `05.03.24`.
fn numbers(text: &str, order: Option<DateOrder>) -> Option<Parts> {
    let separator = text.chars().find(|letter| !letter.is_ascii_digit()).filter(|sign| "-/.".contains(*sign))?;
    of(text.split(separator), order)
}

/// `24년 3월 5일`.
fn east_asian(text: &str) -> Option<Parts> {
    let is_known = |letter: char| letter.is_ascii_digit() || " 년월일年月日".contains(letter);
    let has_year =
        text.trim_start_matches(|letter: char| letter.is_ascii_digit()).trim_start().starts_with(['년', '年']);
    if !has_year || !text.chars().all(is_known) {
        return None;
    }
    let numbers = text.split(|letter: char| !letter.is_ascii_digit()).filter(|part| !part.is_empty());
    of(numbers, Some(DateOrder::YearFirst))
}

/// `5 Mar 24`, `05-Mar-24` or `Mar 5, '24`: beside the name of a month the year is last.
fn named(text: &str) -> Option<Parts> {
    let lower = text.to_lowercase();
    let pieces = lower.split([' ', '-', ',', '/', '.']).filter(|part| !part.is_empty());
    let [first, second, last] = super::three(pieces)?;
    let month = |name: &str| {
        let is_name = name.chars().count() == 3 || FULL.contains(&name);
        super::month(name).filter(|_| is_name)
    };
    let (day, month) = match month(second) {
        Some(month) => (first, month),
        None => (second, month(first)?),
    };
    let year = last.trim_start_matches(['\'', '\u{2019}']);
    let numbers = [super::short(day)?, month, super::short(year)?];
    Some(Parts { numbers, lengths: [day.len(), 2, year.len()], order: Some(DateOrder::DayFirst) })
}

fn of<'a>(pieces: impl Iterator<Item = &'a str>, order: Option<DateOrder>) -> Option<Parts> {
    let pieces = super::three(pieces)?;
    let [first, second, third] = pieces.map(super::short);
    Some(Parts { numbers: [first?, second?, third?], lengths: pieces.map(str::len), order })
}

#[cfg(test)]
mod tests {
    use super::*;
    use DateOrder::{DayFirst, MonthFirst, YearFirst};
    use jiff::civil::date;

    #[test]
    fn other_texts_are_no_dates() {
        for text in ["", "1.2.3", "1/2", "1/2/3/4", "05/03/2024", "a/b/c", "5 sets 20", "12 kV 24", "05:03:24", "3 May"]
        {
            assert!(ORDERS.iter().all(|order| read(text, Some(*order)).is_none()), "{text}");
        }
    }

    #[test]
    fn order_decides_the_date() {
        assert_eq!(read("05/03/24", None), None);
        assert_eq!(read("05/03/24", Some(DayFirst)), Some(date(2024, 3, 5)));
        assert_eq!(read("05/03/24", Some(MonthFirst)), Some(date(2024, 5, 3)));
        assert_eq!(read("05/03/24", Some(YearFirst)), Some(date(2005, 3, 24)));
        assert_eq!(read("5.3.99", Some(DayFirst)), Some(date(1999, 3, 5)));
    }

    #[test]
    fn words_and_signs_show_the_order() {
        for text in
            ["24년 3월 5일", "24年3月5日", "'24.3.5", "24. 3. 5.", "5 Mar 24", "05-Mar-24", "Mar 5, '24", "5. März 24"]
        {
            let found = ORDERS.map(|order| read(text, Some(order)));
            assert!(found.iter().all(|found| *found == Some(date(2024, 3, 5))), "{text}: {found:?}");
            assert_eq!(hint(text), None, "{text}");
        }
    }

    #[test]
    fn centuries_where_conventions_agree() {
        assert_eq!([0, 29, 30, 68, 69, 99].map(century), [Some(2000), Some(2029), None, None, Some(1969), Some(1999)]);
    }

    #[test]
    fn days_that_are_no_years_show_the_order() {
        let fits = |text| hint(text).map(|hint| hint.fits);
        assert_eq!(fits("31/12/24"), Some([true, false, false]));
        assert_eq!(fits("12/31/24"), Some([false, true, false]));
        assert_eq!(fits("24/12/31"), Some([false, false, true]));
        assert_eq!(fits("05/03/24"), Some([true, true, true]));
        assert_eq!(fits("1.2.3"), Some([false, false, false]));
    }
}
