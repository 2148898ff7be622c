//! The end of a world: its vectors go, for each collection takes memory while the store runs. The database is a few
//! megabytes on disk and goes with the stack.

use super::Inner;
use qdrant_client::{Qdrant, QdrantError};
use sisuiq_testing::Stack;
use std::{mem, thread};
use tokio::runtime;

impl Drop for Inner {
    /// Waits until the collection is gone. If it cannot be removed, it stays until the stack goes.
    fn drop(&mut self) {
        let Some(collection) = mem::take(&mut self.collection).into_inner() else { return };
        let removed = thread::spawn(move || remove(&collection)).join();
        if !matches!(removed, Ok(Ok(()))) {
            tracing::warn!(?removed, "a vector collection is left behind");
        }
    }
}

fn remove(collection: &str) -> Result<(), QdrantError> {
    let runtime = runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let client = Qdrant::from_url(&Stack::from_process().qdrant_url).skip_compatibility_check().build()?;
        client.delete_collection(collection).await?;
        Ok(())
    })
}
