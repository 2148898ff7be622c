use sisuiq_config::{ConfigError, Environment, Secrets};

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
