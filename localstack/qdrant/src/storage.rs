//! The collections of a storage folder and their names.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use anyhow::Context;
use parking_lot::{Mutex, RwLock};
use qdrant_client::qdrant::{AliasOperations, CreateCollection};
use tonic::Status;
use uuid::Uuid;

use crate::aliases::Aliases;
use crate::collection::Collection;
use crate::failure;
use crate::storage_lock::StorageLock;

const COLLECTIONS_FOLDER: &str = "collections";
const ALIASES_FILE: &str = "aliases.json";

/// All data of this server. Reads never wait for the creation or deletion of a collection.
#[derive(Debug)]
pub struct Storage {
    root: PathBuf,
    registry: RwLock<Registry>,
    // locked by every change of the names
    changes: Mutex<()>,
    _lock: StorageLock,
}

#[derive(Debug, Default)]
struct Registry {
    collections: BTreeMap<String, Arc<Collection>>,
    aliases: Aliases,
}

/// The result of a call and its duration.
#[derive(Debug)]
pub struct Answer<T> {
    pub value: T,
    pub seconds: f64,
}

impl Storage {
    /// Opens the folder, which is created if missing, and every collection in it.
    pub fn open(root: &Path) -> anyhow::Result<Self> {
        let folder = root.join(COLLECTIONS_FOLDER);
        fs::create_dir_all(&folder).with_context(|| format!("cannot make the storage folder {}", folder.display()))?;
        let lock = StorageLock::take(root)?;
        let aliases = Aliases::load(&root.join(ALIASES_FILE))?;
        let mut collections = BTreeMap::new();
        for entry in fs::read_dir(&folder)? {
            let entry = entry?;
            if !entry.file_type()?.is_dir() {
                continue;
            }
            if let Some(collection) = Collection::open(entry.path())? {
                collections.insert(collection.name().to_owned(), Arc::new(collection));
            }
        }
        Ok(Self {
            root: root.to_owned(),
            registry: RwLock::new(Registry { collections, aliases }),
            changes: Mutex::new(()),
            _lock: lock,
        })
    }

    /// Runs blocking work outside the threads that serve connections.
    pub async fn run<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&Self) -> Result<T, Status> + Send + 'static,
    ) -> Result<Answer<T>, Status> {
        let started = Instant::now();
        let storage = Arc::clone(self);
        let value = tokio::task::spawn_blocking(move || work(&storage)).await.map_err(failure::internal)??;
        Ok(Answer { value, seconds: started.elapsed().as_secs_f64() })
    }

    /// Like [`Self::run`], with the collection of this name or alias.
    pub async fn run_on<T: Send + 'static>(
        self: &Arc<Self>,
        name: String,
        work: impl FnOnce(&Collection) -> Result<T, Status> + Send + 'static,
    ) -> Result<Answer<T>, Status> {
        self.run(move |storage| work(&*storage.find(&name)?)).await
    }

    /// The collection of this name or alias.
    pub fn find(&self, name: &str) -> Result<Arc<Collection>, Status> {
        let registry = self.registry.read();
        registry
            .collections
            .get(registry.aliases.resolve(name))
            .cloned()
            .ok_or_else(|| failure::collection_not_found(name))
    }

    pub fn collections(&self) -> Vec<Arc<Collection>> {
        self.registry.read().collections.values().cloned().collect()
    }

    /// Creates a collection. Its name must be free, also among the aliases.
    pub fn create(&self, definition: CreateCollection) -> Result<(), Status> {
        let _changing = self.changes.lock();
        let name = definition.collection_name.clone();
        self.check_free(&name)?;
        let folder = self.root.join(COLLECTIONS_FOLDER);
        let path = folder.join(Uuid::new_v4().to_string());
        let collection = Collection::create(path, definition)?;
        let mut registry = self.registry.write();
        registry.collections.insert(name, Arc::new(collection));
        Ok(())
    }

    fn check_free(&self, name: &str) -> Result<(), Status> {
        let registry = self.registry.read();
        if registry.collections.contains_key(name) {
            return Err(failure::collection_exists(name));
        }
        if registry.aliases.contains(name) {
            return Err(failure::bad_input(format_args!(
                "Can't create collection with name {name}. Alias with the same name already exists"
            )));
        }
        Ok(())
    }

    /// Deletes a collection and its aliases. Returns false if there is none with this name.
    pub fn delete(&self, name: &str) -> Result<bool, Status> {
        let _changing = self.changes.lock();
        let aliases = self.aliases().without_collection(name);
        let found = self.registry.read().collections.get(name).cloned();
        let Some(collection) = found else {
            return Ok(false);
        };
        collection.delete().map_err(failure::internal)?;
        self.registry.write().collections.remove(name);
        self.replace_aliases(aliases)?;
        Ok(true)
    }

    pub fn aliases(&self) -> Aliases {
        self.registry.read().aliases.clone()
    }

    /// Applies all the actions atomically.
    pub fn change_aliases(&self, actions: Vec<AliasOperations>) -> Result<(), Status> {
        let _changing = self.changes.lock();
        let next = {
            let registry = self.registry.read();
            let exists = |name: &str| registry.collections.contains_key(name);
            registry.aliases.after(actions, exists)?
        };
        self.replace_aliases(next)
    }

    fn replace_aliases(&self, next: Aliases) -> Result<(), Status> {
        if next != self.aliases() {
            let file = self.root.join(ALIASES_FILE);
            next.save(&file).map_err(failure::internal)?;
            self.registry.write().aliases = next;
        }
        Ok(())
    }

    /// Writes everything to disk.
    pub fn flush(&self) -> anyhow::Result<()> {
        for collection in self.collections() {
            let flushed = collection.shard().flush();
            flushed.with_context(|| format!("cannot flush `{}`", collection.name()))?;
        }
        Ok(())
    }
}
