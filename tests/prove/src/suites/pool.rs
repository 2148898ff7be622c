//! Pools of worlds for reuse, because creating a world takes longer than most cases.

use std::sync::Arc;
use tokio::sync::Mutex;

/// Worlds that no case is using.
pub(super) struct Pool<T> {
    free: Arc<Mutex<Vec<T>>>,
}

impl<T> Clone for Pool<T> {
    fn clone(&self) -> Self {
        Self { free: Arc::clone(&self.free) }
    }
}

impl<T> Default for Pool<T> {
    fn default() -> Self {
        Self { free: Arc::default() }
    }
}

impl<T> Pool<T> {
    /// Takes a free world or creates one. The case gives it back only on success, because its state is unknown after a
    /// failure.
    pub(super) async fn take(&self, make: impl AsyncFnOnce() -> T) -> T {
        let free = self.free.lock().await.pop();
        match free {
            Some(free) => free,
            None => make().await,
        }
    }

    pub(super) async fn give_back(&self, used: T) {
        self.free.lock().await.push(used);
    }
}
