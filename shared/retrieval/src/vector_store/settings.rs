use sisuiq_config::{ConfigError, Environment, Reader, Secrets, settings};
use std::time::Duration;

/// Stands in for an address that cannot be used, while the settings of others are read.
const STAND_IN: &str = "http://127.0.0.1:6334";

/// The connection settings of Qdrant.
#[derive(Clone, Debug)]
pub struct StoreSettings {
    /// The gRPC address.
    pub url: String,
    /// The secret that holds the access key, as `{"api_key": ".."}`, if the server asks for one.
    pub api_key: Option<(Secrets, String)>,
    /// The prefix of the collection's name.
    pub collection_prefix: String,
}

/// The timeouts of Qdrant.
#[derive(Clone, Copy, Debug)]
pub struct StoreLimits {
    /// One attempt of a call. A call whose connection turns out to be broken is tried once more on a new one: a function
    /// that was frozen wakes with dead sockets.
    pub call: Duration,
    /// The timeout of a search including its second attempt, half of it for each, before the fallback answers.
    pub search: Duration,
    /// The pause before a server is searched again after consecutive failures.
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
        Self {
            call: reader.milliseconds(&settings::QDRANT_CALL_MILLISECONDS),
            search: reader.milliseconds(&settings::QDRANT_SEARCH_MILLISECONDS),
            pause: reader.milliseconds(&settings::QDRANT_PAUSE_MILLISECONDS),
        }
    }
}

impl StoreSettings {
    /// Reads `QDRANT_URL` and, optionally, `QDRANT_API_KEY_SECRET` and `QDRANT_COLLECTION_PREFIX`.
    pub fn from_environment(environment: &Environment, secrets: &Secrets) -> Result<Self, ConfigError> {
        environment.read(|reader| {
            let url: String = reader.get(&settings::QDRANT_URL);
            let api_key: Option<String> = reader.optional(&settings::QDRANT_API_KEY_SECRET);
            if api_key.is_some() && !reader.stage().is_dev() && url.starts_with("http://") {
                reader.problem("QDRANT_URL", "must begin with https:// outside dev because it receives a key");
            }
            let unusable = super::client(&url, StoreLimits::default()).err();
            if let Some(error) = unusable.as_ref().filter(|_| !url.is_empty()) {
                reader.unusable("QDRANT_URL", error);
            }
            Self {
                url: if unusable.is_some() { STAND_IN.to_owned() } else { url },
                api_key: api_key.map(|id| (secrets.clone(), id)),
                collection_prefix: reader.get(&settings::QDRANT_COLLECTION_PREFIX),
            }
        })
    }
}
