//! The end of a world. It deletes the vector collection, which takes memory of the store, and the database, because those of
//! all tests together take gigabytes on disk. The database of a failed test stays for inspection until the stack ends.

use super::Inner;
use anyhow::Result;
use qdrant_client::Qdrant;
use sisuiq_testing::{Stack, TestDatabase};
use std::{mem, thread};
use tokio::{
    runtime::{self, Handle, RuntimeFlavor},
    task,
};

impl Drop for Inner {
    /// Waits until both are deleted. If that fails, they stay until the stack ends.
    fn drop(&mut self) {
        let collection = mem::take(&mut self.collection).into_inner();
        let database = (!thread::panicking()).then_some(&self.database);
        let removed =
            beside_tasks(|| thread::scope(|scope| scope.spawn(|| remove(collection.as_deref(), database)).join()));
        if !matches!(removed, Ok(Ok(()))) {
            tracing::warn!(?removed, "a vector collection or a database is left behind");
        }
    }
}

/// Waits without keeping other tasks from this thread: one of another world may be opening a connection, and Postgres deletes no
/// database before that is open.
fn beside_tasks<T>(wait: impl FnOnce() -> T) -> T {
    let has_other_threads =
        Handle::try_current().is_ok_and(|runtime| runtime.runtime_flavor() == RuntimeFlavor::MultiThread);
    if has_other_threads { task::block_in_place(wait) } else { wait() }
}

fn remove(collection: Option<&str>, database: Option<&TestDatabase>) -> Result<()> {
    let runtime = runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        if let Some(collection) = collection {
            let client = Qdrant::from_url(&Stack::from_process().qdrant_url).skip_compatibility_check().build()?;
            client.delete_collection(collection).await?;
        }
        if let Some(database) = database {
            database.remove().await?;
        }
        Ok(())
    })
}
