//! Validation of a registry.

use super::form::{Budget, CostRules, Multipliers, ProviderEntry, RetryPolicy};
use rust_decimal::Decimal;
use std::{collections::BTreeSet, io};

/// The most US dollars of a budget or a price.
const MOST_USD: u32 = 1_000_000;
const LONGEST_ID: usize = 50;
const MOST_ATTEMPTS: u32 = 5;
/// In seconds.
const LONGEST_BACKOFF: f64 = 10.0;

/// The reason why a registry is invalid.
#[derive(Debug, thiserror::Error)]
pub enum RegistryError {
    /// The file cannot be read.
    #[error("the file cannot be read")]
    Unreadable(#[source] io::Error),
    /// The file does not have the form of a registry.
    #[error("{0}")]
    Malformed(serde_yaml_ng::Error),
    /// A provider cannot be used.
    #[error("providers.{0}")]
    Provider(String),
}

pub(super) fn check(providers: &[ProviderEntry]) -> Result<(), RegistryError> {
    let mut known = BTreeSet::new();
    for provider in providers {
        let id = &provider.id;
        let is_id = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"_-".contains(&byte);
        if id.is_empty() || id.len() > LONGEST_ID || !id.bytes().all(is_id) {
            return fault(id, &format!(".id must be 1 to {LONGEST_ID} lower-case letters, digits, _ and -"));
        }
        if !known.insert(id) {
            return fault(id, " is repeated");
        }
        budget(id, &provider.budget)?;
        costs(id, &provider.cost_rules)?;
        retries(id, &provider.retry_policy)?;
    }
    Ok(())
}

fn budget(id: &str, budget: &Budget) -> Result<(), RegistryError> {
    for (name, usd) in [("monthly_usd", budget.monthly_usd), ("daily_usd", budget.daily_usd)] {
        if usd.is_sign_negative() && !usd.is_zero() || usd > Decimal::from(MOST_USD) {
            return fault(id, &format!(".budget.{name} must be between 0 and {MOST_USD}"));
        }
    }
    Ok(())
}

fn costs(id: &str, rules: &CostRules) -> Result<(), RegistryError> {
    let is_price = |usd: Decimal| usd >= Decimal::ZERO && usd <= Decimal::from(MOST_USD);
    if !is_price(rules.default_cost_per_request) {
        return fault(id, &format!(".cost_rules.default_cost_per_request must be between 0 and {MOST_USD}"));
    }
    for (name, usd) in &rules.endpoints {
        if !is_price(*usd) {
            return fault(id, &format!(".cost_rules.endpoints.{name} must be between 0 and {MOST_USD}"));
        }
    }
    for (name, Multipliers { input_tokens, output_tokens, execution_seconds }) in &rules.param_multipliers {
        if ![input_tokens, output_tokens, execution_seconds]
            .into_iter()
            .all(|usd| (Decimal::ZERO..=Decimal::ONE).contains(usd))
        {
            return fault(id, &format!(".cost_rules.param_multipliers.{name} must be between 0 and 1"));
        }
    }
    Ok(())
}

fn retries(id: &str, policy: &RetryPolicy) -> Result<(), RegistryError> {
    if !(1..=MOST_ATTEMPTS).contains(&policy.attempts) {
        return fault(id, &format!(".retry_policy.attempts must be between 1 and {MOST_ATTEMPTS}"));
    }
    if !(0.0..=LONGEST_BACKOFF).contains(&policy.backoff_factor) {
        return fault(id, &format!(".retry_policy.backoff_factor must be between 0 and {LONGEST_BACKOFF}"));
    }
    Ok(())
}

fn fault(id: &str, what: &str) -> Result<(), RegistryError> {
    Err(RegistryError::Provider(format!("{id}{what}")))
}
