//! Secrets Manager behind a cache.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use aws_sdk_secretsmanager::Client;
use aws_sdk_secretsmanager::config::timeout::TimeoutConfig;
use aws_sdk_secretsmanager::operation::get_secret_value::builders::GetSecretValueFluentBuilder;
use aws_sdk_secretsmanager::operation::get_secret_value::{GetSecretValueError, GetSecretValueOutput};
use jiff::{SignedDuration, Timestamp};
use secrecy::{ExposeSecret, SecretString};
use serde::de::DeserializeOwned;
use sisuiq_clock::Clock;
use tokio::sync::OnceCell;

use crate::versions::PENDING;
use crate::{Aws, ConfigError, Environment, SecretError, SecretValues};

/// The time after which a cached secret is read again.
pub const SECRET_LIFETIME: SignedDuration = SignedDuration::from_mins(5);
/// The maximum age of a cached secret that is used while the store cannot be reached.
const LONGEST_LIFETIME: SignedDuration = SignedDuration::from_hours(1);
/// The interval of further reads while the store cannot be reached.
const TRIED_EVERY: SignedDuration = SignedDuration::from_secs(30);
/// The timeout of a call with its second attempt.
const OPERATION_TIMEOUT: Duration = Duration::from_secs(5);

/// Reads JSON secrets by name; clones share one client and one cache.
#[derive(Clone)]
pub struct Secrets {
    source: Source,
    clock: Clock,
    cache: Arc<Mutex<HashMap<String, Cached>>>,
}

#[derive(Clone)]
enum Source {
    Manager { aws: Aws, client: Arc<OnceCell<Client>> },
    Fixed(SecretValues),
}

struct Cached {
    text: SecretString,
    read_at: Timestamp,
    /// When it is read again.
    due_at: Timestamp,
}

impl Secrets {
    /// Reads from Secrets Manager; the client is made when the first secret is asked for.
    pub fn from_environment(environment: &Environment, clock: &Clock) -> Result<Self, ConfigError> {
        Ok(Self::from_aws(&Aws::from_environment(environment)?, clock))
    }

    /// Like [`Secrets::from_environment`], sharing the AWS configuration with other clients of the process.
    #[must_use]
    pub fn from_aws(aws: &Aws, clock: &Clock) -> Self {
        Self::with(Source::Manager { aws: aws.clone(), client: Arc::default() }, clock)
    }

    /// Reads from memory, with the same cache as the real store.
    #[must_use]
    pub fn fixed(values: impl Into<SecretValues>, clock: &Clock) -> Self {
        Self::with(Source::Fixed(values.into()), clock)
    }

    /// The secret `id`, at most [`SECRET_LIFETIME`] old; older, up to an hour, only while the store cannot be reached.
    pub async fn get<T: DeserializeOwned>(&self, id: &str) -> Result<T, SecretError> {
        if let Some(text) = self.cached(id) {
            return parse(id, &text);
        }
        match self.refresh(id).await {
            Err(error @ SecretError::Unavailable { .. }) => match self.postpone(id) {
                Some(text) => {
                    tracing::warn!(%error, "secret refresh failed, using the cached value");
                    parse(id, &text)
                }
                None => Err(error),
            },
            other => other,
        }
    }

    /// Returns whether the secret `id` is to be read again before it is used.
    #[must_use]
    pub fn is_due(&self, id: &str) -> bool {
        self.cached(id).is_none()
    }

    /// The secret `id` as the store has it now, past the cache; for a caller whose credential was refused.
    pub async fn refresh<T: DeserializeOwned>(&self, id: &str) -> Result<T, SecretError> {
        let text = self.fetch(id).await?;
        let now = self.clock.now();
        let cached = Cached { text: text.clone(), read_at: now, due_at: now + SECRET_LIFETIME };
        self.cache.lock().unwrap_or_else(PoisonError::into_inner).insert(id.to_owned(), cached);
        parse(id, &text)
    }

    /// The pending version of the secret `id`, if there is one: between two steps of a rotation its credentials may be the only
    /// valid ones. It is not cached.
    pub async fn pending<T: DeserializeOwned>(&self, id: &str) -> Result<Option<T>, SecretError> {
        let found = match &self.source {
            Source::Fixed(values) => values.fetch_pending(id).await,
            Source::Manager { aws, client } => {
                let client = client.get_or_init(|| connect(aws)).await;
                read(id, client.get_secret_value().secret_id(id).version_stage(PENDING)).await
            }
        };
        match found {
            Err(SecretError::Missing { .. }) => Ok(None),
            other => parse(id, &other?).map(Some),
        }
    }

    fn with(source: Source, clock: &Clock) -> Self {
        Self { source, clock: clock.clone(), cache: Arc::default() }
    }

    fn cached(&self, id: &str) -> Option<SecretString> {
        let cache = self.cache.lock().unwrap_or_else(PoisonError::into_inner);
        let cached = cache.get(id)?;
        (self.clock.now() < cached.due_at).then(|| cached.text.clone())
    }

    /// The cached value of a secret that cannot be read again, unless it is too old.
    fn postpone(&self, id: &str) -> Option<SecretString> {
        let now = self.clock.now();
        let mut cache = self.cache.lock().unwrap_or_else(PoisonError::into_inner);
        let cached = cache.get_mut(id).filter(|cached| now.duration_since(cached.read_at) < LONGEST_LIFETIME)?;
        cached.due_at = now + TRIED_EVERY;
        Some(cached.text.clone())
    }

    async fn fetch(&self, id: &str) -> Result<SecretString, SecretError> {
        match &self.source {
            Source::Fixed(values) => values.fetch(id).await,
            Source::Manager { aws, client } => {
                let client = client.get_or_init(|| connect(aws)).await;
                read(id, client.get_secret_value().secret_id(id)).await
            }
        }
    }
}

/// A client whose calls end after `OPERATION_TIMEOUT` at the latest.
pub(crate) async fn connect(aws: &Aws) -> Client {
    let shared = aws.sdk_config().await;
    let inherited = shared.timeout_config().map(TimeoutConfig::to_builder).unwrap_or_default();
    let timeouts = inherited.operation_timeout(OPERATION_TIMEOUT).build();
    Client::from_conf(aws_sdk_secretsmanager::config::Builder::from(shared).timeout_config(timeouts).build())
}

/// The value that a request asks for.
pub(crate) async fn read(id: &str, request: GetSecretValueFluentBuilder) -> Result<SecretString, SecretError> {
    let answer = request.send().await.map_err(|error| {
        let unknown = error.as_service_error().is_some_and(GetSecretValueError::is_resource_not_found_exception);
        if unknown {
            return SecretError::Missing { id: id.to_owned() };
        }
        SecretError::Unavailable { id: id.to_owned(), source: error.into() }
    })?;
    let GetSecretValueOutput { secret_string, .. } = answer;
    secret_string.map(SecretString::from).ok_or_else(|| SecretError::Missing { id: id.to_owned() })
}

/// Parses a secret. The parser's own message is dropped, because it may quote the value.
pub(crate) fn parse<T: DeserializeOwned>(id: &str, text: &SecretString) -> Result<T, SecretError> {
    serde_json::from_str(text.expose_secret()).map_err(|error| SecretError::Malformed {
        id: id.to_owned(),
        line: error.line(),
        column: error.column(),
    })
}

/// Shows no secret.
impl fmt::Debug for Secrets {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Secrets").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;
    use serde_json::json;

    use super::*;

    #[derive(Debug, Deserialize)]
    struct Login {
        password: String,
    }

    fn world() -> (SecretValues, Clock, Secrets) {
        let values: SecretValues = [("database", json!({"password": "first"}))].into_iter().collect();
        let clock = Clock::manual(Timestamp::UNIX_EPOCH);
        let secrets = Secrets::fixed(values.clone(), &clock);
        (values, clock, secrets)
    }

    async fn password(secrets: &Secrets) -> String {
        secrets.get::<Login>("database").await.unwrap().password
    }

    #[tokio::test]
    async fn an_unknown_secret_is_missing() {
        let (_, _, secrets) = world();
        let error = secrets.get::<Login>("nothing").await.unwrap_err();
        assert_eq!(error.to_string(), "secret nothing does not exist or has no text value");
    }

    #[tokio::test]
    async fn malformed_secret_error_hides_the_secret() {
        let (values, _, secrets) = world();
        values.put("database", &json!({"password": ["hunter2"]}));
        let error = secrets.get::<Login>("database").await.unwrap_err();
        assert!(matches!(error, SecretError::Malformed { line: 1, .. }));
        assert!(!format!("{error} {error:?} {secrets:?} {values:?}").contains("hunter2"));
    }

    #[tokio::test]
    async fn expired_secret_is_read_again() {
        let (values, clock, secrets) = world();
        assert_eq!(password(&secrets).await, "first");
        values.put("database", &json!({"password": "second"}));
        clock.advance(SECRET_LIFETIME - SignedDuration::from_secs(1));
        assert_eq!(password(&secrets).await, "first");
        clock.advance(SignedDuration::from_secs(1));
        assert_eq!(password(&secrets).await, "second");
    }

    #[tokio::test]
    async fn stale_secret_serves_during_an_outage() {
        let (values, clock, secrets) = world();
        assert_eq!(password(&secrets).await, "first");
        values.set_away(true);
        clock.advance(SECRET_LIFETIME);
        let before = values.reads();
        assert_eq!((password(&secrets).await, password(&secrets).await), ("first".to_owned(), "first".to_owned()));
        assert_eq!(values.reads() - before, 1);
        assert!(secrets.refresh::<Login>("database").await.is_err(), "a credential that was refused is not used again");
        clock.advance(TRIED_EVERY);
        values.put("database", &json!({"password": "second"}));
        values.set_away(false);
        assert_eq!(password(&secrets).await, "second");
        values.set_away(true);
        clock.advance(LONGEST_LIFETIME);
        assert!(secrets.get::<Login>("database").await.is_err());
    }

    #[tokio::test]
    async fn pending_version_can_be_read() {
        let (values, _, secrets) = world();
        assert!(secrets.pending::<Login>("database").await.unwrap().is_none());
        values.put_pending("database", &json!({"password": "second"}));
        assert_eq!(secrets.pending::<Login>("database").await.unwrap().unwrap().password, "second");
        assert_eq!(password(&secrets).await, "first");
    }

    #[tokio::test]
    async fn refresh_bypasses_the_cache() {
        let (values, _, secrets) = world();
        assert_eq!(password(&secrets).await, "first");
        values.put("database", &json!({"password": "second"}));
        let fresh: Login = secrets.refresh("database").await.unwrap();
        assert_eq!(fresh.password, "second");
        assert_eq!(password(&secrets.clone()).await, "second");
    }

    #[tokio::test]
    async fn unreachable_store_is_unavailable() {
        let aws = Aws::from_environment(&Environment::from_pairs([
            ("SISUIQ_STAGE", "dev"),
            ("AWS_ENDPOINT_URL", "http://127.0.0.1:1"),
            ("AWS_REGION", "eu-west-1"),
            ("AWS_ACCESS_KEY_ID", "key"),
            ("AWS_SECRET_ACCESS_KEY", "secret"),
        ]))
        .unwrap();
        let secrets = Secrets::from_aws(&aws, &Clock::system());
        let error = secrets.get::<Login>("database").await.unwrap_err();
        assert!(matches!(error, SecretError::Unavailable { .. }), "{error:?}");
    }
}
