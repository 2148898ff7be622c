//! What migrating needs.

use sisuiq_clock::Clock;
use sisuiq_config::{ConfigError, Environment, Secrets};
use sisuiq_db::{Database, DatabaseError, DatabaseSettings};
use sisuiq_retrieval::{Embedder, EmbeddingSettings, QdrantStore, StoreError, StoreSettings};

/// The database, the vector store, and the time.
#[derive(Clone)]
pub struct State {
    pub(crate) clock: Clock,
    pub(crate) database: Database,
    pub(crate) store: QdrantStore,
}

/// Why the function cannot start.
#[derive(Debug, thiserror::Error)]
pub enum StateError {
    /// A setting is missing or invalid.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The pool could not be made.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// The vector store's client could not be made.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl State {
    /// Reads the settings; nothing connects.
    pub fn from_environment(environment: &Environment, clock: &Clock) -> Result<Self, StateError> {
        let secrets = Secrets::from_environment(environment, clock)?;
        let model = Embedder::new(EmbeddingSettings::from_environment(environment)?).model();
        Ok(Self {
            clock: clock.clone(),
            database: Database::new(DatabaseSettings::from_environment(environment, &secrets)?)?,
            store: QdrantStore::new(StoreSettings::from_environment(environment, &secrets)?, model)?,
        })
    }
}
