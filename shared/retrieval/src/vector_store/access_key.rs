use super::StoreError;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use sisuiq_config::Secrets;

/// The server's access key, read from its secret at each call (the secret itself is cached for minutes).
#[derive(Clone, Debug)]
pub(super) struct AccessKey {
    secrets: Secrets,
    id: String,
}

#[derive(Deserialize)]
struct Stored {
    api_key: SecretString,
}

impl AccessKey {
    pub(super) const fn new(secrets: Secrets, id: String) -> Self {
        Self { secrets, id }
    }

    /// The key's text; `again` reads the secret again after the key was rejected.
    pub(super) async fn read(&self, again: bool) -> Result<String, StoreError> {
        let stored: Result<Stored, _> =
            if again { self.secrets.refresh(&self.id).await } else { self.secrets.get(&self.id).await };
        let stored = stored.map_err(|error| StoreError::Unavailable(Box::new(error)))?;
        Ok(stored.api_key.expose_secret().to_owned())
    }
}
