//! Schedules of sources, and the freshness of what was fetched. Times are passed in.
//!
//! A schedule has no state: its runs are at fixed moments of UTC, which follow from the cadence and the id of the source. A run
//! that is missed, late or started by hand does not move the next ones.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::{fmt, str::FromStr};

/// The objective for the age of a source: an older one raises an alert.
pub const FRESHNESS_OBJECTIVE: SignedDuration = SignedDuration::from_hours(48);
/// Runs of one moment are spread over this time, or over a quarter of a shorter cadence.
pub const LONGEST_JITTER: SignedDuration = SignedDuration::from_hours(1);

const HOUR: i64 = 60 * 60;
const DAY: i64 = 24 * HOUR;
const MOST_DAYS: i64 = 31;

/// The reason why a text is no schedule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "A schedule is a number of hours or days, such as 6h or 1d, or of days with a time of UTC, such as 1d@04:30. It is at most 31 days."
)]
pub struct ScheduleError;

/// The cadence of a source.
///
/// The text forms are `6h` (1 to 24 hours), `1d` (1 to 31 days, from midnight UTC) and `1d@04:30` (from that time of UTC).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Schedule {
    /// Seconds between two runs: whole hours.
    every: i64,
    /// Seconds after midnight: whole minutes of a day.
    at: i64,
}

impl Schedule {
    /// The time between two runs.
    #[must_use]
    pub const fn every(self) -> SignedDuration {
        SignedDuration::from_secs(self.every)
    }

    /// The first run after a moment. Its jitter depends on the id of the source, so a source keeps its time of day.
    #[must_use]
    pub fn next_after(self, source_id: &str, moment: Timestamp) -> Timestamp {
        let first = self.at + self.jitter(source_id);
        let since_first = moment.as_second() - first;
        let next = first + (since_first.div_euclid(self.every) + 1) * self.every;
        Timestamp::from_second(next).unwrap_or(Timestamp::MAX)
    }

    /// Returns whether a run is due: none was started since the last scheduled moment. A source that never ran is due.
    #[must_use]
    pub fn is_due(self, source_id: &str, last_started: Option<Timestamp>, now: Timestamp) -> bool {
        last_started.is_none_or(|last| self.next_after(source_id, last) <= now)
    }

    /// Seconds from 0 to below the longest jitter, evenly spread over ids.
    fn jitter(self, source_id: &str) -> i64 {
        let longest = (self.every / 4).min(LONGEST_JITTER.as_secs());
        let [first, second, third, fourth, ..]: [u8; 32] = Sha256::digest(source_id).into();
        i64::from(u32::from_be_bytes([first, second, third, fourth])) % longest.max(1)
    }
}

impl FromStr for Schedule {
    type Err = ScheduleError;

    fn from_str(text: &str) -> Result<Self, ScheduleError> {
        let (cadence, at) = match text.split_once('@') {
            Some((cadence, at)) if cadence.ends_with('d') => (cadence, time_of_day(at).ok_or(ScheduleError)?),
            Some(_) => return Err(ScheduleError),
            None => (text, 0),
        };
        let count = |digits: &str, most: i64| number(digits).filter(|count| (1..=most).contains(count));
        let hours = cadence.strip_suffix('h').and_then(|digits| count(digits, 24)).map(|hours| hours * HOUR);
        let days = || cadence.strip_suffix('d').and_then(|digits| count(digits, MOST_DAYS)).map(|days| days * DAY);
        hours.or_else(days).map(|every| Self { every, at }).ok_or(ScheduleError)
    }
}

/// Reads `04:30` as seconds.
fn time_of_day(text: &str) -> Option<i64> {
    let (hours, minutes) = text.split_once(':').filter(|(hours, minutes)| hours.len() == 2 && minutes.len() == 2)?;
    let (hours, minutes) = (number(hours)?, number(minutes)?);
    (hours < 24 && minutes < 60).then_some(hours * HOUR + minutes * 60)
}

fn number(digits: &str) -> Option<i64> {
    let is_number = (1..=2).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|_| is_number)
}

impl fmt::Display for Schedule {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.every % DAY, self.at) {
            (0, 0) => write!(formatter, "{}d", self.every / DAY),
            (0, at) => write!(formatter, "{}d@{:02}:{:02}", self.every / DAY, at / HOUR, at % HOUR / 60),
            _ => write!(formatter, "{}h", self.every / HOUR),
        }
    }
}

impl TryFrom<String> for Schedule {
    type Error = ScheduleError;

    fn try_from(text: String) -> Result<Self, ScheduleError> {
        text.parse()
    }
}

impl From<Schedule> for String {
    fn from(schedule: Schedule) -> Self {
        schedule.to_string()
    }
}

/// The age of what is stored of a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Freshness {
    /// Checked within the objective.
    Fresh {
        /// Time since the last successful check.
        age: SignedDuration,
    },
    /// Checked before the objective.
    Late {
        /// Time since the last successful check.
        age: SignedDuration,
    },
    /// Never checked successfully.
    Never {
        /// The source exists for longer than the objective.
        is_late: bool,
    },
}

impl Freshness {
    /// The freshness of a source that was registered at a moment and last checked successfully at another. A check that found
    /// the source unchanged counts. A check in the future, which a moved clock causes, has the age zero.
    #[must_use]
    pub fn of(
        last_success: Option<Timestamp>,
        registered: Timestamp,
        now: Timestamp,
        objective: SignedDuration,
    ) -> Self {
        let Some(last_success) = last_success else {
            return Self::Never { is_late: now.duration_since(registered) > objective };
        };
        let age = now.duration_since(last_success).max(SignedDuration::ZERO);
        if age > objective { Self::Late { age } } else { Self::Fresh { age } }
    }

    /// Returns whether an alert is due.
    #[must_use]
    pub const fn is_late(self) -> bool {
        matches!(self, Self::Late { .. } | Self::Never { is_late: true })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::tz::TimeZone;
    use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};
    use std::collections::BTreeSet;

    fn moment(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn schedule(text: &str) -> Schedule {
        text.parse().unwrap()
    }

    #[test]
    fn daily_runs_keep_their_time_of_day() {
        let daily = schedule("1d@04:30");
        let first = daily.next_after("ofac-sdn", moment("2026-03-28T12:00:00Z"));
        assert!(first >= moment("2026-03-29T04:30:00Z") && first < moment("2026-03-29T05:30:00Z"), "{first}");
        let second = daily.next_after("ofac-sdn", first);
        assert_eq!(second.duration_since(first), SignedDuration::from_hours(24));
        assert_eq!(daily.next_after("ofac-sdn", first - SignedDuration::from_secs(1)), first);
        assert_eq!(daily.next_after("ofac-sdn", first + SignedDuration::from_nanos(1)), second);
    }

    #[test]
    fn jitter_spreads_sources() {
        let now = moment("2026-03-28T12:00:00Z");
        let ids = ["eu-consolidated-list", "eu-regulations", "un-consolidated-list", "ofac-sdn", "ofac-consolidated"];
        let times: BTreeSet<Timestamp> = ids.iter().map(|id| schedule("1d").next_after(id, now)).collect();
        assert_eq!(times.len(), ids.len());
        let hourly = schedule("1h").next_after("ofac-sdn", now);
        assert!(hourly.to_zoned(TimeZone::UTC).minute() < 15);
    }

    #[test]
    fn a_run_is_due_once_per_moment() {
        let daily = schedule("1d");
        let now = moment("2026-03-28T12:00:00Z");
        let next = daily.next_after("a", now);
        assert!(daily.is_due("a", None, now));
        assert!(!daily.is_due("a", Some(now), next - SignedDuration::from_secs(1)));
        assert!(daily.is_due("a", Some(now), next));
        assert!(!daily.is_due("a", Some(next), next + SignedDuration::from_hours(23)));
        assert!(daily.is_due("a", Some(now), next + SignedDuration::from_hours(500)), "missed runs are made up by one");
    }

    #[test]
    fn schedules_have_one_text_form() {
        for text in ["1h", "6h", "23h", "1d", "31d", "1d@04:30", "7d@23:59"] {
            assert_eq!(schedule(text).to_string(), text);
            assert_eq!(serde_json::to_string(&schedule(text)).unwrap(), format!("\"{text}\""));
        }
        assert_eq!(schedule("24h"), schedule("1d"));
        for text in [
            "", "h", "0h", "25h", "0d", "32d", "1w", "-1d", "+1d", "1.5h", "1 d", "1d@", "1d@4:30", "1d@24:00",
            "6h@04:30", "1d@04:60", "001d",
        ] {
            assert_eq!(text.parse::<Schedule>(), Err(ScheduleError), "{text}");
        }
    }

    #[test]
    fn sources_are_late_after_the_objective() {
        let now = moment("2026-03-28T12:00:00Z");
        let registered = now - SignedDuration::from_hours(1_000);
        let at = |age| Freshness::of(Some(now - age), registered, now, FRESHNESS_OBJECTIVE);
        assert!(!at(SignedDuration::from_hours(48)).is_late());
        assert!(at(SignedDuration::from_hours(48) + SignedDuration::from_nanos(1)).is_late());
        assert_eq!(at(SignedDuration::from_hours(-2)), Freshness::Fresh { age: SignedDuration::ZERO });
        assert!(Freshness::of(None, registered, now, FRESHNESS_OBJECTIVE).is_late());
        assert!(!Freshness::of(None, now, now, FRESHNESS_OBJECTIVE).is_late());
    }

    proptest! {
        #[test]
        fn next_run_is_within_one_cadence(seconds in -10_000_000_000..100_000_000_000_i64, hours in 1..=24_i64, id in any::<String>()) {
            let schedule = schedule(&format!("{hours}h"));
            let moment = Timestamp::from_second(seconds).unwrap();
            let next = schedule.next_after(&id, moment);
            prop_assert!(next > moment);
            prop_assert!(next.duration_since(moment) <= schedule.every());
            prop_assert_eq!(schedule.next_after(&id, next).duration_since(next), schedule.every());
        }
    }

    #[test]
    fn the_end_of_time_is_no_panic() {
        assert_eq!(schedule("31d").next_after("a", Timestamp::MAX), Timestamp::MAX);
        assert!(schedule("31d").next_after("a", Timestamp::MIN) > Timestamp::MIN);
    }
}
