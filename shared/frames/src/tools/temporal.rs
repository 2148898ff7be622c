//! The times of a column.

use super::{ToolError, markdown::count, markdown::line};
use crate::{
    bitmap::Bitmap,
    column::{Column, Values},
    number::index,
    value::{datetime_of, micros_of},
};
use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};
use sisuiq_model::Text;

/// The microseconds of a day.
pub(super) const DAY: i64 = 86_400_000_000;

/// A unit of time by which rows are grouped.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TimeUnit {
    /// Calendar years.
    Year,
    /// Quarters of the year, from 1.
    Quarter,
    /// Months of the year, from 1.
    Month,
    /// Days of the week; Monday is 1.
    Weekday,
    /// Hours of the day, from 0.
    Hour,
}

/// The times of a column, in microseconds since 1970-01-01T00:00.
pub(super) struct Times {
    pub(super) micros: Vec<i64>,
    pub(super) coverage: Coverage,
}

/// The number of rows with a time and of those without.
#[derive(Clone, Copy, Serialize)]
pub(super) struct Coverage {
    pub(super) valid: usize,
    pub(super) missing: usize,
    /// The number of texts that are no dates in ISO 8601.
    pub(super) invalid: usize,
}

impl Times {
    /// The times of a column of dates, times or texts; an error if there are none.
    pub(super) fn of(column: &Column, name: &str) -> Result<Self, ToolError> {
        let mut micros = Vec::with_capacity(column.present_count());
        visit(column, name, |moment| micros.extend(moment))?;
        if micros.is_empty() {
            return Err(ToolError::NotTemporal(name.to_owned()));
        }
        let (valid, missing) = (micros.len(), column.missing_count());
        Ok(Self { micros, coverage: Coverage { valid, missing, invalid: column.present_count() - valid } })
    }
}

impl Coverage {
    /// Adds the lines that say which rows are behind the figures.
    pub(super) fn add_lines(&self, text: &mut Text, (korean, english): (&str, &str)) {
        let (valid, missing) = (count(self.valid), count(self.missing));
        line(
            text,
            &format!("- 유효한 {korean}: {valid}개, 결측: {missing}개"),
            &format!("- Valid {english}: {valid}, missing: {missing}"),
        );
        if self.invalid > 0 {
            let invalid = count(self.invalid);
            line(
                text,
                &format!("- 날짜로 읽을 수 없는 값 {invalid}개는 제외했습니다."),
                &format!("- {invalid} values that are no dates are left out."),
            );
        }
    }
}

impl TimeUnit {
    /// Its name in Korean and English, as in "by month".
    #[must_use]
    pub const fn titles(self) -> (&'static str, &'static str) {
        match self {
            Self::Year => ("연도", "year"),
            Self::Quarter => ("분기", "quarter"),
            Self::Month => ("월", "month"),
            Self::Weekday => ("요일(월요일이 1)", "weekday (Monday is 1)"),
            Self::Hour => ("시간대", "hour"),
        }
    }

    fn of(self, micros: i64) -> i64 {
        let moment = datetime_of(micros);
        match self {
            Self::Year => i64::from(moment.year()),
            Self::Quarter => i64::from((moment.month() - 1) / 3 + 1),
            Self::Month => i64::from(moment.month()),
            Self::Weekday => i64::from(moment.weekday().to_monday_one_offset()),
            Self::Hour => i64::from(moment.hour()),
        }
    }

    /// The unit of each row of a column of dates, times or texts. Rows without a time have none. An error if there are no times, or if
    /// hours are asked for and no time has a time of day.
    pub(super) fn column(self, column: &Column, name: &str) -> Result<Column, ToolError> {
        let (mut units, mut missing) = (Vec::with_capacity(column.len()), Vec::with_capacity(column.len()));
        let (mut is_temporal, mut has_hours) = (false, false);
        // many rows share a time
        let mut last = None;
        visit(column, name, |moment| {
            missing.push(moment.is_none());
            let Some(micros) = moment else { return units.push(0) };
            let unit = match last {
                Some((own, unit)) if own == micros => unit,
                _ => self.of(micros),
            };
            last = Some((micros, unit));
            is_temporal = true;
            has_hours |= micros.rem_euclid(DAY) != 0;
            units.push(unit);
        })?;
        if !is_temporal {
            return Err(ToolError::NotTemporal(name.to_owned()));
        }
        if self == Self::Hour && !has_hours {
            return Err(ToolError::NoHours(name.to_owned()));
        }
        let missing = Bitmap::of(missing.len(), |row| missing.get(row).copied().unwrap_or(true));
        Column::new(Values::Integer(units), missing).ok_or_else(|| ToolError::NotTemporal(name.to_owned()))
    }
}

/// Visits the time of each row: none for a missing value and for a text that is no date.
fn visit(column: &Column, name: &str, mut visit: impl FnMut(Option<i64>)) -> Result<(), ToolError> {
    let is_present = |row: usize| !column.is_missing(row);
    match column.values() {
        Values::Date(days) => {
            let moments = days.iter().enumerate().map(|(row, days)| is_present(row).then(|| i64::from(*days) * DAY));
            moments.for_each(visit);
        }
        Values::Timestamp(micros) => {
            micros.iter().enumerate().map(|(row, micros)| is_present(row).then_some(*micros)).for_each(visit);
        }
        Values::Text(codes, texts) => {
            let read: Vec<Option<i64>> = texts.texts().map(parse).collect();
            for (row, code) in codes.iter().enumerate() {
                visit(read.get(index(*code)).copied().flatten().filter(|_| is_present(row)));
            }
        }
        _ => return Err(ToolError::NotTemporal(name.to_owned())),
    }
    Ok(())
}

fn parse(text: &str) -> Option<i64> {
    text.trim().parse::<DateTime>().ok().map(micros_of)
}
