//! Connections of the pool that may be stale.

use deadpool_postgres::Metrics;
use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Instant,
};

/// The time when a connection was last found broken. A server that restarts ends all connections, so those last checked before
/// that time may be stale as well. Clones share it.
#[derive(Clone, Default)]
pub(crate) struct StaleConnections(Arc<Mutex<Option<Instant>>>);

impl StaleConnections {
    /// Records that a connection was found broken.
    pub(crate) fn note_broken(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
    }

    /// Returns whether this connection was made or last checked before another one was found broken.
    pub(crate) fn may_include(&self, metrics: &Metrics) -> bool {
        let broken_at = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        broken_at.is_some_and(|broken_at| metrics.recycled.unwrap_or(metrics.created) <= broken_at)
    }
}
