//! The remaining quotas of a client.

use super::Quota;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// The remainder of one quota.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Left {
    /// The quota's name, such as `chat-10s`.
    pub name: String,
    /// The quota.
    pub quota: Quota,
    /// The number of requests that it still admits.
    pub remaining: u32,
    /// After how long it admits one more than now.
    pub resets_in: Duration,
}

/// The remaining quotas after a request was counted: one entry per quota.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Standing(pub Vec<Left>);

/// The slot through which the caller's extractor passes the remaining quotas to the middleware that reports them.
#[derive(Clone, Debug, Default)]
pub struct StandingSlot(Arc<Mutex<Standing>>);

impl Standing {
    /// The quota that will refuse a request first: the one with the least left, the longest wait among equals.
    #[must_use]
    pub fn tightest(&self) -> Option<&Left> {
        self.0.iter().min_by_key(|left| (left.remaining, std::cmp::Reverse(left.resets_in)))
    }

    /// The time until all quotas admit one more request.
    #[must_use]
    pub fn wait(&self) -> Duration {
        self.0.iter().filter(|left| left.remaining == 0).map(|left| left.resets_in).max().unwrap_or_default()
    }
}

impl StandingSlot {
    /// Adds the remaining quotas of one count to those already in the slot.
    pub fn add(&self, standing: Standing) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).0.extend(standing.0);
    }

    pub(super) fn take(&self) -> Standing {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left(name: &str, remaining: u32, seconds: u64) -> Left {
        let quota = Quota { most: 5, seconds: 10 };
        Left { name: name.to_owned(), quota, remaining, resets_in: Duration::from_secs(seconds) }
    }

    #[test]
    fn tightest_breaks_ties_by_wait() {
        assert_eq!(Standing::default().tightest(), None);
        let standing = Standing(vec![left("wide", 4, 60), left("short", 1, 2), left("long", 1, 9)]);
        assert_eq!(standing.tightest().unwrap().name, "long");
    }

    #[test]
    fn wait_is_the_longest_of_refusals() {
        assert_eq!(Standing(vec![left("wide", 4, 60), left("short", 1, 2)]).wait(), Duration::ZERO);
        let refused = Standing(vec![left("wide", 4, 60), left("short", 0, 2), left("long", 0, 9)]);
        assert_eq!(refused.wait(), Duration::from_secs(9));
    }

    #[test]
    fn slot_accumulates_and_is_taken_once() {
        let slot = StandingSlot::default();
        slot.clone().add(Standing(vec![left("account", 1, 1)]));
        slot.add(Standing(vec![left("address", 2, 2)]));
        assert_eq!(slot.take().0.iter().map(|left| left.name.as_str()).collect::<Vec<_>>(), ["account", "address"]);
        assert_eq!(slot.take(), Standing::default());
    }
}
