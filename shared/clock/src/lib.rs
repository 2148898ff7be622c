//! The clock and the generator of ids.
//!
//! Code that needs the time takes a [`Clock`], so a test moves time instead of waiting for it.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};
use uuid::{ContextV7, Uuid};

/// Returns the time and generates row ids; clones share both the time and the id order.
///
/// ```
/// use jiff::{SignedDuration, Timestamp};
/// use sisuiq_clock::Clock;
///
/// let clock = Clock::manual(Timestamp::UNIX_EPOCH);
/// let of_the_code_under_test = clock.clone();
/// clock.advance(SignedDuration::from_hours(2));
/// assert_eq!(of_the_code_under_test.now().as_second(), 2 * 60 * 60);
/// ```
#[derive(Clone)]
pub struct Clock {
    source: Source,
    ids: Arc<Mutex<ContextV7>>,
}

#[derive(Clone)]
enum Source {
    System,
    Manual(Arc<Mutex<Timestamp>>),
}

impl Clock {
    /// A clock that follows the machine.
    #[must_use]
    pub fn system() -> Self {
        Self::with(Source::System)
    }

    /// A clock that stands at `start` until [`Clock::advance`] moves it.
    #[must_use]
    pub fn manual(start: Timestamp) -> Self {
        Self::with(Source::Manual(Arc::new(Mutex::new(start))))
    }

    /// The present moment in UTC.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        match &self.source {
            Source::System => system_now(),
            Source::Manual(time) => *time.lock().unwrap_or_else(PoisonError::into_inner),
        }
    }

    /// Moves a manual clock, and every clone of it, by `step`, stopping at the ends of representable time; a system
    /// clock is left alone.
    pub fn advance(&self, step: SignedDuration) {
        if let Source::Manual(time) = &self.source {
            let mut time = time.lock().unwrap_or_else(PoisonError::into_inner);
            *time = later(*time, step);
        }
    }

    /// A new version 7 id; ids of one clock and its clones sort in the order they were made.
    #[must_use]
    pub fn uuid_v7(&self) -> Uuid {
        let now = self.now();
        let seconds = u64::try_from(now.as_second()).unwrap_or(0);
        let nanoseconds = u32::try_from(now.subsec_nanosecond()).unwrap_or(0);
        Uuid::new_v7(uuid::Timestamp::from_unix(&*self.ids, seconds, nanoseconds))
    }

    fn with(source: Source) -> Self {
        Self { source, ids: Arc::new(Mutex::new(ContextV7::new())) }
    }
}

/// The moment this long after another, or the end of representable time if that comes first.
#[must_use]
pub fn later(moment: Timestamp, time: SignedDuration) -> Timestamp {
    let end = if time.is_negative() { Timestamp::MIN } else { Timestamp::MAX };
    moment.checked_add(time).unwrap_or(end)
}

impl Default for Clock {
    fn default() -> Self {
        Self::system()
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match self.source {
            Source::System => "Clock::System",
            Source::Manual(_) => "Clock::Manual",
        };
        formatter.debug_tuple(name).field(&self.now()).finish()
    }
}

#[expect(clippy::disallowed_methods, reason = "the one place that reads the machine's clock")]
fn system_now() -> Timestamp {
    Timestamp::now()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn start() -> Timestamp {
        "2026-01-31T12:00:00Z".parse().unwrap()
    }

    #[test]
    fn manual_clock_moves_only_on_request() {
        let clock = Clock::manual(start());
        let clone = clock.clone();
        assert_eq!(clock.now(), start());
        clone.advance(SignedDuration::from_mins(15));
        assert_eq!(clock.now(), start() + SignedDuration::from_mins(15));
        clone.advance(SignedDuration::from_mins(-20));
        assert_eq!(clock.now(), start() - SignedDuration::from_mins(5));
    }

    #[test]
    fn advance_saturates() {
        let clock = Clock::manual(start());
        clock.advance(SignedDuration::MAX);
        assert_eq!(clock.now(), Timestamp::MAX);
        clock.advance(SignedDuration::MIN);
        assert_eq!(clock.now(), Timestamp::MIN);
        assert_eq!(clock.uuid_v7().get_version_num(), 7);
    }

    #[test]
    fn ids_increase_at_the_same_time() {
        let clock = Clock::manual(start());
        let ids: Vec<Uuid> = (0..1_000).map(|_| clock.clone().uuid_v7()).collect();
        assert!(ids.is_sorted_by(|earlier, later| earlier < later));
    }

    #[test]
    fn an_id_carries_its_clock_time() {
        let (seconds, _) = Clock::manual(start()).uuid_v7().get_timestamp().unwrap().to_unix();
        assert_eq!(i64::try_from(seconds).unwrap(), start().as_second());
    }

    #[test]
    fn the_system_clock_ignores_manual_steps() {
        let clock = Clock::system();
        clock.advance(SignedDuration::from_hours(1_000));
        assert!(clock.now() < system_now() + SignedDuration::from_hours(1));
    }
}
