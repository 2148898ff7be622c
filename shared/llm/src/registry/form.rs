//! The format of the registry file.

use rust_decimal::Decimal;
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    pub(super) providers: Vec<ProviderEntry>,
    #[serde(default)]
    pub(super) routing: BTreeMap<String, Tier>,
}

/// One provider.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProviderEntry {
    /// Its id: 1 to 50 lower-case letters, digits, `_` and `-`.
    pub id: String,
    /// The display name.
    pub name: String,
    /// The purpose.
    #[serde(default)]
    pub description: String,
    /// The kind.
    pub category: Category,
    /// The protocol of a model's endpoint.
    pub kind: Option<Kind>,
    /// The address; `${NAME}` stands for a setting.
    pub connection_uri: Option<String>,
    /// The authentication.
    #[serde(default)]
    pub auth: Auth,
    /// Its models, by how strong they are.
    pub models: Option<TierModels>,
    /// The budget.
    #[serde(default)]
    pub budget: Budget,
    /// The rate limits.
    #[serde(default)]
    pub rate_limits: RateLimits,
    /// The prices.
    #[serde(default)]
    pub cost_rules: CostRules,
    /// The retry policy.
    #[serde(default)]
    pub retry_policy: RetryPolicy,
    /// Parts of a store.
    #[serde(default)]
    pub databases: BTreeMap<String, StorePart>,
    /// Connections to a store.
    pub connection_pool: Option<ConnectionPool>,
}

/// The kind of a provider.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "lowercase")]
pub enum Category {
    /// A language model.
    Model,
    /// A store.
    Store,
    /// Anything else that is asked over the network.
    Api,
}

/// The protocol of a model's endpoint.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Amazon Bedrock's Converse.
    Bedrock,
    /// Anthropic's messages.
    Anthropic,
    /// `OpenAI`'s chat completions.
    OpenAi,
    /// Google's generative language API.
    Gemini,
}

/// Names of secrets: members of the secret `PROVIDERS_SECRET`, in lower case.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Auth {
    /// The key.
    pub api_key_env_var: Option<String>,
    /// A user's name.
    pub username_env_var: Option<String>,
    /// A password.
    pub password_env_var: Option<String>,
}

/// The capability tier of a model.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "lowercase")]
pub enum Tier {
    /// Quick and cheap.
    Fast,
    /// The usual one.
    #[default]
    Standard,
    /// The best.
    Strong,
}

/// A provider's models; `${NAME}` stands for a setting.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TierModels {
    fast: Option<String>,
    standard: String,
    strong: Option<String>,
}

impl TierModels {
    /// The model of this strength, or the usual one.
    #[must_use]
    pub fn of(&self, tier: Tier) -> &str {
        let own = match tier {
            Tier::Fast => self.fast.as_deref(),
            Tier::Standard => None,
            Tier::Strong => self.strong.as_deref(),
        };
        own.unwrap_or(&self.standard)
    }

    /// All of them.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        [self.fast.as_deref(), Some(self.standard.as_str()), self.strong.as_deref()].into_iter().flatten()
    }

    /// The same with another name for each.
    pub(crate) fn map(&self, mut name: impl FnMut(&str) -> String) -> Self {
        Self {
            fast: self.fast.as_deref().map(&mut name),
            standard: name(&self.standard),
            strong: self.strong.as_deref().map(&mut name),
        }
    }
}

/// A budget; 0 for no limit. Days and months are in UTC.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Budget {
    /// US dollars a month.
    pub monthly_usd: Decimal,
    /// US dollars a day.
    pub daily_usd: Decimal,
    /// Tokens a month.
    pub monthly_tokens: u32,
    /// Tokens a day.
    pub daily_tokens: u32,
}

/// Rate limits of a provider; 0 for no limit.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RateLimits {
    /// In any 60 seconds.
    pub requests_per_minute: u32,
    /// A day.
    pub requests_per_day: u32,
    /// A month.
    pub requests_per_month: u32,
}

impl Default for RateLimits {
    fn default() -> Self {
        Self { requests_per_minute: 100, requests_per_day: 10_000, requests_per_month: 0 }
    }
}

/// Prices in US dollars.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CostRules {
    /// Each request, unless its endpoint says otherwise.
    pub default_cost_per_request: Decimal,
    /// Each request to an endpoint, by its name.
    pub endpoints: BTreeMap<String, Decimal>,
    /// Additional prices, by model name.
    pub param_multipliers: BTreeMap<String, Multipliers>,
}

/// Additional prices of a request in US dollars.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Multipliers {
    /// Each token that a model reads.
    pub input_tokens: Decimal,
    /// Each token that it writes.
    pub output_tokens: Decimal,
    /// Each second that something runs.
    pub execution_seconds: Decimal,
}

/// The retry policy of a provider.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RetryPolicy {
    /// Tries in all, from 1 to 5.
    pub attempts: u32,
    /// Seconds before the second try, doubled before each further one, and up to half of it left out by chance.
    pub backoff_factor: f64,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self { attempts: 2, backoff_factor: 0.5 }
    }
}

/// A part of a store.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StorePart {
    /// Its number, where parts have numbers.
    pub db_number: Option<u32>,
    /// The lifetime of its entries.
    pub ttl_seconds: Option<u32>,
}

/// Connections to a store.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConnectionPool {
    /// The maximum number.
    pub max_connections: u32,
    /// The maximum idle time.
    pub socket_timeout_seconds: Option<u32>,
    /// The timeout.
    pub acquisition_timeout_seconds: Option<u32>,
}
