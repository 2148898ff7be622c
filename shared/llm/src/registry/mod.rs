//! The providers, what they cost and how much of them there may be: a file in YAML.

mod check;
mod form;

pub use check::RegistryError;
pub use form::{
    Auth, Budget, Category, CostRules, Kind, Multipliers, ProviderEntry, RateLimits, RetryPolicy, Tier, TierModels,
};

use form::Form;
use sisuiq_config::{ConfigError, Environment, settings};
use std::{collections::BTreeMap, fs};

/// The built-in registry, used unless `PROVIDERS_FILE` names another one.
const BUILT_IN: &str = include_str!("../../providers.yaml");

/// All providers, in the order of their file.
#[derive(Clone, Debug, Default)]
pub struct Registry {
    providers: Vec<ProviderEntry>,
    routing: BTreeMap<String, Tier>,
}

impl Registry {
    /// Reads the file that `PROVIDERS_FILE` names, or what is built in.
    pub fn from_environment(environment: &Environment) -> Result<Self, ConfigError> {
        environment.read(|reader| {
            let path: Option<String> = reader.optional(&settings::PROVIDERS_FILE);
            let text = match &path {
                None => Ok(BUILT_IN.to_owned()),
                Some(path) => fs::read_to_string(path).map_err(RegistryError::Unreadable),
            };
            text.and_then(|text| Self::parse(&text)).unwrap_or_else(|error| {
                reader.unusable(settings::PROVIDERS_FILE.name, &error);
                Self::default()
            })
        })
    }

    /// Reads a registry; what is wrong is named by its place.
    pub fn parse(text: &str) -> Result<Self, RegistryError> {
        let Form { providers, routing } = serde_yaml_ng::from_str(text).map_err(RegistryError::Malformed)?;
        check::check(&providers)?;
        Ok(Self { providers, routing })
    }

    /// All providers.
    #[must_use]
    pub fn providers(&self) -> &[ProviderEntry] {
        &self.providers
    }

    /// The provider of this id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<&ProviderEntry> {
        self.providers.iter().find(|provider| provider.id == id)
    }

    /// The capability tier for a task; a task without an entry uses `default`.
    #[must_use]
    pub fn tier(&self, task: &str) -> Tier {
        self.routing.get(task).or_else(|| self.routing.get("default")).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::Decimal;

    fn with(entry: &str) -> String {
        format!("providers:\n  - {{ id: a, name: A, category: model, {entry} }}\n")
    }

    fn refusal(text: &str) -> String {
        Registry::parse(text).unwrap_err().to_string()
    }

    #[test]
    fn what_is_built_in_is_whole() {
        let registry = Registry::parse(BUILT_IN).unwrap();
        assert_eq!(registry.providers().len(), 10);
        for entry in registry.providers().iter().filter(|entry| entry.category == Category::Model) {
            assert!(entry.kind.is_some() && entry.models.is_some(), "{}", entry.id);
            let named = entry.models.iter().flat_map(TierModels::names).filter(|name| !name.contains("${"));
            for model in named {
                assert!(entry.cost_rules.param_multipliers.contains_key(model), "{model} has no price");
            }
        }
        let gemini = registry.find("gemini").unwrap();
        assert_eq!((gemini.budget.monthly_usd, gemini.rate_limits.requests_per_minute), (Decimal::from(100), 60));
        assert_eq!((gemini.retry_policy.attempts, gemini.retry_policy.backoff_factor), (3, 0.5));
    }

    #[test]
    fn contract_providers_have_contract_figures() {
        let registry = Registry::parse(BUILT_IN).unwrap();
        let figures = |id: &str| {
            let ProviderEntry { budget, rate_limits, retry_policy, .. } = registry.find(id).unwrap();
            let budget = budget.monthly_usd.to_string();
            (budget, rate_limits.requests_per_minute, rate_limits.requests_per_day, retry_policy.attempts)
        };
        assert_eq!(figures("e2b"), ("50".to_owned(), 30, 10_000, 2));
        assert_eq!(figures("sim"), ("250".to_owned(), 120, 10_000, 5));
        assert_eq!(figures("covalent"), ("0".to_owned(), 100, 10_000, 3));
        assert_eq!(figures("moralis"), ("0".to_owned(), 120, 25_000, 3));
    }

    #[test]
    fn missing_limits_have_defaults() {
        let registry = Registry::parse(&with("kind: openai")).unwrap();
        let limits = registry.providers()[0].rate_limits;
        assert_eq!((limits.requests_per_minute, limits.requests_per_day), (100, 10_000));
    }

    #[test]
    fn each_fault_names_its_place() {
        assert!(refusal("providers: 7").contains("providers"), "{}", refusal("providers: 7"));
        assert!(refusal(&with("surprise: 1")).contains("surprise"));
        assert!(refusal(&with("budget: { monthly_usd: -1 }")).contains("providers.a.budget.monthly_usd"));
        assert!(refusal(&with("retry_policy: { attempts: 0 }")).contains("providers.a.retry_policy.attempts"));
        assert!(refusal(&with("retry_policy: { backoff_factor: -0.5 }")).contains("backoff_factor"));
        let multipliers = "cost_rules: { param_multipliers: { m: { input_tokens: -0.1 } } }";
        assert!(refusal(&with(multipliers)).contains("providers.a.cost_rules.param_multipliers.m"));
        assert!(refusal(&with("budget: { daily_usd: 10000000 }")).contains("daily_usd"));
        let twice = "providers:\n  - { id: a, name: A, category: api }\n  - { id: a, name: B, category: api }\n";
        assert_eq!(refusal(twice), "providers.a is repeated");
        assert!(refusal("providers: [{ id: 'A B', name: A, category: api }]").contains("id"));
    }

    #[test]
    fn unknown_task_has_default_tier() {
        let registry = Registry::parse("providers: []\nrouting: { default: fast, actions: strong }").unwrap();
        assert_eq!((registry.tier("actions"), registry.tier("other")), (Tier::Strong, Tier::Fast));
        assert_eq!(Registry::parse("providers: []").unwrap().tier("other"), Tier::Standard);
    }
}
