//! The state of the migration.

use sisuiq_clock::Clock;
use sisuiq_config::{ConfigError, Environment, Secrets};
use sisuiq_db::Database;
use sisuiq_retrieval::{ModelInfo, QdrantStore};

/// The database, the vector store, and the time.
#[derive(Clone)]
pub struct State {
    pub(crate) clock: Clock,
    pub(crate) database: Database,
    pub(crate) store: QdrantStore,
    /// The next collection, which is filled while the active one answers questions.
    pub(crate) next: Option<QdrantStore>,
}

impl State {
    /// Reads the settings; nothing connects.
    pub fn from_environment(environment: &Environment, clock: &Clock) -> Result<Self, ConfigError> {
        let secrets = Secrets::from_environment(environment, clock)?;
        let model = ModelInfo::from_environment(environment)?;
        let next = ModelInfo::next_from_environment(environment)?;
        let next = next.map(|model| QdrantStore::from_environment(environment, &secrets, model)).transpose()?;
        Ok(Self {
            next,
            clock: clock.clone(),
            database: Database::from_environment(environment, &secrets)?,
            store: QdrantStore::from_environment(environment, &secrets, model)?,
        })
    }
}
