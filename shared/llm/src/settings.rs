//! The configured providers.

use std::{convert::Infallible, str::FromStr};

/// The value of `LLM_PROVIDER`: ids of providers in order of preference, up to `extractive`; ids after it are ignored. If all
/// fail, answers are quotations. `extractive` alone means only quotations.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct ProviderOrder(pub(crate) Vec<String>);

/// The provider that is no model.
pub(crate) const EXTRACTIVE: &str = "extractive";

impl FromStr for ProviderOrder {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut order = Vec::new();
        for id in text.split(',').map(str::trim).filter(|id| !id.is_empty()) {
            if id == EXTRACTIVE {
                break;
            }
            if !order.iter().any(|known| known == id) {
                order.push(id.to_owned());
            }
        }
        Ok(Self(order))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_ends_at_extractive() {
        let order = |text: &str| text.parse::<ProviderOrder>().unwrap().0;
        assert_eq!(order("extractive"), Vec::<String>::new());
        assert_eq!(order("openai, anthropic,openai"), ["openai", "anthropic"]);
        assert_eq!(order("openai,extractive,anthropic"), ["openai"]);
    }
}
