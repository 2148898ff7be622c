//! A collection: one folder, one shard of the engine.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::{fs, io};

use anyhow::Context;
use parking_lot::Mutex;
use prost::Message;
use qdrant_client::qdrant::CreateCollection;
use qdrant_edge::{EdgeShard, UpdateOperation};
use tonic::Status;

use crate::{atomic_file, definition, failure};

/// Written last at creation and removed first at deletion: a folder without it has no valid collection.
const DEFINITION_FILE: &str = "definition.pb";

/// An open collection. The folder of a deleted collection is removed after its last user is done.
#[derive(Debug)]
pub struct Collection {
    shard: EdgeShard,
    definition: CreateCollection,
    changed: AtomicBool,
    tending: AtomicBool,
    trouble: Mutex<Option<String>>,
    // declared last, because the shard must be closed before its folder is removed
    folder: CollectionFolder,
}

/// The state of a collection's indexes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    Settled,
    Indexing,
    Failing(String),
}

impl Collection {
    /// Creates the collection in a new folder. It survives a crash of the process once this returns.
    pub fn create(path: PathBuf, definition: CreateCollection) -> Result<Self, Status> {
        let config = definition::engine_config(&definition)?;
        let folder = CollectionFolder::new(path);
        folder.doom();
        let shard = EdgeShard::new(&folder.path, config).map_err(|e| failure::from_engine(&e))?;
        let file = folder.path.join(DEFINITION_FILE);
        atomic_file::replace(&file, &definition.encode_to_vec()).map_err(failure::internal)?;
        folder.keep();
        Ok(Self::new(shard, definition, folder))
    }

    /// Opens the collection of a folder, with every point acknowledged before a crash of the process. Removes the folder and
    /// returns None if creation was not finished or deletion had begun.
    pub fn open(path: PathBuf) -> anyhow::Result<Option<Self>> {
        let file = path.join(DEFINITION_FILE);
        if !file.try_exists()? {
            fs::remove_dir_all(&path)?;
            return Ok(None);
        }
        let definition = CreateCollection::decode(fs::read(&file)?.as_slice())
            .with_context(|| format!("{} is damaged", file.display()))?;
        let shard =
            EdgeShard::load(&path, None).with_context(|| format!("cannot open `{}`", definition.collection_name))?;
        let collection = Self::new(shard, definition, CollectionFolder::new(path));
        // the replayed log may have left points without an index
        collection.changed.store(true, Ordering::Release);
        Ok(Some(collection))
    }

    fn new(shard: EdgeShard, definition: CreateCollection, folder: CollectionFolder) -> Self {
        Self {
            shard,
            definition,
            changed: AtomicBool::new(false),
            tending: AtomicBool::new(false),
            trouble: Mutex::new(None),
            folder,
        }
    }

    pub fn name(&self) -> &str {
        &self.definition.collection_name
    }

    pub fn definition(&self) -> &CreateCollection {
        &self.definition
    }

    /// The engine, for reading; changes go through [`Self::update`].
    pub fn shard(&self) -> &EdgeShard {
        &self.shard
    }

    /// Applies a change. It survives a crash of the process once this returns.
    pub fn update(&self, operation: UpdateOperation) -> Result<(), Status> {
        let outcome = self.shard.update(operation);
        self.changed.store(true, Ordering::Release);
        outcome.map_err(|error| failure::from_engine(&error))
    }

    pub fn condition(&self) -> Condition {
        if let Some(trouble) = self.trouble.lock().clone() {
            return Condition::Failing(trouble);
        }
        let busy = self.changed.load(Ordering::Acquire) || self.tending.load(Ordering::Acquire);
        if busy { Condition::Indexing } else { Condition::Settled }
    }

    /// Builds the indexes that are due and truncates the log, if anything changed since the last call.
    pub fn tend(&self) {
        if !self.changed.load(Ordering::Acquire) || self.folder.is_doomed() {
            return;
        }
        self.tending.store(true, Ordering::Release);
        self.changed.store(false, Ordering::Release);
        let work = || self.shard.optimize().and_then(|_| self.shard.flush());
        let trouble = match catch_unwind(AssertUnwindSafe(work)) {
            Ok(Ok(())) => None,
            Ok(Err(error)) => Some(error.to_string()),
            Err(_) => Some("the engine panicked".to_owned()),
        };
        if let Some(trouble) = &trouble {
            tracing::error!(collection = self.name(), "optimising or flushing failed: {trouble}");
        }
        *self.trouble.lock() = trouble;
        self.tending.store(false, Ordering::Release);
    }

    /// Deletes the collection. The folder itself is removed when its last user is done.
    pub fn delete(&self) -> io::Result<()> {
        fs::remove_file(self.folder.path.join(DEFINITION_FILE))?;
        fs::File::open(&self.folder.path)?.sync_all()?;
        self.folder.doom();
        Ok(())
    }
}

/// Removes the folder when dropped, if it was marked for deletion.
#[derive(Debug)]
struct CollectionFolder {
    path: PathBuf,
    doomed: AtomicBool,
}

impl CollectionFolder {
    fn new(path: PathBuf) -> Self {
        Self { path, doomed: AtomicBool::new(false) }
    }

    fn doom(&self) {
        self.doomed.store(true, Ordering::Release);
    }

    fn keep(&self) {
        self.doomed.store(false, Ordering::Release);
    }

    fn is_doomed(&self) -> bool {
        self.doomed.load(Ordering::Acquire)
    }

    fn remove(path: &Path) {
        match fs::remove_dir_all(path) {
            Ok(()) => {}
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => {}
            Err(cause) => tracing::warn!("removing {} failed, retrying at the next start: {cause}", path.display()),
        }
    }
}

impl Drop for CollectionFolder {
    fn drop(&mut self) {
        if self.is_doomed() {
            Self::remove(&self.path);
        }
    }
}
