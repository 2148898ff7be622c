//! The vector store: one Qdrant collection, derived from the chunks in Postgres and rebuildable from them.
//!
//! Collections are created or completed (`ensure_collection`), checked (`is_ready`, `health`) and deleted (`delete_collection`). Points
//! are added or replaced (`upsert`), found (`search`), counted (`count`), given other readers (`set_readers`), and removed with their
//! document (`delete_document`, `delete_version`, `delete_others`). Vectors of another size than the collection's are refused. Which
//! collection answers is a row in Postgres, and a lost one is filled again from there.

mod access_key;
mod breaker;
mod call;
mod collection;
mod delete;
mod error;
mod filter;
mod health;
mod point;
mod search;
mod settings;

pub use error::StoreError;
pub use health::StoreHealth;
pub use point::{ChunkVectors, IndexedDocument, Readers};
pub use search::{Legs, QueryVectors};
pub use settings::{StoreLimits, StoreSettings};

use crate::embed::ModelInfo;
use access_key::AccessKey;
use breaker::Breaker;
use qdrant_client::{Qdrant, QdrantError};
use sisuiq_config::{ConfigError, Environment, Secrets};
use std::{
    fmt,
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};

/// The timeout of connecting.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(2);

/// The version of the layout of points and payloads. In the first one the server weighted the terms; in the second one there
/// were no phrases, no pairs of characters and no openings of pages; in the third one no other forms of words in scripts other
/// than Latin.
const LAYOUT: u32 = 4;

/// The name of the dense vector in a point.
const DENSE: &str = "dense";
/// The name of the sparse vector in a point.
const SPARSE: &str = "bm25";

/// A handle on one collection. Clones share the connection; nothing connects before the first call.
#[derive(Clone)]
pub struct QdrantStore {
    client: Arc<RwLock<Qdrant>>,
    url: Arc<str>,
    limits: StoreLimits,
    breaker: Breaker,
    access_key: Option<AccessKey>,
    collection: Arc<str>,
    model: ModelInfo,
}

impl QdrantStore {
    /// Prepares the client that the settings describe; see [`StoreSettings::from_environment`].
    pub fn from_environment(
        environment: &Environment,
        secrets: &Secrets,
        model: ModelInfo,
    ) -> Result<Self, ConfigError> {
        let settings = StoreSettings::from_environment(environment, secrets)?;
        let limits = environment.read(StoreLimits::read)?;
        Self::with_limits(settings, limits, model).map_err(|error| ConfigError::unusable("QDRANT_URL", &error))
    }

    /// The collection of this model's vectors on the server that the settings name, with the usual limits.
    pub fn new(settings: StoreSettings, model: ModelInfo) -> Result<Self, StoreError> {
        Self::with_limits(settings, StoreLimits::default(), model)
    }

    /// The collection of this model's vectors on the server that the settings name.
    pub fn with_limits(settings: StoreSettings, limits: StoreLimits, model: ModelInfo) -> Result<Self, StoreError> {
        let client = client(&settings.url, limits).map_err(StoreError::request)?;
        Ok(Self {
            client: Arc::new(RwLock::new(client)),
            url: settings.url.into(),
            limits,
            breaker: Breaker::new(limits.pause),
            access_key: settings.api_key.map(|(secrets, id)| AccessKey::new(secrets, id)),
            collection: collection_name(&settings.collection_prefix, model).into(),
            model,
        })
    }

    /// The collection's name: prefix, model, size and layout, so that other vectors live beside these.
    #[must_use]
    pub fn collection(&self) -> &str {
        &self.collection
    }

    /// Another collection on the same server.
    #[must_use]
    pub fn at(&self, collection: &str) -> Self {
        Self { collection: collection.into(), ..self.clone() }
    }

    fn client(&self) -> Qdrant {
        self.client.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Discards the connection, which has a pending response; the next call opens a new one.
    fn renew(&self) {
        if let Ok(client) = client(&self.url, self.limits) {
            *self.client.write().unwrap_or_else(PoisonError::into_inner) = client;
        }
    }

    /// The model whose vectors the collection holds.
    #[must_use]
    pub const fn model(&self) -> ModelInfo {
        self.model
    }
}

fn client(url: &str, limits: StoreLimits) -> Result<Qdrant, QdrantError> {
    let mut builder = Qdrant::from_url(url)
        .connect_timeout(CONNECT_TIMEOUT.min(limits.call))
        .timeout(limits.call)
        .skip_compatibility_check();
    builder.set_pool_size(1);
    builder.build()
}

fn collection_name(prefix: &str, model: ModelInfo) -> String {
    format!("{prefix}_{}_{}_v{LAYOUT}", model.name, model.dimensions)
}

impl fmt::Debug for QdrantStore {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("QdrantStore").field("collection", &self.collection).finish_non_exhaustive()
    }
}
