//! Conversions between kinds of numbers that the standard library leaves to the caller.

/// The nearest floating-point number.
#[expect(clippy::cast_precision_loss, reason = "the nearest number is wanted; those below 2^53 are exact")]
pub(crate) const fn of_integer(number: i64) -> f64 {
    number as f64
}

/// The nearest floating-point number of a count; counts of rows are exact.
#[expect(clippy::cast_precision_loss, reason = "counts are below 2^53")]
pub(crate) const fn of_count(count: usize) -> f64 {
    count as f64
}

/// The nearest floating-point number of a sum of integers.
#[expect(clippy::cast_precision_loss, reason = "the nearest number is wanted")]
pub(crate) const fn of_sum(sum: i128) -> f64 {
    sum as f64
}

/// The integer below a number that is not negative; the largest one for larger numbers.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the cast saturates")]
pub(crate) const fn floor(number: f64) -> usize {
    number as usize
}

/// The integer that a whole number equals; none for others and for those that are not exact.
#[expect(clippy::cast_possible_truncation, reason = "the range is checked")]
pub(crate) fn whole(number: f64) -> Option<i64> {
    let is_exact = number.abs() < 9_007_199_254_740_992.0 && number.fract() == 0.0;
    is_exact.then_some(number as i64)
}

/// A row or code as an index.
pub(crate) fn index(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// An index as a row or code; tables are limited to fewer rows than that.
pub(crate) fn small(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

/// A share in percent; zero of nothing.
pub(crate) fn percent(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { of_count(part) / of_count(whole) * 100.0 }
}

/// The bits of an integer in the order of the integers.
pub(crate) const fn integer_key(number: i64) -> u64 {
    number.cast_unsigned() ^ (1 << 63)
}

/// The integer of its key.
pub(crate) const fn integer_of_key(key: u64) -> i64 {
    (key ^ (1 << 63)).cast_signed()
}

/// The bits of a number in the order of the numbers. Both zeros have the same key.
pub(crate) const fn float_key(number: f64) -> u64 {
    let bits = if number == 0.0 { 0 } else { number.to_bits() };
    if bits >> 63 == 1 { !bits } else { bits | (1 << 63) }
}

/// The number of its key.
pub(crate) const fn float_of_key(key: u64) -> f64 {
    f64::from_bits(if key >> 63 == 1 { key & !(1 << 63) } else { !key })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_have_the_order_of_numbers() {
        let numbers = [f64::MIN, -1.5, -1e-300, 0.0, 1e-300, 2.0, f64::MAX];
        assert!(numbers.windows(2).all(|pair| float_key(pair[0]) < float_key(pair[1])));
        assert!(numbers.iter().all(|number| float_of_key(float_key(*number)).total_cmp(number).is_eq()));
        assert_eq!(float_key(-0.0), float_key(0.0));
        assert!([i64::MIN, -1, 0, 1, i64::MAX].windows(2).all(|pair| integer_key(pair[0]) < integer_key(pair[1])));
        assert_eq!(integer_of_key(integer_key(-7)), -7);
    }
}
