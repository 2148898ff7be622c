//! The vector store: one Qdrant collection, derived from the chunks in Postgres and rebuildable from them.

mod access_key;
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
pub use point::{ChunkVectors, IndexedDocument};
pub use search::{Legs, QueryVectors};
pub use settings::StoreSettings;

use crate::embed::ModelInfo;
use access_key::AccessKey;
use qdrant_client::Qdrant;
use sisuiq_config::{ConfigError, Environment, Secrets};
use std::{fmt, sync::Arc, time::Duration};

/// How long connecting may take.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(2);
/// How long one attempt of a call may take. A call whose connection turns out to be broken is tried once more on a new
/// one: a function that was frozen wakes with dead sockets.
const CALL_TIMEOUT: Duration = Duration::from_secs(5);

/// The name of the dense vector in a point.
const DENSE: &str = "dense";
/// The name of the sparse vector in a point.
const SPARSE: &str = "bm25";

/// A handle on one collection. Clones share the connection; nothing connects before the first call.
#[derive(Clone)]
pub struct QdrantStore {
    client: Qdrant,
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
        Self::new(settings, model).map_err(|error| ConfigError::unusable("QDRANT_URL", &error))
    }

    /// The collection of this model's vectors on the server that the settings name.
    pub fn new(settings: StoreSettings, model: ModelInfo) -> Result<Self, StoreError> {
        let mut builder = Qdrant::from_url(&settings.url)
            .connect_timeout(CONNECT_TIMEOUT)
            .timeout(CALL_TIMEOUT)
            .skip_compatibility_check();
        builder.set_pool_size(1);
        Ok(Self {
            client: builder.build().map_err(StoreError::request)?,
            access_key: settings.api_key.map(|(secrets, id)| AccessKey::new(secrets, id)),
            collection: collection_name(&settings.collection_prefix, model).into(),
            model,
        })
    }

    /// The collection's name: prefix, model and size, so that another model's vectors live beside these.
    #[must_use]
    pub fn collection(&self) -> &str {
        &self.collection
    }

    /// The model whose vectors the collection holds.
    #[must_use]
    pub const fn model(&self) -> ModelInfo {
        self.model
    }
}

fn collection_name(prefix: &str, model: ModelInfo) -> String {
    format!("{prefix}_{}_{}", model.name, model.dimensions)
}

impl fmt::Debug for QdrantStore {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("QdrantStore").field("collection", &self.collection).finish_non_exhaustive()
    }
}
