//! Which connections of a pool may be gone.

use deadpool_postgres::Metrics;
use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Instant,
};

/// When a connection last turned out to be gone: those that were last seen alive before may be gone as well, for a server that
/// restarts ends them all, and its word of that may still be on its way. Clones share it.
#[derive(Clone, Default)]
pub(crate) struct Suspicion(Arc<Mutex<Option<Instant>>>);

impl Suspicion {
    /// A connection is gone.
    pub(crate) fn arise(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
    }

    /// Whether this one may be gone too.
    pub(crate) fn covers(&self, metrics: &Metrics) -> bool {
        let arisen = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        arisen.is_some_and(|arisen| metrics.recycled.unwrap_or(metrics.created) <= arisen)
    }
}
