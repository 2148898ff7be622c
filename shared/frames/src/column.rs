//! One column of a table.

use crate::{
    bitmap::Bitmap,
    dictionary::Dictionary,
    groups::Groups,
    number::{float_key, float_of_key, index, integer_key, integer_of_key, of_integer},
    value::Value,
};
use serde::{Deserialize, Serialize};

/// The type of a column's values.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Whole numbers of 64 bits.
    Integer,
    /// Floating-point numbers.
    Number,
    /// Texts.
    Text,
    /// Days.
    Date,
    /// Times of days, in the zone of the column.
    Timestamp,
    /// Truth values.
    Boolean,
}

/// Values of one type. The value of a row that is missing is the type's zero and has no meaning.
#[derive(Clone, Debug, PartialEq)]
pub enum Values {
    /// Whole numbers.
    Integer(Vec<i64>),
    /// Finite numbers.
    Number(Vec<f64>),
    /// Codes of texts.
    Text(Vec<u32>, Dictionary),
    /// Days since 1970-01-01.
    Date(Vec<i32>),
    /// Microseconds since 1970-01-01T00:00.
    Timestamp(Vec<i64>),
    /// Truth values.
    Boolean(Vec<bool>),
}

/// The values of a column and the rows that have none.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    values: Values,
    missing: Bitmap,
    missing_count: usize,
}

impl Kind {
    /// Returns whether the values are numbers.
    #[must_use]
    pub const fn is_numeric(self) -> bool {
        matches!(self, Self::Integer | Self::Number)
    }

    /// Returns whether the values are days or times.
    #[must_use]
    pub const fn is_temporal(self) -> bool {
        matches!(self, Self::Date | Self::Timestamp)
    }

    /// Its name in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Integer => "integer",
            Self::Number => "number",
            Self::Text => "text",
            Self::Date => "date",
            Self::Timestamp => "timestamp",
            Self::Boolean => "boolean",
        }
    }
}

impl Column {
    /// A column; rows that `missing` names have no value. None if the parts do not fit: another number of rows, a code without a
    /// text, or a number that is not finite.
    #[must_use]
    pub fn new(values: Values, missing: Bitmap) -> Option<Self> {
        let (length, is_sound) = match &values {
            Values::Integer(values) | Values::Timestamp(values) => (values.len(), true),
            Values::Number(values) => (values.len(), values.iter().all(|number| number.is_finite())),
            Values::Text(codes, texts) => {
                let has_text =
                    |(row, code): (usize, &u32)| index(*code) < texts.len() || (*code == 0 && missing.has(row));
                (codes.len(), codes.iter().enumerate().all(has_text))
            }
            Values::Date(values) => (values.len(), true),
            Values::Boolean(values) => (values.len(), true),
        };
        let missing_count = missing.count();
        (is_sound && missing.length() == length).then_some(Self { values, missing, missing_count })
    }

    /// The values.
    #[must_use]
    pub const fn values(&self) -> &Values {
        &self.values
    }

    /// The rows without a value.
    #[must_use]
    pub const fn missing(&self) -> &Bitmap {
        &self.missing
    }

    /// The number of rows without a value.
    #[must_use]
    pub const fn missing_count(&self) -> usize {
        self.missing_count
    }

    /// The number of rows.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.missing.length()
    }

    /// Returns whether there are no rows.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The number of rows with a value.
    #[must_use]
    pub const fn present_count(&self) -> usize {
        self.len() - self.missing_count
    }

    /// The type of the values.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        match &self.values {
            Values::Integer(_) => Kind::Integer,
            Values::Number(_) => Kind::Number,
            Values::Text(..) => Kind::Text,
            Values::Date(_) => Kind::Date,
            Values::Timestamp(_) => Kind::Timestamp,
            Values::Boolean(_) => Kind::Boolean,
        }
    }

    /// Returns whether the row has no value.
    #[must_use]
    pub fn is_missing(&self, row: usize) -> bool {
        self.missing_count > 0 && self.missing.has(row)
    }

    /// The value of a row; missing beyond the last one.
    #[must_use]
    pub fn value(&self, row: usize) -> Value {
        self.key(row).map_or(Value::Missing, |key| self.value_of_key(key))
    }

    /// The number of a row, if the column has numbers.
    #[must_use]
    pub fn number(&self, row: usize) -> Option<f64> {
        if self.is_missing(row) {
            return None;
        }
        match &self.values {
            Values::Integer(values) => values.get(row).map(|number| of_integer(*number)),
            Values::Number(values) => values.get(row).copied(),
            _ => None,
        }
    }

    /// Bits with the order of the column's values; none for a missing value.
    pub(crate) fn key(&self, row: usize) -> Option<u64> {
        if self.is_missing(row) {
            return None;
        }
        match &self.values {
            Values::Integer(values) | Values::Timestamp(values) => values.get(row).map(|number| integer_key(*number)),
            Values::Number(values) => values.get(row).map(|number| float_key(*number)),
            Values::Text(codes, _) => codes.get(row).map(|code| u64::from(*code)),
            Values::Date(values) => values.get(row).map(|days| integer_key(i64::from(*days))),
            Values::Boolean(values) => values.get(row).map(|is| u64::from(*is)),
        }
    }

    /// The value that has these bits.
    pub(crate) fn value_of_key(&self, key: u64) -> Value {
        let small = || u32::try_from(key).unwrap_or(u32::MAX);
        match &self.values {
            Values::Integer(_) => Value::Integer(integer_of_key(key)),
            Values::Number(_) => Value::Number(float_of_key(key)),
            Values::Text(_, texts) => Value::Text(texts.text(small()).to_owned()),
            Values::Date(_) => Value::Date(i32::try_from(integer_of_key(key)).unwrap_or_default()),
            Values::Timestamp(_) => Value::Timestamp(integer_of_key(key)),
            Values::Boolean(_) => Value::Boolean(key == 1),
        }
    }

    /// Hands the key of each row to `take`, in order.
    pub(crate) fn for_each_key(&self, take: impl FnMut(Option<u64>)) {
        match &self.values {
            Values::Integer(values) | Values::Timestamp(values) => {
                self.each(values.iter().map(|number| integer_key(*number)), take);
            }
            Values::Number(values) => self.each(values.iter().map(|number| float_key(*number)), take),
            Values::Text(codes, _) => self.each(codes.iter().map(|code| u64::from(*code)), take),
            Values::Date(values) => self.each(values.iter().map(|days| integer_key(i64::from(*days))), take),
            Values::Boolean(values) => self.each(values.iter().map(|is| u64::from(*is)), take),
        }
    }

    fn each(&self, keys: impl Iterator<Item = u64>, mut take: impl FnMut(Option<u64>)) {
        if self.missing_count == 0 {
            keys.for_each(|key| take(Some(key)));
        } else {
            keys.enumerate().for_each(|(row, key)| take((!self.missing.has(row)).then_some(key)));
        }
    }

    /// The keys of all rows with a value, in order of the rows.
    pub(crate) fn keys(&self) -> impl Iterator<Item = u64> {
        (0..self.len()).filter_map(|row| self.key(row))
    }

    /// The numbers of all rows with a value, in order of the rows; none unless the column has numbers.
    #[must_use]
    pub fn numbers(&self) -> Option<Vec<f64>> {
        let is_present = |row: usize| !self.is_missing(row);
        Some(match &self.values {
            Values::Integer(values) if self.missing_count == 0 => {
                values.iter().map(|number| of_integer(*number)).collect()
            }
            Values::Integer(values) => {
                let present = values.iter().enumerate().filter(|(row, _)| is_present(*row));
                present.map(|(_, number)| of_integer(*number)).collect()
            }
            Values::Number(values) if self.missing_count == 0 => values.clone(),
            Values::Number(values) => {
                values.iter().enumerate().filter(|(row, _)| is_present(*row)).map(|(_, number)| *number).collect()
            }
            _ => return None,
        })
    }

    /// The number of each row, 0 where there is none; none unless the column has numbers.
    pub(crate) fn numbers_with_gaps(&self) -> Option<Vec<f64>> {
        let mut numbers: Vec<f64> = match &self.values {
            Values::Integer(values) => values.iter().map(|number| of_integer(*number)).collect(),
            Values::Number(values) => values.clone(),
            _ => return None,
        };
        if self.missing_count > 0 {
            let missing = numbers.iter_mut().enumerate().filter(|(row, _)| self.missing.has(*row));
            missing.for_each(|(_, number)| *number = 0.0);
        }
        Some(numbers)
    }

    /// The different values with their numbers of rows, from the most frequent one on; those of equal frequency are in the order of their
    /// first rows. Missing values are not counted.
    #[must_use]
    pub fn frequencies(&self) -> Vec<(Value, usize)> {
        let found = Groups::counts(self).by_frequency();
        found.into_iter().map(|(key, count)| (self.value_of_key(key), count)).collect()
    }

    /// The column of these rows only.
    #[must_use]
    pub fn take(&self, rows: &[u32]) -> Self {
        fn taken<Value: Copy + Default>(values: &[Value], rows: &[u32]) -> Vec<Value> {
            rows.iter().map(|row| values.get(index(*row)).copied().unwrap_or_default()).collect()
        }
        let values = match &self.values {
            Values::Integer(values) => Values::Integer(taken(values, rows)),
            Values::Number(values) => Values::Number(taken(values, rows)),
            Values::Text(codes, texts) => Values::Text(taken(codes, rows), texts.clone()),
            Values::Date(values) => Values::Date(taken(values, rows)),
            Values::Timestamp(values) => Values::Timestamp(taken(values, rows)),
            Values::Boolean(values) => Values::Boolean(taken(values, rows)),
        };
        let is_missing = |row: usize| rows.get(row).is_none_or(|row| self.is_missing(index(*row)));
        let missing = Bitmap::of(rows.len(), is_missing);
        let missing_count = missing.count();
        Self { values, missing, missing_count }
    }
}
