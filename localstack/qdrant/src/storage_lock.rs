//! Lock that allows one process per storage folder.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;

use anyhow::{Context, bail};

const LOCK_FILE: &str = "lock";

/// The lock of a storage folder. The system releases it when the process ends, also after a
/// crash.
#[derive(Debug)]
pub struct StorageLock {
    _file: File,
}

impl StorageLock {
    /// Locks the folder. Fails if another process has locked it.
    pub fn take(folder: &Path) -> anyhow::Result<Self> {
        let path = folder.join(LOCK_FILE);
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .with_context(|| format!("cannot open the lock file {}", path.display()))?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => {
                bail!("the storage folder {} is in use by another qdrant-local", folder.display())
            }
            Err(TryLockError::Error(cause)) => Err(cause).with_context(|| format!("cannot lock {}", path.display())),
        }
    }
}
