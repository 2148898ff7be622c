use super::{Graph, Sessions};
use crate::InferenceError;
use std::{num::NonZero, sync::Arc, thread};
use tokio::{sync::Semaphore, task};

/// Threads that compute with the sessions of a graph, at most as many as there are cores. Waiting for one is first come, first
/// served.
#[derive(Debug)]
pub(crate) struct Workers {
    sessions: Arc<Sessions>,
    permits: Arc<Semaphore>,
    count: usize,
}

impl Workers {
    pub(crate) fn new(graph: Graph) -> Self {
        let count = thread::available_parallelism().map_or(1, NonZero::get);
        Self { sessions: Arc::new(Sessions::new(graph)), permits: Arc::new(Semaphore::new(count)), count }
    }

    /// The number of concurrent computations.
    pub(crate) const fn count(&self) -> usize {
        self.count
    }

    /// Computes on a thread of its own.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        compute: impl FnOnce(&Sessions) -> Result<T, InferenceError> + Send + 'static,
    ) -> Result<T, InferenceError> {
        let permit = self.permits.clone().acquire_owned().await.map_err(InferenceError::interrupted)?;
        let sessions = Arc::clone(&self.sessions);
        let computing = task::spawn_blocking(move || {
            let computed = compute(&sessions);
            drop(permit);
            computed
        });
        computing.await.map_err(InferenceError::ended)?
    }
}
