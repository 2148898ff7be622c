//! API keys of the providers.

use crate::{Kind, ModelError, bedrock};
use secrecy::SecretString;
use serde_json::{Map, Value};
use sisuiq_clock::Clock;
use sisuiq_config::{Aws, Secrets};

/// The source of a provider's key.
#[derive(Clone, Debug)]
pub(crate) enum Keys {
    /// The keys of the deployment.
    Deployment(DeploymentKeys),
    /// The key of one caller.
    Caller(SecretString),
}

/// The keys of the deployment; clones share their cache.
#[derive(Clone, Debug)]
pub(crate) struct DeploymentKeys {
    pub(crate) secrets: Secrets,
    /// The name or ARN of the secret that contains all keys; none if none is configured.
    pub(crate) secret_id: Option<String>,
    pub(crate) aws: Aws,
    pub(crate) clock: Clock,
}

impl Keys {
    /// The key in this member of the secret, whose names are in lower case. `again` bypasses the cache, because the key may have been rotated. Without
    /// a key, Bedrock gets one from the function's role; other endpoints, such as local ones, get a placeholder.
    pub(crate) async fn key(&self, kind: Kind, member: Option<&str>, again: bool) -> Result<SecretString, ModelError> {
        let keys = match self {
            Self::Caller(key) => return Ok(key.clone()),
            Self::Deployment(keys) => keys,
        };
        match keys.kept(member, again).await? {
            Some(key) => Ok(key),
            None if kind == Kind::Bedrock => bedrock::key(&keys.aws, keys.clock.now()).await,
            None => Ok("none".into()),
        }
    }

    /// Returns whether keys come from a secret that can be read again.
    pub(crate) const fn has_secret(&self) -> bool {
        matches!(self, Self::Deployment(keys) if keys.secret_id.is_some())
    }
}

impl DeploymentKeys {
    async fn kept(&self, member: Option<&str>, again: bool) -> Result<Option<SecretString>, ModelError> {
        let (Some(id), Some(member)) = (&self.secret_id, member) else { return Ok(None) };
        let read = if again { self.secrets.refresh(id).await } else { self.secrets.get(id).await };
        let mut keys: Map<String, Value> = read.map_err(ModelError::NoKey)?;
        match keys.remove(&member.to_lowercase()) {
            Some(Value::String(key)) if !key.is_empty() => Ok(Some(key.into())),
            _ => Ok(None),
        }
    }
}
