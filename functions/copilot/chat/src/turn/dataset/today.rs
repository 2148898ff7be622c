//! The day on which a question about a dataset is asked.

use jiff::{
    Timestamp,
    civil::Date,
    tz::{Offset, TimeZone},
};

/// The hours between Korean time and UTC.
const KOREA: Offset = Offset::constant(9);

/// The day in Korea, where the data and their readers are. What "last year" was understood as is said with the answer.
pub(super) fn today(now: Timestamp) -> Date {
    now.to_zoned(TimeZone::fixed(KOREA)).date()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_begin_in_korea() {
        let of = |text: &str| today(text.parse().unwrap());
        assert_eq!(of("2025-12-31T14:59:59Z"), date(2025, 12, 31));
        assert_eq!(of("2025-12-31T15:00:00Z"), date(2026, 1, 1));
    }
}
