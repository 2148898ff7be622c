//! Days that callers ask about.

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use sisuiq_http::{FieldError, Problem, Result};

/// Reads the day `at`; `None` if the caller asks about now.
///
/// # Errors
/// 422: it is not a date, or is in the future, of which no list says anything.
pub(crate) fn parse(at: Option<&str>, now: Timestamp) -> Result<Option<Date>> {
    let refuse = |text: &str| Problem::unprocessable(vec![FieldError::new("at", text)]);
    let Some(text) = at else { return Ok(None) };
    // the parser of dates accepts times as well
    let day = Date::strptime("%Y-%m-%d", text).map_err(|_| refuse("must be a date such as 2021-07-07"))?;
    if day > now.to_zoned(TimeZone::UTC).date() {
        return Err(refuse("must not be in the future"));
    }
    Ok(Some(day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_dates_up_to_today() {
        let now = "2026-03-10T23:59:59Z".parse().unwrap();
        assert_eq!(parse(None, now).unwrap(), None);
        for day in ["2026-03-10", "2021-07-07", "1999-12-31"] {
            assert_eq!(parse(Some(day), now).unwrap(), Some(day.parse().unwrap()));
        }
        for wrong in ["2026-03-11", "2026-02-30", "yesterday", "07.07.2021", "", "2021-07-07T10:00:00Z"] {
            assert!(parse(Some(wrong), now).is_err(), "{wrong}");
        }
    }
}
