//! One value of a table.

use jiff::{
    SignedDuration,
    civil::{Date, DateTime},
};
use serde::{Serialize, Serializer};
use std::fmt;

/// The value of a cell. In JSON it is a number, a text, a truth value or null; dates are texts in ISO 8601.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing.
    Missing,
    /// A whole number.
    Integer(i64),
    /// A number, never infinite.
    Number(f64),
    /// A text.
    Text(String),
    /// Days since 1970-01-01.
    Date(i32),
    /// Microseconds since 1970-01-01T00:00 by the clock of the column's zone.
    Timestamp(i64),
    /// A truth value.
    Boolean(bool),
}

const EPOCH: Date = Date::constant(1970, 1, 1);

/// The day by its number since 1970-01-01; the last or first day of the calendar for numbers beyond it.
pub(crate) fn date_of(days: i32) -> Date {
    EPOCH.saturating_add(SignedDuration::from_hours(24 * i64::from(days)))
}

/// The time by its microseconds since 1970-01-01T00:00.
pub(crate) fn datetime_of(micros: i64) -> DateTime {
    EPOCH.to_datetime(jiff::civil::Time::midnight()).saturating_add(SignedDuration::from_micros(micros))
}

/// The number of a day since 1970-01-01.
pub(crate) fn days_of(date: Date) -> i32 {
    i32::try_from(date.duration_since(EPOCH).as_hours() / 24).unwrap_or_default()
}

/// The microseconds of a time since 1970-01-01T00:00.
pub(crate) fn micros_of(moment: DateTime) -> i64 {
    let since = moment.duration_since(EPOCH.to_datetime(jiff::civil::Time::midnight()));
    i64::try_from(since.as_micros()).unwrap_or_default()
}

impl fmt::Display for Value {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => Ok(()),
            Self::Integer(number) => number.fmt(formatter),
            Self::Number(number) => number.fmt(formatter),
            Self::Text(text) => text.fmt(formatter),
            Self::Date(days) => date_of(*days).fmt(formatter),
            Self::Timestamp(micros) => datetime_of(*micros).fmt(formatter),
            Self::Boolean(is) => is.fmt(formatter),
        }
    }
}

impl Serialize for Value {
    fn serialize<Output: Serializer>(&self, serializer: Output) -> Result<Output::Ok, Output::Error> {
        match self {
            Self::Missing => serializer.serialize_none(),
            Self::Integer(number) => serializer.serialize_i64(*number),
            Self::Number(number) => serializer.serialize_f64(*number),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Date(_) | Self::Timestamp(_) => serializer.collect_str(self),
            Self::Boolean(is) => serializer.serialize_bool(*is),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_times_are_iso_texts() {
        for (days, text) in [(0, "1970-01-01"), (-1, "1969-12-31"), (16_435, "2014-12-31")] {
            assert_eq!(Value::Date(days).to_string(), text);
            assert_eq!(days_of(text.parse().unwrap()), days);
        }
        let micros = micros_of("2012-05-09T01:00:30".parse().unwrap());
        assert_eq!(serde_json::to_string(&Value::Timestamp(micros)).unwrap(), "\"2012-05-09T01:00:30\"");
        assert_eq!(micros_of("1969-12-31T23:59:59".parse().unwrap()), -1_000_000);
        assert!(!Value::Date(i32::MAX).to_string().is_empty() && !Value::Timestamp(i64::MIN).to_string().is_empty());
    }
}
