//! The deadline of an invocation.

use sisuiq_clock::Clock;
use std::time::Duration;
use tokio::time::Instant;

/// Time at the end of an invocation that is reserved for the batch response.
const SPARE: Duration = Duration::from_secs(10);

/// The time at which work stops, for an invocation that Lambda ends at `ends` (milliseconds since 1970). `None` if that time is
/// past: the local function host sends such a time, and does not end the invocation.
#[must_use]
pub fn deadline(ends: u64, clock: &Clock) -> Option<Instant> {
    let now = u64::try_from(clock.now().as_millisecond()).ok()?;
    let left = Duration::from_millis(ends.checked_sub(now)?);
    Some(Instant::now() + left.saturating_sub(SPARE))
}
