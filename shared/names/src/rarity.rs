use std::collections::HashMap;

use crate::Name;
use crate::token::TokenView;

/// The share of its weight that a token loses at most for being frequent.
const LOSS: f64 = 0.45;

/// How often tokens occur in the names of a list. Frequent tokens count less in a score.
///
/// Without a list, [`Rarity::prior`] knows only the classes of tokens, among them frequent names of persons and generic words.
#[derive(Debug, Clone, Default)]
pub struct Rarity {
    names: u32,
    frequencies: HashMap<String, u32>,
}

impl Rarity {
    /// The rarity without a list.
    #[must_use]
    pub fn prior() -> Self {
        Self::default()
    }

    /// Counts in how many of the names each token occurs.
    #[must_use]
    pub fn of_names<'a>(names: impl IntoIterator<Item = &'a Name>) -> Self {
        let mut rarity = Self::default();
        for name in names {
            rarity.names = rarity.names.saturating_add(1);
            let mut texts: Vec<&str> = name.tokens().map(|(text, _)| text).collect();
            texts.sort_unstable();
            texts.dedup();
            for text in texts {
                match rarity.frequencies.get_mut(text) {
                    Some(frequency) => *frequency = frequency.saturating_add(1),
                    None => drop(rarity.frequencies.insert(text.to_owned(), 1)),
                }
            }
        }
        rarity
    }

    pub(crate) fn weigh(&self, token: &mut TokenView<'_>) {
        token.weight = weight(token, self.frequency(token.text), self.names);
    }

    pub(crate) fn frequency(&self, text: &str) -> u32 {
        self.frequencies.get(text).copied().unwrap_or(0)
    }
}

/// The weight of a token that occurs in `frequency` of `names` names: that of its class, less up to [`LOSS`] by the logarithm of the frequency.
pub(crate) fn weight(token: &TokenView<'_>, frequency: u32, names: u32) -> f64 {
    let prior = token.class.weight();
    if !token.class.is_distinctive() || frequency < 2 || names < 2 {
        return prior;
    }
    let share = (f64::from(frequency).ln() / f64::from(names.max(100)).ln()).min(1.0);
    prior.min(1.0 - LOSS * share)
}

/// The share of a sure name that tokens of a total weight make up, from 0 to 1.
pub(crate) fn information(weight: f64) -> f64 {
    (weight / 3.0).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::Rarity;
    use crate::{Kind, Name};

    #[test]
    fn frequent_tokens_weigh_less() {
        let names: Vec<Name> = (0..50)
            .map(|number| Name::parse(&format!("Viktor Name{}", char::from(b'a' + number % 26)), Kind::Person))
            .collect();
        let rarity = Rarity::of_names(&names);
        let rare = Name::parse("Viktor Bout", Kind::Person);
        let weights: Vec<f64> = rare
            .views()
            .into_iter()
            .map(|mut view| {
                rarity.weigh(&mut view);
                view.weight
            })
            .collect();
        assert!(weights.first() < weights.last());
    }
}
