//! The times of a column.

use super::ToolError;
use crate::{
    column::{Column, Values},
    value::micros_of,
};
use jiff::civil::DateTime;

/// The microseconds of a day.
pub(super) const DAY: i64 = 86_400_000_000;

/// The times of a column, in microseconds since 1970-01-01T00:00.
pub(super) struct Times {
    pub(super) micros: Vec<i64>,
    pub(super) missing: usize,
    /// The number of texts that are no dates in ISO 8601.
    pub(super) invalid: usize,
}

impl Times {
    /// The times of a column of dates, times or texts; an error if there are none.
    pub(super) fn of(column: &Column, name: &str) -> Result<Self, ToolError> {
        let not_temporal = || ToolError::NotTemporal(name.to_owned());
        let missing = column.missing_count();
        let present = |row: &usize| !column.is_missing(*row);
        let rows = (0..column.len()).filter(present);
        let micros: Vec<i64> = match column.values() {
            Values::Date(days) => rows.filter_map(|row| days.get(row)).map(|days| i64::from(*days) * DAY).collect(),
            Values::Timestamp(micros) => rows.filter_map(|row| micros.get(row)).copied().collect(),
            Values::Text(codes, texts) => {
                let read: Vec<Option<i64>> = texts.texts().map(parse).collect();
                let at = |row: usize| read.get(crate::number::index(*codes.get(row)?)).copied()?;
                rows.filter_map(at).collect()
            }
            _ => return Err(not_temporal()),
        };
        if micros.is_empty() {
            return Err(not_temporal());
        }
        let invalid = column.present_count() - micros.len();
        Ok(Self { micros, missing, invalid })
    }
}

fn parse(text: &str) -> Option<i64> {
    text.trim().parse::<DateTime>().ok().map(micros_of)
}
