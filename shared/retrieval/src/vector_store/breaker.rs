//! Spares those who search the wait for a server that is away.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::time::Instant;

/// Failures in a row after which searches are spared the server.
const FAILURES: u32 = 2;

/// Lets searches through, but none for a pause after some failed in a row. Then one is let through: its outcome decides
/// whether the others may follow or wait for another pause. Clones share what they know.
#[derive(Clone, Debug)]
pub(super) struct Breaker {
    pause: Duration,
    seen: Arc<Mutex<Seen>>,
}

#[derive(Debug, Default)]
struct Seen {
    failures: u32,
    open_until: Option<Instant>,
}

/// The server failed repeatedly a moment ago, and is not asked.
#[derive(Debug, thiserror::Error)]
#[error("the circuit is open after several failures")]
pub(super) struct Spared;

impl Breaker {
    pub(super) fn new(pause: Duration) -> Self {
        Self { pause, seen: Arc::default() }
    }

    /// Succeeds if the server may be asked now.
    pub(super) fn enter(&self) -> Result<(), Spared> {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        match seen.open_until {
            Some(until) if now < until => Err(Spared),
            Some(_) => {
                // This one finds out; those who come meanwhile do not wait for it.
                seen.open_until = Some(now + self.pause);
                Ok(())
            }
            None => Ok(()),
        }
    }

    /// Takes note of how it went.
    pub(super) fn note(&self, is_away: bool) {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if !is_away {
            *seen = Seen::default();
            return;
        }
        seen.failures = seen.failures.saturating_add(1);
        if seen.failures >= FAILURES {
            seen.open_until = Some(Instant::now() + self.pause);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::time::advance;

    const PAUSE: Duration = Duration::from_secs(5);
    /// A moment before the pause is over.
    const ALMOST: Duration = Duration::from_millis(4_999);

    fn tripped() -> Breaker {
        let breaker = Breaker::new(PAUSE);
        breaker.note(true);
        breaker.note(true);
        breaker
    }

    #[tokio::test(start_paused = true)]
    async fn consecutive_failures_trip_the_breaker() {
        let breaker = Breaker::new(PAUSE);
        for is_away in [true, false, true] {
            breaker.note(is_away);
            assert!(breaker.enter().is_ok());
        }
        assert!(tripped().enter().is_err());
    }

    #[tokio::test(start_paused = true)]
    async fn one_probe_follows_the_pause() {
        let breaker = tripped();
        advance(ALMOST).await;
        assert!(breaker.enter().is_err());
        advance(Duration::from_millis(1)).await;
        assert!(breaker.enter().is_ok() && breaker.enter().is_err());
        breaker.note(false);
        assert!(breaker.enter().is_ok() && breaker.enter().is_ok());
    }

    #[tokio::test(start_paused = true)]
    async fn failed_probe_restarts_the_pause() {
        let breaker = tripped();
        advance(PAUSE).await;
        assert!(breaker.enter().is_ok());
        breaker.note(true);
        advance(ALMOST).await;
        assert!(breaker.enter().is_err());
    }

    #[tokio::test(start_paused = true)]
    async fn lost_probe_blocks_one_pause() {
        let breaker = tripped();
        advance(PAUSE).await;
        assert!(breaker.enter().is_ok());
        advance(PAUSE).await;
        assert!(breaker.enter().is_ok());
    }
}
