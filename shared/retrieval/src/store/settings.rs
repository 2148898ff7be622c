use sisuiq_config::{ConfigError, Environment, Reader, Secrets};
use std::time::Duration;

/// What the collection's name starts with unless told otherwise.
const DEFAULT_PREFIX: &str = "sisuiq_chunks";

/// How to reach Qdrant.
#[derive(Clone, Debug)]
pub struct StoreSettings {
    /// The gRPC address.
    pub url: String,
    /// The secret that holds the access key, as `{"api_key": ".."}`, if the server asks for one.
    pub api_key: Option<(Secrets, String)>,
    /// What the collection's name starts with.
    pub collection_prefix: String,
}

/// How long Qdrant may take.
#[derive(Clone, Copy, Debug)]
pub struct StoreLimits {
    /// One attempt of a call. A call whose connection turns out to be broken is tried once more on a new one: a function
    /// that was frozen wakes with dead sockets.
    pub call: Duration,
    /// A search with its second attempt, each half of it, before somebody who waits is answered otherwise.
    pub search: Duration,
    /// How long searches are spared a server that failed one after the other.
    pub pause: Duration,
}

impl Default for StoreLimits {
    fn default() -> Self {
        Self { call: Duration::from_secs(5), search: Duration::from_secs(4), pause: Duration::from_secs(5) }
    }
}

impl StoreLimits {
    /// Reads `QDRANT_CALL_MILLISECONDS`, `QDRANT_SEARCH_MILLISECONDS` and `QDRANT_PAUSE_MILLISECONDS`.
    pub(super) fn read(reader: &mut Reader<'_>) -> Self {
        let usual = Self::default();
        Self {
            call: reader.milliseconds("QDRANT_CALL_MILLISECONDS", usual.call),
            search: reader.milliseconds("QDRANT_SEARCH_MILLISECONDS", usual.search),
            pause: reader.milliseconds("QDRANT_PAUSE_MILLISECONDS", usual.pause),
        }
    }
}

impl StoreSettings {
    /// Reads `QDRANT_URL` and, optionally, `QDRANT_API_KEY_SECRET` and `QDRANT_COLLECTION_PREFIX`.
    pub fn from_environment(environment: &Environment, secrets: &Secrets) -> Result<Self, ConfigError> {
        environment.read(|reader| Self {
            url: reader.required("QDRANT_URL"),
            api_key: reader.optional("QDRANT_API_KEY_SECRET").map(|id| (secrets.clone(), id)),
            collection_prefix: reader.or("QDRANT_COLLECTION_PREFIX", DEFAULT_PREFIX.to_owned()),
        })
    }
}
