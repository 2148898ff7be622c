//! The keys by which providers know who asks.

use crate::{Kind, ModelError, bedrock};
use secrecy::SecretString;
use serde_json::{Map, Value};
use sisuiq_clock::Clock;
use sisuiq_config::{Aws, Secrets};

/// Where keys come from; clones share what is remembered of them.
#[derive(Clone, Debug)]
pub(crate) struct Keys {
    pub(crate) secrets: Secrets,
    /// The secret that holds them all.
    pub(crate) secret_id: Option<String>,
    pub(crate) aws: Aws,
    pub(crate) clock: Clock,
}

impl Keys {
    /// The key in this member of the secret; `again` reads it anew, for it may have been rotated. Bedrock is asked by the functions'
    /// own role where there is none; other endpoints without a key, as local ones are, get one that says so.
    pub(crate) async fn key(&self, kind: Kind, member: Option<&str>, again: bool) -> Result<SecretString, ModelError> {
        match self.kept(member, again).await? {
            Some(key) => Ok(key),
            None if kind == Kind::Bedrock => bedrock::key(&self.aws, self.clock.now()).await,
            None => Ok("none".into()),
        }
    }

    /// Whether a key is kept that could be read anew.
    pub(crate) const fn are_kept(&self) -> bool {
        self.secret_id.is_some()
    }

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
