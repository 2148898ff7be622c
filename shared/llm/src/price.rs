//! Prices of calls.

use crate::CostRules;
use rust_decimal::{Decimal, RoundingStrategy, prelude::ToPrimitive};

/// Billionths of a US dollar in one.
const NANOS: u32 = 1_000_000_000;

/// The price of a model: per request and per token.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Price {
    request: Decimal,
    input_token: Decimal,
    output_token: Decimal,
}

impl Price {
    /// The price of a model for a task.
    #[must_use]
    pub fn of(rules: &CostRules, model: &str, task: &str) -> Self {
        let request = rules.endpoints.get(task).copied().unwrap_or(rules.default_cost_per_request);
        let more = rules.param_multipliers.get(model).copied().unwrap_or_default();
        Self { request, input_token: more.input_tokens, output_token: more.output_tokens }
    }

    /// The cost of this many requests and tokens in billionths of a US dollar, rounded up.
    #[must_use]
    pub fn nanos(&self, requests: u32, input_tokens: u64, output_tokens: u64) -> i64 {
        let cost = self.request * Decimal::from(requests)
            + self.input_token * Decimal::from(input_tokens)
            + self.output_token * Decimal::from(output_tokens);
        nanos(cost)
    }
}

/// US dollars in billionths, rounded up.
#[must_use]
pub fn nanos(usd: Decimal) -> i64 {
    let nanos = usd.checked_mul(Decimal::from(NANOS)).unwrap_or(Decimal::MAX);
    nanos.round_dp_with_strategy(0, RoundingStrategy::AwayFromZero).to_i64().unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Registry;
    use proptest::prelude::{prop_assert, proptest};

    #[test]
    fn requests_and_tokens_add_up() {
        let registry = Registry::from_environment(&sisuiq_config::Environment::from_pairs([("", "")])).unwrap();
        let gemini = Price::of(&registry.find("gemini").unwrap().cost_rules, "gemini-2.5-flash", "strategy_qa");
        // the registry's prices: 0.0001 dollars a request, 0.3 and 2.5 dollars a million tokens
        assert_eq!(gemini.nanos(1, 1_000, 100), 100_000 + 300_000 + 250_000);
        assert_eq!(
            Price::of(&registry.find("sim").unwrap().cost_rules, "", "transactions").nanos(2, 0, 0),
            100_000_000
        );
        let unknown = Price::of(&registry.find("openai").unwrap().cost_rules, "somebody's", "strategy_qa");
        assert_eq!(unknown.nanos(1, 1_000_000, 1_000_000), 0);
    }

    proptest! {
        #[test]
        fn positive_cost_rounds_up(tokens in 1_u64..1_000_000) {
            let price = Price { input_token: Decimal::new(35, 12), ..Price::default() };
            let cost = price.nanos(1, tokens, 0);
            prop_assert!(cost >= 1 && cost <= i64::try_from(tokens).unwrap());
        }
    }
}
