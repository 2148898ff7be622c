//! Worlds that cases take turns in, for making one takes longer than most cases.

use std::sync::Arc;
use tokio::sync::Mutex;

/// Those in which no case is running.
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
    /// One that is free, or else a new one. It is to be given back, unless its case fails: then nobody knows what is in it.
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
