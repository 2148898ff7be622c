//! The models that may be asked, in their order, and how they are tried.

use crate::{
    Category, ModelError, PieceStream, Price, ProviderEntry, ProviderOrder, Registry, Request, TierModels, Timeouts,
    endpoint::Endpoint,
    keys::{DeploymentKeys, Keys},
    registry::Kind,
    retry,
};
use futures::future::BoxFuture;
use secrecy::SecretString;
use sisuiq_clock::Clock;
use sisuiq_config::{Aws, ConfigError, Environment, Reader, Secrets, settings};
use std::{cell::RefCell, sync::Arc, time::Duration};
use tokio::time::{Instant, sleep};
use tracing::{info, warn};

/// The models that may be asked; clones share what is remembered of them.
#[derive(Clone, Debug)]
pub struct Models {
    providers: Arc<[Arc<Provider>]>,
    /// Anthropic's endpoint, for keys of callers. It need not be one of the deployment's providers.
    anthropic: Option<Arc<Provider>>,
    registry: Arc<Registry>,
}

#[derive(Debug)]
struct Provider {
    entry: ProviderEntry,
    endpoint: Endpoint,
}

/// A model that may be asked.
#[derive(Clone, Debug)]
pub struct Choice {
    provider: Arc<Provider>,
    model: String,
    price: Price,
}

/// An answer that has begun.
pub struct Started {
    /// Its pieces.
    pub pieces: PieceStream,
    /// The number of requests.
    pub tries: u32,
}

/// An answer that has not begun.
#[derive(Debug, thiserror::Error)]
#[error("after {tries} tries")]
pub struct NotStarted {
    /// The error of the last request.
    #[source]
    pub error: ModelError,
    /// The number of requests.
    pub tries: u32,
}

impl Models {
    /// Reads `LLM_PROVIDER`, `PROVIDERS_FILE` and what that refers to, `PROVIDERS_SECRET` and the [`Timeouts`]; keys are read at the
    /// first question.
    pub fn from_environment(
        environment: &Environment,
        secrets: &Secrets,
        aws: &Aws,
        clock: &Clock,
    ) -> Result<Self, ConfigError> {
        let registry = Registry::from_environment(environment)?;
        let (providers, anthropic) = environment.read(|reader| {
            let order: ProviderOrder = reader.get(&settings::LLM_PROVIDER);
            let secret_id: Option<String> = reader.optional(&settings::PROVIDERS_SECRET);
            let keys = DeploymentKeys { secrets: secrets.clone(), secret_id, aws: aws.clone(), clock: clock.clone() };
            let keys = Keys::Deployment(keys);
            let timeouts = Timeouts::read(reader);
            // reads the settings of unselected providers too, so that their names are recorded as read
            let filled: Vec<_> = registry.providers().iter().map(|entry| Filled::read(entry, environment)).collect();
            let chosen = order.0.iter().filter_map(|id| {
                let found = filled.iter().find(|filled| filled.entry.id == *id);
                found.and_then(|found| found.provider(reader, &keys, timeouts)).or_else(|| {
                    reader.problem(
                        settings::LLM_PROVIDER.name,
                        &format!("names {id:?}, which is not a usable provider of language models"),
                    );
                    None
                })
            });
            let chosen: Vec<_> = chosen.map(Arc::new).collect();
            let anthropic = filled.iter().find(|filled| filled.is_anthropic(reader.stage().is_dev()));
            (chosen, anthropic.and_then(|filled| filled.provider(reader, &keys, timeouts)).map(Arc::new))
        })?;
        Ok(Self { providers: providers.into(), anthropic, registry: Arc::new(registry) })
    }

    /// The models to ask for a task, in their order; none where answers are only quoted.
    #[must_use]
    pub fn route(&self, task: &str) -> Vec<Choice> {
        let tier = self.registry.tier(task);
        let choice = |provider: &Arc<Provider>| {
            let model = provider.entry.models.as_ref()?.of(tier).to_owned();
            let price = Price::of(&provider.entry.cost_rules, &model, task);
            Some(Choice { provider: Arc::clone(provider), model, price })
        };
        self.providers.iter().filter_map(choice).collect()
    }

    /// Anthropic's model for a task, asked with this key of a caller. None where the registry has no such provider.
    #[must_use]
    pub fn with_key(&self, key: SecretString, task: &str) -> Option<Choice> {
        let Provider { entry, endpoint } = self.anthropic.as_deref()?;
        let model = entry.models.as_ref()?.of(self.registry.tier(task)).to_owned();
        let price = Price::of(&entry.cost_rules, &model, task);
        let endpoint = Endpoint { keys: Keys::Caller(key), ..endpoint.clone() };
        Some(Choice { provider: Arc::new(Provider { entry: entry.clone(), endpoint }), model, price })
    }

    /// The longest time that an answer of any provider may take.
    #[must_use]
    pub fn longest(&self) -> Duration {
        let all = self.providers.iter().chain(&self.anthropic);
        all.map(|provider| provider.endpoint.timeouts.whole).max().unwrap_or_default()
    }
}

/// An entry with settings in the place of their names.
struct Filled<'a> {
    entry: &'a ProviderEntry,
    base_url: String,
    models: Option<TierModels>,
    missing: Vec<String>,
}

impl<'a> Filled<'a> {
    fn read(entry: &'a ProviderEntry, environment: &Environment) -> Self {
        let missing = RefCell::default();
        let fill = |text: &str| filled(text, environment, &missing);
        let base_url = fill(entry.connection_uri.as_deref().unwrap_or_default());
        let models = entry.models.as_ref().map(|models| models.map(fill));
        Self { entry, base_url, models, missing: missing.into_inner() }
    }

    /// Returns whether keys of callers may be sent there: outside dev, only over TLS.
    fn is_anthropic(&self, is_dev: bool) -> bool {
        let Self { entry, base_url, models, missing } = self;
        let is_model = entry.category == Category::Model && entry.kind == Some(Kind::Anthropic) && models.is_some();
        is_model && missing.is_empty() && (is_dev || base_url.starts_with("https://"))
    }

    fn provider(&self, reader: &mut Reader<'_>, keys: &Keys, timeouts: Timeouts) -> Option<Provider> {
        let Self { entry, base_url, models, missing } = self;
        let kind = entry.kind.filter(|_| entry.category == Category::Model && models.is_some())?;
        for name in missing {
            reader.problem(name, &format!("is missing: the provider {:?} needs it", entry.id));
        }
        if keys.has_secret() && !reader.stage().is_dev() && base_url.starts_with("http://") {
            reader.problem(
                settings::LLM_PROVIDER.name,
                &format!("names {:?}, which must begin with https:// outside dev because it receives a key", entry.id),
            );
        }
        let endpoint = Endpoint {
            client: Arc::default(),
            kind,
            base_url: if base_url.ends_with('/') { base_url.clone() } else { [base_url, "/"].concat() },
            keys: keys.clone(),
            key_name: entry.auth.api_key_env_var.clone(),
            timeouts,
        };
        Some(Provider { entry: ProviderEntry { models: models.clone(), ..(*entry).clone() }, endpoint })
    }
}

/// The text with settings substituted for their names; missing ones are reported and left out.
fn filled(text: &str, environment: &Environment, missing: &RefCell<Vec<String>>) -> String {
    let mut parts = text.split("${");
    let mut filled = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once('}').unwrap_or((part, ""));
        match environment.lookup(name) {
            Some(value) => filled.push_str(&value),
            None => missing.borrow_mut().push(name.to_owned()),
        }
        filled.push_str(rest);
    }
    filled
}

impl Choice {
    /// The provider's entry in the registry.
    #[must_use]
    pub fn entry(&self) -> &ProviderEntry {
        &self.provider.entry
    }

    /// The model's name there.
    #[must_use]
    pub fn model(&self) -> &str {
        &self.model
    }

    /// The price.
    #[must_use]
    pub const fn price(&self) -> Price {
        self.price
    }

    /// The maximum number of attempts: as its entry says, and one more if a rejected key can be read again.
    #[must_use]
    pub fn most_tries(&self) -> u32 {
        self.provider.entry.retry_policy.attempts + u32::from(self.provider.endpoint.keys.has_secret())
    }

    /// Starts an answer, with as many attempts as the provider's entry allows and pauses between them. A rejected key
    /// is read again once. `may_try_again` is called before each attempt but the first. Returns once the first piece
    /// has arrived.
    pub async fn stream<'a>(
        &self,
        request: Request,
        may_try_again: impl Fn() -> BoxFuture<'a, bool>,
    ) -> Result<Started, NotStarted> {
        let Provider { entry, endpoint } = &*self.provider;
        let deadline = endpoint.deadline();
        let (mut tries, mut is_key_new) = (0, !endpoint.keys.has_secret());
        let mut reads_key = false;
        loop {
            tries += 1;
            let error = match endpoint.start(&self.model, request.clone(), deadline, reads_key).await {
                Ok(pieces) => return Ok(Started { pieces, tries }),
                Err(error) => error,
            };
            reads_key = !is_key_new && matches!(error, ModelError::Refused { status: 401 | 403, .. });
            let pause = if reads_key {
                is_key_new = true;
                info!(provider = entry.id, "provider key rejected, reading it again");
                Some(Duration::ZERO)
            } else {
                retry::pause(entry.retry_policy, tries, &error, &mut rand::rng())
                    .filter(|pause| Instant::now() + *pause < deadline)
            };
            match pause {
                Some(pause) if may_try_again().await => {
                    warn!(
                        provider = entry.id,
                        tries,
                        error = &error as &dyn std::error::Error,
                        "model call failed, retrying"
                    );
                    sleep(pause).await;
                }
                _ => return Err(NotStarted { error, tries }),
            }
        }
    }
}
