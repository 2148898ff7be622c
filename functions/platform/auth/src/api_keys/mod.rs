//! `/api/auth/api-keys`: keys for programs.

pub(crate) mod create;
pub(crate) mod delete;
pub(crate) mod list;

use jiff::Timestamp;
use serde::Serialize;
use sisuiq_accounts_db::api_keys::{ApiKey, NewApiKey};
use sisuiq_model::{ApiKeyId, Scope};
use utoipa::ToSchema;

/// A key as its owner sees it.
#[derive(Serialize, ToSchema)]
pub(crate) struct ApiKeyOut {
    id: ApiKeyId,
    #[schema(example = "nightly report")]
    name: String,
    /// The first characters of the key.
    #[schema(example = "sisuiq_key_4fQ2")]
    prefix: String,
    scopes: Vec<Scope>,
    created_at: Timestamp,
    expires_at: Timestamp,
    /// When it was last used, to the minute.
    last_used_at: Option<Timestamp>,
}

impl ApiKeyOut {
    fn new(new: &NewApiKey<'_>) -> Self {
        Self {
            id: new.id,
            name: new.name.to_owned(),
            prefix: new.prefix.to_owned(),
            scopes: new.scopes.to_vec(),
            created_at: new.created_at,
            expires_at: new.expires_at,
            last_used_at: None,
        }
    }
}

impl From<ApiKey> for ApiKeyOut {
    fn from(key: ApiKey) -> Self {
        let ApiKey { id, name, prefix, scopes, created_at, expires_at, last_used_at } = key;
        Self { id, name, prefix, scopes, created_at, expires_at, last_used_at }
    }
}
