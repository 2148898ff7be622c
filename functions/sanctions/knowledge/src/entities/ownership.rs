//! Owners of an entry, and what it owns, as far as its list says so.

use jiff::civil::Date;
use serde::Serialize;
use sisuiq_db::Connection;
use sisuiq_http::Result;
use sisuiq_lists::{Entity, Link, LinkRelation, Owned, OwnershipRule, Stake, owned_by_listed};
use sisuiq_model::{ListEntityId, SourceId};
use sisuiq_sanctions_db::related_entities::{self, RelatedEntity};
use std::collections::HashMap;
use utoipa::ToSchema;

use super::related::is_listed;

/// Entries that are linked to an entry, at most.
const MOST: i64 = 100;
/// Owners of owners that are followed.
const LEVELS: usize = 4;

/// Owners of an entry and what it owns.
#[derive(Serialize, ToSchema)]
pub(crate) struct OwnershipOut {
    /// Those whom the entry names as its owner, or to whom it is linked.
    owners: Vec<OwnershipLinkOut>,
    /// Entries of the list that name this one; the first 100 by name.
    owned: Vec<OwnershipLinkOut>,
    /// The share in percent that listed ones own of it, directly or through others, by the rule. Null if the list states no share: a link alone says nothing
    /// about one.
    #[schema(example = 51.0, minimum = 0.0)]
    owned_percent: Option<f64>,
    /// The rule about ownership of the list's publisher; null if it has none.
    rule: Option<OwnershipRuleOut>,
}

/// A link between two entries of a list.
#[derive(Serialize, ToSchema)]
pub(crate) struct OwnershipLinkOut {
    relation: LinkRelation,
    /// The other entry; null if none or several have the name.
    id: Option<ListEntityId>,
    /// Its name.
    #[schema(example = "NORTHERN QUAY TRADING CO., LTD.")]
    name: String,
    /// Whether it is listed on the day; null if it is not known.
    listed: Option<bool>,
    /// The share in percent that the link states.
    #[schema(example = 51.0, minimum = 0.0, maximum = 100.0)]
    percent: Option<f64>,
    /// The text of the list that states the link.
    #[schema(example = "Linked To: NORTHERN QUAY TRADING CO., LTD.")]
    text: String,
}

/// A rule about ownership.
#[derive(Serialize, ToSchema)]
pub(crate) struct OwnershipRuleOut {
    name: OwnershipRule,
    /// What it says.
    #[schema(example = "An entity that blocked persons own by 50 percent or more is itself blocked.")]
    text: &'static str,
    /// Where it stands.
    #[schema(example = "OFAC, Revised Guidance of 13 August 2014")]
    citation: &'static str,
    /// Whether the share is enough; null if the list states none, or if versions of the rule may differ about it.
    met: Option<bool>,
}

/// What a list says about the ownership of an entry on a day; `None` if that is nothing.
pub(crate) async fn read(
    connection: &Connection,
    (source, key): (SourceId, &str),
    entity: &Entity,
    at: Option<Date>,
) -> Result<Option<OwnershipOut>> {
    let linked = related_entities::list_linked(connection, source, key, at, MOST).await?;
    let graph = Graph::read(connection, source, entity, at).await?;
    let owners: Vec<OwnershipLinkOut> =
        entity.stated_owners().map(|link| OwnershipLinkOut::to(link, graph.entry(link), at)).collect();
    let owned: Vec<OwnershipLinkOut> =
        linked.into_iter().flat_map(|entry| OwnershipLinkOut::from_entry(&entry, key, at)).collect();
    if owners.is_empty() && owned.is_empty() {
        return Ok(None);
    }
    let rule = OwnershipRule::of_list(entity.key.list);
    let owned_percent = rule.and_then(|rule| owned_by_listed(&graph.nodes, 0, rule));
    let rule = rule.map(|rule| OwnershipRuleOut {
        name: rule,
        text: rule.text(),
        citation: rule.citation(),
        met: owned_percent.and_then(|percent| rule.judge(percent)),
    });
    Ok(Some(OwnershipOut { owners, owned, owned_percent, rule }))
}

/// An entry with its owners and their owners.
struct Graph {
    nodes: Vec<Owned>,
    entries: HashMap<String, RelatedEntity>,
}

impl Graph {
    /// Reads the owners of an entry, and theirs as long as shares are stated.
    async fn read(connection: &Connection, source: SourceId, entity: &Entity, at: Option<Date>) -> Result<Self> {
        let mut places = HashMap::from([(entity.key.id.clone(), 0)]);
        let mut graph = Self { nodes: vec![Owned { is_listed: true, stakes: Vec::new() }], entries: HashMap::new() };
        let mut level: Vec<(usize, Vec<Link>)> = vec![(0, entity.stated_owners().cloned().collect())];
        for _ in 0..LEVELS {
            let mut keys: Vec<&str> = Vec::new();
            for link in level.iter().flat_map(|(_, links)| links) {
                if let Some(key) = target(link).filter(|key| !graph.entries.contains_key(*key)) {
                    keys.push(key);
                }
            }
            keys.sort_unstable();
            keys.dedup();
            if !keys.is_empty() {
                // all of them: a share that is left out would make a wrong sum
                let most = i64::try_from(keys.len()).unwrap_or(i64::MAX);
                let found = related_entities::list_of_keys(connection, source, &keys, at, most).await?;
                graph.entries.extend(found.into_iter().map(|entry| (entry.entity.key.clone(), entry)));
            }
            let mut next = Vec::new();
            for (place, links) in level {
                for link in &links {
                    next.extend(graph.add(&mut places, place, link, at));
                }
            }
            if next.is_empty() {
                break;
            }
            level = next;
        }
        Ok(graph)
    }

    /// Adds an owner. Returns it with its own owners, if it is a new one whose share is stated.
    fn add(
        &mut self,
        places: &mut HashMap<String, usize>,
        held: usize,
        link: &Link,
        at: Option<Date>,
    ) -> Option<(usize, Vec<Link>)> {
        let (percent, key) = (link.percent()?, target(link)?);
        let entry = self.entries.get(key)?;
        let known = places.get(key).copied();
        let owner = known.unwrap_or(self.nodes.len());
        let mut next = None;
        if known.is_none() {
            let content = super::parsed(entry.content.clone());
            let links = content.map(|content| content.stated_owners().cloned().collect()).unwrap_or_default();
            places.insert(key.to_owned(), owner);
            self.nodes.push(Owned { is_listed: is_listed(&entry.validity, at), stakes: Vec::new() });
            next = Some((owner, links));
        }
        self.nodes.get_mut(held)?.stakes.push(Stake { owner, percent: Some(percent) });
        next
    }

    fn entry(&self, link: &Link) -> Option<&RelatedEntity> {
        target(link).and_then(|key| self.entries.get(key))
    }
}

fn target(link: &Link) -> Option<&str> {
    link.target.as_ref().map(|key| key.id.as_str())
}

impl OwnershipLinkOut {
    /// A link of the entry to another one.
    fn to(link: &Link, entry: Option<&RelatedEntity>, at: Option<Date>) -> Self {
        Self {
            relation: link.relation,
            id: entry.map(|entry| entry.entity.id),
            name: entry.map_or_else(|| link.name.clone(), |entry| entry.name.clone()),
            listed: entry.map(|entry| is_listed(&entry.validity, at)),
            percent: link.percent(),
            text: link.text.clone(),
        }
    }

    /// The links of another entry to one with a key.
    fn from_entry(entry: &RelatedEntity, key: &str, at: Option<Date>) -> Vec<Self> {
        let Some(content) = super::parsed(entry.content.clone()) else { return Vec::new() };
        let links = content.stated_owners().filter(|link| target(link) == Some(key));
        links.map(|link| Self { name: entry.name.clone(), ..Self::to(link, Some(entry), at) }).collect()
    }
}
