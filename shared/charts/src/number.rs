//! Conversions between kinds of numbers.

use sisuiq_frames::Value;

/// The nearest floating-point number of a count; counts of rows are exact.
#[expect(clippy::cast_precision_loss, reason = "counts are below 2^53")]
pub(crate) const fn of_count(count: usize) -> f64 {
    count as f64
}

/// The integer below a number that is not negative; zero for negative numbers, the largest integer for larger numbers.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the cast saturates")]
pub(crate) const fn floor(number: f64) -> usize {
    number as usize
}

/// A row as an index.
pub(crate) fn index(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// An index as a row; tables are limited to fewer rows than that.
pub(crate) fn small(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

/// A count as a value of a table.
pub(crate) fn count_value(count: usize) -> Value {
    Value::Integer(i64::try_from(count).unwrap_or(i64::MAX))
}

/// A share in percent; zero of nothing.
pub(crate) fn percent(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { of_count(part) / of_count(whole) * 100.0 }
}

/// `parts + 1` numbers at equal distances: `from + i · (to − from) / parts`, the last one exactly `to`, as `numpy.linspace` has it.
pub(crate) fn spaced(from: f64, to: f64, parts: usize) -> Vec<f64> {
    let step = (to - from) / of_count(parts.max(1));
    (0..parts).map(|place| of_count(place) * step + from).chain(std::iter::once(to)).collect()
}
