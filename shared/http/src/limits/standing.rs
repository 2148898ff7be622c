//! How a sender stands with the quotas of a route.

use super::Quota;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// What is left of one quota.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Left {
    /// The quota's name, such as `chat-10s`.
    pub name: String,
    /// The quota.
    pub quota: Quota,
    /// How many more requests it admits now.
    pub remaining: u32,
    /// After how long it admits one more.
    pub resets_in: Duration,
}

/// How a sender stands after a request was counted: one entry a quota.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Standing(pub Vec<Left>);

/// Where the caller's type leaves the standing for the middleware that reports it.
#[derive(Clone, Debug, Default)]
pub struct StandingSlot(Arc<Mutex<Standing>>);

impl Standing {
    /// The quota that will refuse a request first: the one with the least left, the longest wait among equals.
    #[must_use]
    pub fn tightest(&self) -> Option<&Left> {
        self.0.iter().min_by_key(|left| (left.remaining, std::cmp::Reverse(left.resets_in)))
    }

    /// How long to wait until all quotas admit one more request.
    #[must_use]
    pub fn wait(&self) -> Duration {
        self.0.iter().filter(|left| left.remaining == 0).map(|left| left.resets_in).max().unwrap_or_default()
    }
}

impl StandingSlot {
    /// Leaves a standing, beside what was left already.
    pub fn add(&self, standing: Standing) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).0.extend(standing.0);
    }

    pub(super) fn take(&self) -> Standing {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
