//! The thread that builds indexes and shortens logs, so that no request has to.

use std::sync::Arc;
use std::thread;
use std::time::Duration;

use crate::storage::Storage;

/// How long a change waits at most for its turn while nothing else is being indexed.
const INTERVAL: Duration = Duration::from_secs(1);

/// Starts the thread; it ends with the process, which the engine's log makes safe at any moment.
pub fn start(storage: Arc<Storage>) -> std::io::Result<()> {
    let upkeep = move || {
        loop {
            thread::sleep(INTERVAL);
            for collection in storage.collections() {
                collection.tend();
            }
        }
    };
    thread::Builder::new().name("maintenance".to_owned()).spawn(upkeep)?;
    Ok(())
}
