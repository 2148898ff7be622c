//! One cell of a table.

use jiff::civil::{Date, DateTime, Time};

/// The years of dates. A date outside of them counts as a typing error and is not read as a date.
pub(crate) const YEARS: std::ops::RangeInclusive<i16> = 1900..=2200;
const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// The value of a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing, or white space.
    Empty,
    /// A number.
    Number(f64),
    /// A date, with a time of day if it has one.
    Date(DateTime),
    /// Any other text.
    Text(String),
}

/// A table's notation of ambiguous numbers and dates.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Style {
    /// The meaning of a comma in a number; none if the table does not show it.
    pub comma: Option<Comma>,
    /// The first part of a date such as `03/04/2024`; none if the table does not show it.
    pub order: Option<Order>,
}

/// The meaning of a comma in a number.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Comma {
    /// It stands before decimals.
    Decimal,
    /// It parts thousands.
    Thousands,
}

/// The first part of a date.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Order {
    /// The day.
    DayFirst,
    /// The month.
    MonthFirst,
}

impl Cell {
    /// Reads a text; what the style leaves open stays text.
    #[must_use]
    pub fn parse(text: &str, style: Style) -> Self {
        let text = text.trim();
        if text.is_empty() {
            return Self::Empty;
        }
        if let Some(number) = number(text, style.comma) {
            return Self::Number(number);
        }
        date(text, style.order).map_or_else(|| Self::Text(printable(text)), Self::Date)
    }

    /// As a number.
    #[must_use]
    pub const fn number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// As a date.
    #[must_use]
    pub const fn date(&self) -> Option<DateTime> {
        match self {
            Self::Date(date) => Some(*date),
            _ => None,
        }
    }

    /// Its canonical text: a date by ISO 8601, without a time at midnight.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Number(number) => number.to_string(),
            Self::Date(date) if date.time() == Time::midnight() => date.date().to_string(),
            Self::Date(date) => date.to_string(),
            Self::Text(text) => text.clone(),
        }
    }
}

/// The text with a space in place of each control character: U+0000 cannot be stored, others garble what they are shown in.
pub(crate) fn printable(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect::<String>().trim().to_owned()
}

/// The evidence of a value about an ambiguous notation.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Hint<Reading> {
    /// It can only be read so.
    Only(Reading),
    /// It can be read both ways, with different results.
    Either,
}

/// The evidence of this text about commas in numbers; none if it is not a number or has no comma.
pub(crate) fn comma_hint(text: &str) -> Option<Hint<Comma>> {
    let digits = text.trim().trim_start_matches(['-', '+']);
    if !digits.contains(',') {
        return None;
    }
    let (decimal, thousands) = (number(digits, Some(Comma::Decimal)), number(digits, Some(Comma::Thousands)));
    match (decimal, thousands) {
        (Some(_), Some(_)) => Some(Hint::Either),
        (Some(_), None) => Some(Hint::Only(Comma::Decimal)),
        (None, Some(_)) => Some(Hint::Only(Comma::Thousands)),
        (None, None) => None,
    }
}

/// The evidence of this text about the order of dates; none if it is not such a date or the same in both orders.
pub(crate) fn order_hint(text: &str) -> Option<Hint<Order>> {
    let text = text.trim();
    if date(text, None).is_some() {
        return None;
    }
    match (date(text, Some(Order::DayFirst)), date(text, Some(Order::MonthFirst))) {
        (Some(_), Some(_)) => Some(Hint::Either),
        (Some(_), None) => Some(Hint::Only(Order::DayFirst)),
        (None, Some(_)) => Some(Hint::Only(Order::MonthFirst)),
        (None, None) => None,
    }
}

/// A number: with a point before decimals, or a comma where that is what it is; thousands may be parted by the other sign or by
/// spaces, in groups of three.
fn number(text: &str, comma: Option<Comma>) -> Option<f64> {
    let is_of_numbers = |letter: char| letter.is_ascii_digit() || "+-.,eE \u{a0}\u{202f}".contains(letter);
    if !text.starts_with(|first: char| first.is_ascii_digit() || "+-.".contains(first))
        || !text.chars().all(is_of_numbers)
    {
        return None;
    }
    let text: String =
        text.chars().map(|letter| if matches!(letter, '\u{a0}' | '\u{202f}') { ' ' } else { letter }).collect();
    let (decimal, group) = match comma {
        Some(Comma::Decimal) => (',', '.'),
        Some(Comma::Thousands) => ('.', ','),
        None if text.contains(',') => return None,
        None => ('.', ' '),
    };
    let (whole, fraction) = text.split_once(decimal).map_or((text.as_str(), None), |(whole, rest)| (whole, Some(rest)));
    if fraction.is_some_and(|rest| rest.contains([',', '.', ' '])) {
        return None;
    }
    let whole = ungrouped(whole, group).or_else(|| ungrouped(whole, ' '))?;
    let plain = fraction.map_or_else(|| whole.clone(), |fraction| format!("{whole}.{fraction}"));
    plain.parse::<f64>().ok().filter(|number| number.is_finite())
}

/// The digits without what parts their groups; nothing when a group has not three.
fn ungrouped(whole: &str, separator: char) -> Option<String> {
    let digits = whole.trim_start_matches(['-', '+']);
    let mut groups = digits.split(separator);
    let first = groups.next().unwrap_or_default();
    let rest: Vec<&str> = groups.collect();
    let is_group = |group: &&str| group.len() == 3 && group.bytes().all(|byte| byte.is_ascii_digit());
    let is_first = first.bytes().all(|byte| byte.is_ascii_digit()) && (1..=3).contains(&first.len()) && first != "0";
    if !rest.is_empty() && (!is_first || !rest.iter().all(is_group)) {
        return None;
    }
    let joined = whole.replace(separator, "");
    (!joined.contains([',', '.', ' '])).then_some(joined)
}

/// A date with or without a time: as ISO 8601 writes it, with the month's English name, or as three numbers.
fn date(text: &str, order: Option<Order>) -> Option<DateTime> {
    let (day, time) = halves(text);
    let date = numbered(day, order).or_else(|| named(day))?;
    if !YEARS.contains(&date.year()) {
        return None;
    }
    let time = time.map_or(Some(Time::midnight()), clock)?;
    Some(date.to_datetime(time))
}

/// Date and time of day: parted by a `T` or by the last space before a colon.
fn halves(text: &str) -> (&str, Option<&str>) {
    let Some(colon) = text.find(':') else { return (text, None) };
    let before = text.get(..colon).unwrap_or_default();
    match before.rfind(['T', ' ']) {
        Some(place) => (text.get(..place).unwrap_or_default().trim(), text.get(place + 1..)),
        None => (text, None),
    }
}

fn numbered(text: &str, order: Option<Order>) -> Option<Date> {
    let separator = text.chars().find(|letter| !letter.is_ascii_digit()).filter(|sign| "-/.".contains(*sign))?;
    let parts: Vec<&str> = text.split(separator).collect();
    let [first, second, third] = parts.as_slice() else { return None };
    let short = |part: &str| part.parse::<i8>().ok().filter(|_| (1..=2).contains(&part.len()) && is_digits(part));
    let year = |part: &str| part.parse::<i16>().ok().filter(|_| part.len() == 4 && is_digits(part));
    if let Some(year) = year(first) {
        return Date::new(year, short(second)?, short(third)?).ok();
    }
    let (first, second, year) = (short(first)?, short(second)?, year(third)?);
    // with points it is the day that comes first, wherever such dates are written
    let is_day_first = separator == '.' || first == second || order == Some(Order::DayFirst);
    match order {
        _ if is_day_first => Date::new(year, second, first).ok(),
        Some(Order::MonthFirst) => Date::new(year, first, second).ok(),
        _ => None,
    }
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// `5 Mar 2024`, `5-March-2024` or `March 5, 2024`.
fn named(text: &str) -> Option<Date> {
    let parts: Vec<&str> = text.split([' ', '-', ',', '/']).filter(|part| !part.is_empty()).collect();
    let [first, second, year] = parts.as_slice() else { return None };
    let month = |name: &str| {
        let lower = name.to_ascii_lowercase();
        let place = MONTHS.iter().position(|month| lower.starts_with(month) && lower.len() <= 9)?;
        i8::try_from(place + 1).ok()
    };
    let (day, month) = match month(second) {
        Some(month) => (first, month),
        None => (second, month(first)?),
    };
    let year = year.parse().ok().filter(|_: &i16| year.len() == 4)?;
    Date::new(year, month, day.parse().ok()?).ok()
}

/// A time of day on a clock of 24 or 12 hours; a time zone is ignored.
fn clock(text: &str) -> Option<Time> {
    let lower = text.trim().to_ascii_lowercase();
    let (time, half) = ["am", "pm"]
        .into_iter()
        .find_map(|half| Some((lower.strip_suffix(half)?.trim(), Some(half))))
        .unwrap_or((lower.as_str(), None));
    let time = time.trim_end_matches('z');
    let time = time.split_once(['+', '-']).map_or(time, |(time, _zone)| time).trim();
    let padded = if time.find(':') == Some(1) { format!("0{time}") } else { time.to_owned() };
    let read: Time = padded.parse().ok()?;
    match (half, read.hour()) {
        (Some(_), 0 | 13..) => None,
        (Some("am"), 12) => read.with().hour(0).build().ok(),
        (Some("pm"), hour) if hour < 12 => read.with().hour(hour + 12).build().ok(),
        (_, _) => Some(read),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date as day;

    fn parse(text: &str) -> Cell {
        Cell::parse(text, Style::default())
    }

    fn styled(text: &str, comma: Comma) -> Cell {
        Cell::parse(text, Style { comma: Some(comma), order: None })
    }

    #[test]
    fn number_like_words_stay_text() {
        for text in [
            "nan",
            "inf",
            "infinity",
            "1,5",
            "1 00",
            "0x10",
            "--",
            "e",
            "12 kV",
            "2024-13-01",
            "1,234",
            "=1+1",
            "1e999",
            "-",
            ".",
        ] {
            assert!(matches!(parse(text), Cell::Text(_)), "{text}");
        }
    }

    #[test]
    fn numbers_and_dates_are_read() {
        assert_eq!(parse(" -1.5e3 "), Cell::Number(-1_500.0));
        assert_eq!(parse("1 234 567.5"), Cell::Number(1_234_567.5));
        assert_eq!(parse("1\u{202f}234"), Cell::Number(1_234.0));
        assert_eq!(parse("2024-02-29"), Cell::Date(day(2024, 2, 29).at(0, 0, 0, 0)));
        assert_eq!(parse("2024-02-29T23:59:58Z"), Cell::Date(day(2024, 2, 29).at(23, 59, 58, 0)));
        assert_eq!(parse("2024-02-29T23:59:58+03:00"), Cell::Date(day(2024, 2, 29).at(23, 59, 58, 0)));
        assert_eq!(parse("2024-02-29 07:30"), Cell::Date(day(2024, 2, 29).at(7, 30, 0, 0)));
        assert_eq!(parse(" \t"), Cell::Empty);
    }

    #[test]
    fn table_decides_what_a_comma_means() {
        assert_eq!(styled("1,5", Comma::Decimal), Cell::Number(1.5));
        assert_eq!(styled("1.234,5", Comma::Decimal), Cell::Number(1_234.5));
        assert_eq!(styled("1,234", Comma::Decimal), Cell::Number(1.234));
        assert_eq!(styled("1,234", Comma::Thousands), Cell::Number(1_234.0));
        assert_eq!(styled("1,234,567.8", Comma::Thousands), Cell::Number(1_234_567.8));
        for (text, comma) in [
            ("1,5", Comma::Thousands),
            ("1,234,567", Comma::Decimal),
            ("1.2,5", Comma::Decimal),
            ("1,2,3", Comma::Thousands),
        ] {
            assert!(matches!(styled(text, comma), Cell::Text(_)), "{text}");
        }
    }

    #[test]
    fn comma_hint_follows_the_digits() {
        let of = |text| comma_hint(text);
        assert_eq!((of("1,5"), of("0,125")), (Some(Hint::Only(Comma::Decimal)), Some(Hint::Only(Comma::Decimal))));
        assert_eq!(
            (of("1,234.5"), of("1,234,567")),
            (Some(Hint::Only(Comma::Thousands)), Some(Hint::Only(Comma::Thousands)))
        );
        assert_eq!((of("-1,234"), of("12"), of("a,b")), (Some(Hint::Either), None, None));
    }

    #[test]
    fn order_hint_follows_day_and_month() {
        let of = |text| order_hint(text);
        assert_eq!(
            (of("31/12/2024"), of("12/31/2024 07:00")),
            (Some(Hint::Only(Order::DayFirst)), Some(Hint::Only(Order::MonthFirst)))
        );
        assert_eq!((of("03/04/2024"), of("04/04/2024"), of("2024-03-04")), (Some(Hint::Either), None, None));
    }

    #[test]
    fn common_date_formats_are_read() {
        let fifth = day(2024, 3, 5).at(0, 0, 0, 0);
        for text in ["5 Mar 2024", "5-Mar-2024", "March 5, 2024", "05.03.2024", "2024/03/05", "2024.3.5"] {
            assert_eq!(parse(text), Cell::Date(fifth), "{text}");
        }
        let with = |order| Cell::parse("05/03/2024 1:30 PM", Style { comma: None, order });
        assert_eq!(with(Some(Order::DayFirst)), Cell::Date(day(2024, 3, 5).at(13, 30, 0, 0)));
        assert_eq!(with(Some(Order::MonthFirst)), Cell::Date(day(2024, 5, 3).at(13, 30, 0, 0)));
        assert!(matches!(with(None), Cell::Text(_)));
        assert_eq!(parse("2024-03-05 12:00 AM"), Cell::Date(fifth));
        for text in [
            "31/31/2024",
            "0001-01-01",
            "9999-01-01",
            "05/03/24",
            "2024-03-05 25:00",
            "2024-03-05 13:00 PM",
            "5 Foo 2024",
        ] {
            assert!(matches!(parse(text), Cell::Text(_)), "{text}");
        }
    }

    #[test]
    fn control_characters_become_spaces() {
        assert_eq!(parse("a\u{0}b\u{7}\nc"), Cell::Text("a b  c".to_owned()));
    }
}
