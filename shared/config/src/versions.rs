//! The versions of a secret during its rotation, by the staging labels of AWS.

use std::sync::Arc;

use aws_sdk_secretsmanager::Client;
use secrecy::{ExposeSecret, SecretString};
use serde::de::DeserializeOwned;
use tokio::sync::OnceCell;

use crate::secrets::{connect, parse, read};
use crate::{Aws, SecretError};

/// The version that is in use.
const CURRENT: &str = "AWSCURRENT";
/// The version that a rotation prepares.
pub(crate) const PENDING: &str = "AWSPENDING";

/// Reads and moves versions; clones share one client. Nothing is cached.
#[derive(Clone, Debug)]
pub struct SecretVersions {
    aws: Aws,
    client: Arc<OnceCell<Client>>,
}

impl SecretVersions {
    /// Versions in Secrets Manager; the client is made when the first is asked for.
    #[must_use]
    pub fn from_aws(aws: &Aws) -> Self {
        Self { aws: aws.clone(), client: Arc::default() }
    }

    /// The version of the secret `id` that is in use.
    pub async fn current<T: DeserializeOwned>(&self, id: &str) -> Result<T, SecretError> {
        let text = read(id, self.client().await.get_secret_value().secret_id(id).version_stage(CURRENT)).await?;
        parse(id, &text)
    }

    /// The version `token` of the secret `id`, if it has been made.
    pub async fn find<T: DeserializeOwned>(&self, id: &str, token: &str) -> Result<Option<T>, SecretError> {
        match read(id, self.client().await.get_secret_value().secret_id(id).version_id(token)).await {
            Err(SecretError::Missing { .. }) => Ok(None),
            other => parse(id, &other?).map(Some),
        }
    }

    /// Stores `value` as the pending version `token` of the secret `id`.
    pub async fn propose(&self, id: &str, token: &str, value: &SecretString) -> Result<(), SecretError> {
        let put = self.client().await.put_secret_value().secret_id(id).client_request_token(token);
        let put = put.version_stages(PENDING).secret_string(value.expose_secret());
        put.send().await.map(drop).map_err(|error| unchanged(id, error))
    }

    /// The token of the version of the secret `id` that is in use.
    pub async fn current_token(&self, id: &str) -> Result<Option<String>, SecretError> {
        let described = self.client().await.describe_secret().secret_id(id).send().await;
        let described =
            described.map_err(|error| SecretError::Unavailable { id: id.to_owned(), source: error.into() })?;
        let versions = described.version_ids_to_stages.unwrap_or_default().into_iter();
        let mut current = versions.filter(|(_, stages)| stages.iter().any(|stage| stage == CURRENT));
        Ok(current.next().map(|(token, _)| token))
    }

    /// Puts the version `token` of the secret `id` into use; the one before becomes the previous one.
    pub async fn promote(&self, id: &str, token: &str) -> Result<(), SecretError> {
        let current = self.current_token(id).await?;
        if current.as_deref() == Some(token) {
            return Ok(());
        }
        let promoted = self.client().await.update_secret_version_stage().secret_id(id).version_stage(CURRENT);
        let promoted = promoted.move_to_version_id(token).set_remove_from_version_id(current);
        promoted.send().await.map(drop).map_err(|error| unchanged(id, error))
    }

    async fn client(&self) -> &Client {
        self.client.get_or_init(|| connect(&self.aws)).await
    }
}

fn unchanged(id: &str, error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> SecretError {
    SecretError::Unchanged { id: id.to_owned(), source: error.into() }
}
