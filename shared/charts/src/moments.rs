//! Years, months, weekdays and hours of a column's values.

use crate::{error::ChartError, number::index, words::say};
use jiff::{
    SignedDuration,
    civil::{Date, DateTime, Time},
};
use serde::{Deserialize, Serialize};
use sisuiq_frames::{Column, Values, tools::ToolError};
use sisuiq_model::Language;
use std::collections::HashMap;
use utoipa::ToSchema;

/// The microseconds of a day.
const DAY: i64 = 86_400_000_000;
/// The microseconds of an hour.
const HOUR: i64 = 3_600_000_000;
/// The years that a column of whole numbers may have.
const YEARS: std::ops::RangeInclusive<i64> = 1900..=2200;

/// A unit of time.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TimeUnit {
    /// The year.
    Year,
    /// The month, from 1 to 12, of all years together.
    Month,
    /// The day of the week; Monday is 1.
    Weekday,
    /// The hour of the day, from 0 to 23.
    Hour,
}

/// The place of each row in time.
pub(crate) struct Moments {
    /// The number of the unit of each row; none where it cannot be read.
    pub(crate) of_rows: Vec<Option<i16>>,
    /// The number of rows without a value.
    pub(crate) missing: usize,
    /// The number of values that cannot be read.
    pub(crate) unreadable: usize,
}

/// A day since 1970-01-01, and the hour if it is known.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Moment {
    day: i64,
    hour: Option<i16>,
}

impl TimeUnit {
    /// The names of all units.
    const NAMES: &'static [&'static str] = &["year", "month", "weekday", "hour"];

    /// The unit of a name.
    pub(crate) fn parse(name: &str) -> Result<Self, ChartError> {
        match name {
            "year" => Ok(Self::Year),
            "month" => Ok(Self::Month),
            "weekday" => Ok(Self::Weekday),
            "hour" => Ok(Self::Hour),
            _ => Err(ChartError::UnknownValue { field: "unit", value: name.to_owned(), known: Self::NAMES }),
        }
    }

    /// The first and the last number that all columns share; none for years.
    pub(crate) const fn bounds(self) -> Option<(i16, i16)> {
        match self {
            Self::Year => None,
            Self::Month => Some((1, 12)),
            Self::Weekday => Some((1, 7)),
            Self::Hour => Some((0, 23)),
        }
    }

    /// The name of the unit.
    pub(crate) fn label(self, language: Language) -> String {
        let (korean, english) = match self {
            Self::Year => ("연도", "Year"),
            Self::Month => ("월", "Month"),
            Self::Weekday => ("요일", "Weekday"),
            Self::Hour => ("시간대", "Hour"),
        };
        say(language, korean, english)
    }

    /// The name of one number of the unit.
    pub(crate) fn name(self, number: i16, language: Language) -> String {
        const KOREAN_DAYS: [&str; 7] = ["월요일", "화요일", "수요일", "목요일", "금요일", "토요일", "일요일"];
        const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
        const MONTHS: [&str; 12] = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        let of = |names: &[&'static str]| {
            usize::try_from(number - 1).ok().and_then(|place| names.get(place)).copied().unwrap_or_default()
        };
        match self {
            Self::Year => say(language, format!("{number}년"), number.to_string()),
            Self::Month => say(language, format!("{number}월"), of(&MONTHS)),
            Self::Weekday => say(language, of(&KOREAN_DAYS), of(&DAYS)),
            Self::Hour => say(language, format!("{number}시"), format!("{number:02}:00")),
        }
    }
}

impl Moments {
    /// The unit of each row of a column of dates, times or texts with dates, or of a column of whole numbers whose name ends as that of
    /// years, months or hours. `name` is the column that the parameter `field` names. A column without any value has no moments.
    pub(crate) fn of(column: &Column, unit: TimeUnit, name: &str, field: &'static str) -> Result<Self, ChartError> {
        let missing = column.missing_count();
        if column.present_count() == 0 {
            return Ok(Self { of_rows: vec![None; column.len()], missing, unreadable: 0 });
        }
        let not_temporal = || ChartError::Table { field, error: ToolError::NotTemporal(name.to_owned()) };
        let present = |row: usize| !column.is_missing(row);
        let mut days = HashMap::new();
        let mut number = |moment: Moment| number_of(moment, unit, &mut days);
        let of_rows: Vec<Option<i16>> = match column.values() {
            Values::Date(_) if unit == TimeUnit::Hour => return Err(ChartError::NoHours { column: name.to_owned() }),
            Values::Date(values) => {
                let moment = |day: &i32| Moment { day: i64::from(*day), hour: None };
                let rows = values.iter().enumerate();
                rows.map(|(row, day)| present(row).then(|| number(moment(day))).flatten()).collect()
            }
            Values::Timestamp(values) => {
                let rows = values.iter().enumerate();
                let moment = |micros: &i64| Moment {
                    day: micros.div_euclid(DAY),
                    hour: i16::try_from(micros.rem_euclid(DAY) / HOUR).ok(),
                };
                rows.map(|(row, micros)| present(row).then(|| number(moment(micros))).flatten()).collect()
            }
            Values::Text(codes, texts) => {
                let read: Vec<Option<Moment>> = texts.texts().map(read).collect();
                let has_days_only = read.iter().flatten().all(|moment| moment.hour.is_none());
                if unit == TimeUnit::Hour && has_days_only && read.iter().any(Option::is_some) {
                    return Err(ChartError::NoHours { column: name.to_owned() });
                }
                let numbers: Vec<Option<i16>> = read.into_iter().map(|moment| moment.and_then(&mut number)).collect();
                let rows = codes.iter().enumerate();
                rows.map(|(row, code)| numbers.get(index(*code)).copied().flatten().filter(|_| present(row))).collect()
            }
            Values::Integer(values) if is_named(name, unit) => {
                let rows = values.iter().enumerate();
                rows.map(|(row, number)| whole(*number, unit).filter(|_| present(row))).collect()
            }
            _ => return Err(not_temporal()),
        };
        let readable = of_rows.iter().flatten().count();
        if readable == 0 {
            return Err(not_temporal());
        }
        Ok(Self { missing, unreadable: column.present_count() - readable, of_rows })
    }
}

/// Returns whether the name of a column says that its numbers are years, months or hours: counts look the same.
fn is_named(name: &str, unit: TimeUnit) -> bool {
    let name = name.trim().to_lowercase();
    let endings: &[&str] = match unit {
        TimeUnit::Year => &["년", "연", "년도", "연도", "year"],
        TimeUnit::Month => &["월", "month"],
        TimeUnit::Hour => &["시", "시각", "hour"],
        TimeUnit::Weekday => &[],
    };
    endings.iter().any(|ending| name.ends_with(ending))
}

/// A number that is a year, month or hour itself.
fn whole(number: i64, unit: TimeUnit) -> Option<i16> {
    let is_one = match unit.bounds() {
        Some((first, last)) => (i64::from(first)..=i64::from(last)).contains(&number),
        None => YEARS.contains(&number),
    };
    i16::try_from(number).ok().filter(|_| is_one)
}

fn number_of(moment: Moment, unit: TimeUnit, days: &mut HashMap<i64, (i16, i16)>) -> Option<i16> {
    let day = moment.day;
    let year_and_month = |day: i64| {
        let epoch = Date::constant(1970, 1, 1).to_datetime(Time::midnight());
        let date = epoch.saturating_add(SignedDuration::from_hours(day.saturating_mul(24))).date();
        (date.year(), i16::from(date.month()))
    };
    match unit {
        TimeUnit::Year => Some(days.entry(day).or_insert_with(|| year_and_month(day)).0),
        TimeUnit::Month => Some(days.entry(day).or_insert_with(|| year_and_month(day)).1),
        // 1970-01-01 was a Thursday
        TimeUnit::Weekday => i16::try_from(day.saturating_add(3).rem_euclid(7) + 1).ok(),
        TimeUnit::Hour => moment.hour,
    }
}

/// A date in ISO 8601, or one with an hour only: `2019-01-05 14`.
fn read(text: &str) -> Option<Moment> {
    let text = text.trim();
    // a day alone has ten characters
    let has_hour = text.len() > 10;
    let parsed = text.parse::<DateTime>().ok().or_else(|| with_hour(text))?;
    let since = parsed.date().duration_since(Date::constant(1970, 1, 1));
    Some(Moment { day: since.as_hours() / 24, hour: has_hour.then(|| parsed.hour().into()) })
}

fn with_hour(text: &str) -> Option<DateTime> {
    let (day, hour) = text.split_once([' ', 'T'])?;
    let is_short = (1..=2).contains(&hour.len()) && hour.bytes().all(|byte| byte.is_ascii_digit());
    let time = Time::new(hour.parse().ok().filter(|_| is_short)?, 0, 0, 0).ok()?;
    Some(day.parse::<Date>().ok()?.to_datetime(time))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_with_an_hour_only_are_read() {
        for (text, moment) in [
            ("1970-01-02 03", Some((1, Some(3)))),
            ("1970-01-02 3", Some((1, Some(3)))),
            ("1970-01-02T03:30", Some((1, Some(3)))),
            (" 1969-12-31 ", Some((-1, None))),
            ("1970-01-02 24", None),
            ("1970-02-30", None),
            ("미상", None),
        ] {
            assert_eq!(read(text).map(|moment| (moment.day, moment.hour)), moment, "{text}");
        }
    }

    #[test]
    fn names_say_whether_numbers_are_times() {
        for (name, unit) in [
            ("사고시", TimeUnit::Hour),
            ("사고월", TimeUnit::Month),
            ("설치연도", TimeUnit::Year),
            ("발생년", TimeUnit::Year),
        ] {
            assert!(is_named(name, unit), "{name}");
        }
        assert!(
            !is_named("사망자수", TimeUnit::Hour)
                && !is_named("사고시", TimeUnit::Month)
                && !is_named("hours", TimeUnit::Hour)
        );
    }

    #[test]
    fn units_have_numbers() {
        let mut days = HashMap::new();
        // Wednesday, 31 December 1969, 23:00
        let moment = Moment { day: -1, hour: Some(23) };
        let mut number = |unit| number_of(moment, unit, &mut days);
        assert_eq!(number(TimeUnit::Year), Some(1969));
        assert_eq!(number(TimeUnit::Month), Some(12));
        assert_eq!(number(TimeUnit::Weekday), Some(3));
        assert_eq!(number(TimeUnit::Hour), Some(23));
        assert_eq!(
            [whole(24, TimeUnit::Hour), whole(23, TimeUnit::Hour), whole(3, TimeUnit::Year)],
            [None, Some(23), None]
        );
    }
}
