use serde::Serialize;
use utoipa::ToSchema;

use crate::entity::Entity;
use crate::key::ListId;
use crate::link::{Link, LinkRelation};

/// A rule by which an entity counts as listed because of its owners.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = OwnershipRuleName)]
pub enum OwnershipRule {
    /// OFAC's 50 Percent Rule.
    OfacFiftyPercent,
    /// The criterion of ownership in the best practices of the Council of the EU.
    EuOwnership,
}

impl OwnershipRule {
    /// The rule of the publisher of a list; `None` where the publisher has none.
    #[must_use]
    pub const fn of_list(list: ListId) -> Option<Self> {
        match list {
            ListId::OfacSdn | ListId::OfacConsolidated => Some(Self::OfacFiftyPercent),
            ListId::EuConsolidated => Some(Self::EuOwnership),
            ListId::UnConsolidated | ListId::BisDeniedPersons | ListId::UsScreening => None,
        }
    }

    /// Where the rule stands.
    #[must_use]
    pub const fn citation(self) -> &'static str {
        match self {
            Self::OfacFiftyPercent => {
                "OFAC, Revised Guidance on Entities Owned by Persons Whose Property and Interests in Property Are Blocked, 13 August 2014"
            }
            Self::EuOwnership => {
                "Council of the European Union, EU Best Practices for the effective implementation of restrictive measures, \
                 document 8519/18 of 4 May 2018, paragraph 62"
            }
        }
    }

    /// What the rule says.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::OfacFiftyPercent => {
                "An entity that blocked persons own by 50 percent or more, directly or indirectly and in the aggregate, is itself blocked."
            }
            Self::EuOwnership => {
                "An entity counts as owned by a listed person who has more than 50 % of its proprietary rights or a majority interest. \
                 A later version of the best practices may draw the line elsewhere: check the one in force."
            }
        }
    }

    /// Whether a share in percent is enough; `None` for half by the rule of the EU, about which versions of the best practices may differ.
    #[must_use]
    pub fn judge(self, percent: f64) -> Option<bool> {
        let is_half = (percent - 50.0).abs() < f64::EPSILON;
        (self != Self::EuOwnership || !is_half).then(|| self.is_met_by(percent))
    }

    /// Whether a share in percent is enough, by the version of the rule that is cited.
    #[must_use]
    pub fn is_met_by(self, percent: f64) -> bool {
        match self {
            Self::OfacFiftyPercent => percent >= 50.0,
            Self::EuOwnership => percent > 50.0,
        }
    }
}

/// Shares are exact to this part of a percent.
const PARTS: f64 = 1_000_000.0;
/// Words before a number that make it a limit: "less than", "up to", "at most", "at least".
const LIMITS: [&str; 10] = ["than", "to", "most", "least", "under", "over", "below", "above", "nearly", "about"];

/// The owner of a part of an entity.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stake {
    /// The place of the owner among the nodes of its graph.
    pub owner: usize,
    /// The share in percent, if the list states it.
    pub percent: Option<f64>,
}

/// An entity with its owners.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Owned {
    /// Whether it is listed itself.
    pub is_listed: bool,
    /// Its owners, as far as they are known.
    pub stakes: Vec<Stake>,
}

/// The share in percent that listed ones own of an entity, directly or through entities that count as listed by the rule; `None` if no share is stated. A
/// link without a share counts for nothing: it is no statement about ownership.
#[must_use]
pub fn owned_by_listed(graph: &[Owned], entity: usize, rule: OwnershipRule) -> Option<f64> {
    share(graph, entity, rule, &mut vec![false; graph.len()])
}

fn share(graph: &[Owned], entity: usize, rule: OwnershipRule, seen: &mut [bool]) -> Option<f64> {
    let is_new = seen.get_mut(entity).is_some_and(|seen| !std::mem::replace(seen, true));
    if !is_new {
        // owners in a circle own nothing more
        return None;
    }
    let stakes = graph.get(entity).map(|owned| owned.stakes.as_slice()).unwrap_or_default();
    let mut total = None;
    for (place, Stake { owner, percent }) in stakes.iter().enumerate() {
        let (Some(percent), Some(node)) = (percent, graph.get(*owner)) else { continue };
        let mut others = stakes.iter().enumerate().filter(|(_, other)| other.owner == *owner);
        // a share that is stated twice counts once, and the larger one of two
        if others
            .any(|(other, stake)| stake.percent > Some(*percent) || stake.percent == Some(*percent) && other < place)
        {
            continue;
        }
        let counts = node.is_listed || share(graph, *owner, rule, seen).is_some_and(|held| rule.is_met_by(held));
        let so_far = total.unwrap_or(0.0);
        total = Some(if counts { exact(so_far + percent) } else { so_far });
    }
    if let Some(seen) = seen.get_mut(entity) {
        *seen = false;
    }
    total
}

/// A sum of decimal shares without the error of their binary forms: 0.3 + 32.3 + 17.4 is 50.
fn exact(sum: f64) -> f64 {
    (sum * PARTS).round() / PARTS
}

impl Link {
    /// The share in percent that the text of the link states, as in `51 % owned by`; `None` if it states none, or does not say that it is
    /// one of an owner.
    #[must_use]
    pub fn percent(&self) -> Option<f64> {
        let is_of_owner = match self.relation {
            LinkRelation::OwnedBy => true,
            LinkRelation::LinkedTo => self.text.to_lowercase().contains("owned"),
            LinkRelation::Mentions => false,
        };
        if is_of_owner { stated_percent(&self.text) } else { None }
    }
}

/// The first number before a sign or word for percent that is from 0 to 100. A limit, as in "less than 50 %", is no share.
fn stated_percent(text: &str) -> Option<f64> {
    let lower = text.to_lowercase();
    let sign = ["%", "percent", "per cent"].into_iter().filter_map(|sign| lower.find(sign)).min()?;
    let before = lower.get(..sign)?.trim_end();
    let number = before.rsplit(|letter: char| !letter.is_ascii_digit() && !matches!(letter, '.' | ',')).next()?;
    let ahead = before.strip_suffix(number)?;
    if ahead.split_whitespace().next_back().is_some_and(|word| LIMITS.contains(&word)) {
        return None;
    }
    number.replace(',', ".").parse().ok().filter(|percent| (0.0..=100.0).contains(percent))
}

impl Entity {
    /// The owners that the list names, and the others to which it links the entity.
    pub fn stated_owners(&self) -> impl Iterator<Item = &Link> {
        self.links.iter().filter(|link| link.relation != LinkRelation::Mentions)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(stakes: &[(usize, Option<f64>)]) -> Owned {
        Owned { is_listed: true, ..unlisted(stakes) }
    }

    fn unlisted(stakes: &[(usize, Option<f64>)]) -> Owned {
        let stakes = stakes.iter().map(|(owner, percent)| Stake { owner: *owner, percent: *percent }).collect();
        Owned { is_listed: false, stakes }
    }

    #[test]
    fn shares_of_listed_owners_add_up() {
        let graph =
            [unlisted(&[(1, Some(25.0)), (2, Some(25.0)), (3, Some(50.0))]), listed(&[]), listed(&[]), unlisted(&[])];
        assert_eq!(owned_by_listed(&graph, 0, OwnershipRule::OfacFiftyPercent), Some(50.0));
        let judged = |rule: OwnershipRule| [49.9, 50.0, 50.1].map(|percent| rule.judge(percent));
        assert_eq!(judged(OwnershipRule::OfacFiftyPercent), [Some(false), Some(true), Some(true)]);
        assert_eq!(judged(OwnershipRule::EuOwnership), [Some(false), None, Some(true)], "versions differ about half");
    }

    #[test]
    fn decimal_shares_add_up_exactly() {
        let graph =
            [unlisted(&[(1, Some(0.3)), (2, Some(32.3)), (3, Some(17.4))]), listed(&[]), listed(&[]), listed(&[])];
        assert_eq!(owned_by_listed(&graph, 0, OwnershipRule::OfacFiftyPercent), Some(50.0));
    }

    #[test]
    fn a_share_stated_twice_counts_once() {
        let graph = [unlisted(&[(1, Some(30.0)), (1, Some(30.0)), (1, Some(20.0)), (1, None)]), listed(&[])];
        assert_eq!(owned_by_listed(&graph, 0, OwnershipRule::OfacFiftyPercent), Some(30.0));
    }

    #[test]
    fn owners_through_others_count_by_the_rule() {
        let chain = |percent| [unlisted(&[(1, Some(60.0))]), unlisted(&[(2, Some(percent))]), listed(&[])];
        let rule = OwnershipRule::OfacFiftyPercent;
        assert_eq!(owned_by_listed(&chain(50.0), 0, rule), Some(60.0));
        assert_eq!(owned_by_listed(&chain(49.9), 0, rule), Some(0.0));
        assert_eq!(owned_by_listed(&chain(50.0), 0, OwnershipRule::EuOwnership), Some(0.0));
    }

    #[test]
    fn links_without_shares_say_nothing() {
        let graph = [unlisted(&[(1, None)]), listed(&[])];
        assert_eq!(owned_by_listed(&graph, 0, OwnershipRule::OfacFiftyPercent), None);
    }

    #[test]
    fn circles_end() {
        let graph = [unlisted(&[(1, Some(60.0)), (0, Some(10.0))]), unlisted(&[(0, Some(100.0))])];
        assert_eq!(owned_by_listed(&graph, 0, OwnershipRule::OfacFiftyPercent), Some(0.0));
    }

    #[test]
    fn percentages_are_read_from_texts() {
        for (text, expected) in [
            ("51 % owned by NORTHERN QUAY", Some(51.0)),
            ("Owned (49.5%) by NORTHERN QUAY", Some(49.5)),
            ("é51 percent", Some(51.0)),
            ("50 per cent owner", Some(50.0)),
            ("33,3 % owned", Some(33.3)),
            ("less than 50 % owned", None),
            ("up to 50% owned", None),
            ("1,000.5 % owned", None),
            ("Linked To: NORTHERN QUAY", None),
            ("150 % of nothing", None),
            ("% owned", None),
            ("x.y% owned", None),
        ] {
            assert_eq!(stated_percent(text), expected, "{text}");
        }
    }
}
