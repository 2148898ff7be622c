//! The thread that builds indexes and truncates logs, so that no request has to.

use std::sync::Arc;
use std::thread;
use std::time::Duration;

use crate::storage::Storage;

/// Interval of the maintenance.
const INTERVAL: Duration = Duration::from_secs(1);

/// Starts the thread, which ends with the process. The engine's log makes that safe at any moment.
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
