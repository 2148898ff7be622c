//! Sums that keep whole numbers exact.

use crate::{
    column::{Column, Values},
    number::of_sum,
    statistics::sum,
    value::Value,
};

/// The sum of a column of numbers: exact for whole numbers; zero of nothing; missing where it is beyond the range of the type.
pub(super) fn total(column: &Column) -> Value {
    if let Values::Integer(values) = column.values() {
        let present = values.iter().enumerate().filter(|(row, _)| !column.is_missing(*row));
        return of_total(present.map(|(_, value)| i128::from(*value)).sum());
    }
    let sum = sum(&column.numbers().unwrap_or_default());
    if sum.is_finite() { Value::Number(sum) } else { Value::Missing }
}

/// An exact sum; the nearest number where it has more than 64 bits.
pub(super) fn of_total(total: i128) -> Value {
    i64::try_from(total).map_or_else(|_| Value::Number(of_sum(total)), Value::Integer)
}
