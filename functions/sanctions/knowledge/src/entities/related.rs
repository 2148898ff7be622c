//! Entries of other lists about the same person or thing, and where lists differ.

use jiff::civil::Date;
use serde::Serialize;
use sisuiq_http::{Problem, Result};
use sisuiq_lists::Entity;
use sisuiq_model::{ListEntityId, ListEntityKind, SourceFormat, SourceId};
use sisuiq_names::{ListedEntity, spellings};
use sisuiq_sanctions_db::{
    list_entity_versions::Validity,
    related_entities::{RelatedEntity, Wanted},
    sources::Source,
};
use sisuiq_screening::{Likeness, likeness, listed_entity};
use std::collections::BTreeSet;
use tokio::task::spawn_blocking;
use utoipa::ToSchema;

use super::{CoveredListOut, ValidityOut};

/// Entries of other lists that are compared: those whose names resemble most, and as many that have a number in common.
pub(crate) const MOST_COMPARED: i64 = 30;
/// Names of an entry by which others are looked for.
const NAMES: usize = 10;
/// Characters of the shortest name and number by which others are looked for.
const SHORTEST: usize = 4;

/// What other lists say.
#[derive(Serialize, ToSchema)]
pub(crate) struct RelatedOut {
    /// The other lists, by name, and whether they have an entry about the same one on the day.
    lists: Vec<ListStandingOut>,
    /// Their entries about the same one, by list and likeness.
    entries: Vec<RelatedEntityOut>,
}

/// Another list.
#[derive(Serialize, ToSchema)]
pub(crate) struct ListStandingOut {
    id: SourceId,
    /// Its name.
    #[schema(example = "EU consolidated list")]
    name: String,
    standing: ListStanding,
}

/// Whether a list has an entry about the same person or thing on a day.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ListStanding {
    /// It has one.
    Listed,
    /// It had one before.
    Removed,
    /// It has one since a later day.
    NotYet,
    /// It has none that is alike by name or number.
    NotFound,
    /// Nothing is known of the list on that day.
    Unknown,
}

/// An entry of another list about the same person or thing.
#[derive(Serialize, ToSchema)]
pub(crate) struct RelatedEntityOut {
    id: ListEntityId,
    /// The source of its list.
    list_id: SourceId,
    /// The name of that source.
    #[schema(example = "EU consolidated list")]
    list_name: String,
    /// The key that its publisher gives it.
    #[schema(example = "EU.27.28")]
    key: String,
    kind: ListEntityKind,
    /// The name under which the list has it.
    #[schema(example = "Aerocaribbean")]
    name: String,
    /// The programmes under which it is listed.
    #[schema(example = json!(["CUBA"]))]
    programmes: Vec<String>,
    /// The first day of the listing that the list states.
    listed_on: Option<Date>,
    #[serde(flatten)]
    validity: ValidityOut,
    /// Whether it is listed on the day. What it says is from that day, the last one before or the first one after.
    standing: ListStanding,
    /// How much both resemble each other, with all facts.
    #[schema(example = 0.94, minimum = 0.0, maximum = 1.0)]
    score: f64,
    /// Whether both state the same number of a document or register.
    shares_identifier: bool,
    /// How the lists differ on the day. Null if they do not, if neither has it, or if one of them is not known.
    difference: Option<ListDifference>,
}

/// How two lists differ about a person or thing.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ListDifference {
    /// Both have it, under programmes of which none is the same.
    Programmes,
    /// Only the list of the entry that was asked for has it.
    OnlyHere,
    /// Only the other list has it.
    OnlyThere,
}

/// What is looked for on other lists: names and numbers of an entry.
pub(crate) fn wanted(entity: &Entity) -> Wanted {
    let long = |text: &String| text.chars().count() >= SHORTEST;
    let names = entity.names.iter().take(NAMES).flat_map(|name| spellings(&name.text)).filter(long).collect();
    let numbers = listed_entity(entity).facts.identifiers.into_iter().flat_map(|identifier| {
        // some lists write the name of the scheme before its number
        let is_ship = identifier.kind.starts_with("imo");
        let with_scheme = is_ship.then(|| format!("IMO{}", identifier.value));
        [Some(identifier.value), with_scheme].into_iter().flatten()
    });
    Wanted { names, numbers: numbers.filter(long).collect() }
}

/// Compares an entry with candidates of other lists.
pub(crate) async fn compare(
    (entity, listed): (Entity, Option<bool>),
    candidates: Vec<RelatedEntity>,
    others: Vec<Source>,
    at: Option<Date>,
) -> Result<RelatedOut> {
    let comparing = spawn_blocking(move || {
        let own = listed_entity(&entity);
        let alike = candidates.into_iter().filter_map(|candidate| alike(&own, candidate));
        (alike.collect::<Vec<_>>(), entity)
    });
    let (alike, entity) = comparing.await.map_err(Problem::internal)?;
    let (mut lists, mut entries) = (Vec::new(), Vec::new());
    for source in others.into_iter().filter(|source| source.settings.format != SourceFormat::Law) {
        let list = CoveredListOut::new(source, at);
        let of_list = alike.iter().filter(|(candidate, ..)| candidate.entity.source == list.id);
        let mut found: Vec<RelatedEntityOut> =
            of_list.map(|alike| RelatedEntityOut::new((&entity, listed), alike, &list, at)).collect();
        found.sort_by(|one, other| other.score.total_cmp(&one.score).then(one.key.cmp(&other.key)));
        let standing = ListStanding::of_list(&list, &found);
        lists.push(ListStandingOut { id: list.id, name: list.name, standing });
        entries.extend(found);
    }
    Ok(RelatedOut { lists, entries })
}

fn alike(own: &ListedEntity, candidate: RelatedEntity) -> Option<(RelatedEntity, Entity, Likeness)> {
    let content = super::parsed(candidate.content.clone())?;
    let likeness = likeness(own, &listed_entity(&content))?;
    Some((candidate, content, likeness))
}

/// Whether a list has an entry with a validity on a day, or now.
pub(crate) fn is_listed(validity: &Validity, at: Option<Date>) -> bool {
    standing(validity, at) == ListStanding::Listed
}

fn standing(validity: &Validity, at: Option<Date>) -> ListStanding {
    match (validity.valid_to, at) {
        (_, Some(day)) if validity.valid_from > day => ListStanding::NotYet,
        (None, _) => ListStanding::Listed,
        (Some(end), Some(day)) if end > day => ListStanding::Listed,
        (Some(_), _) => ListStanding::Removed,
    }
}

impl ListStanding {
    /// The standing of a list, of which these entries are about the same one.
    fn of_list(list: &CoveredListOut, found: &[RelatedEntityOut]) -> Self {
        if !list.covers {
            return Self::Unknown;
        }
        let has = |wanted| found.iter().any(|entry| entry.standing == wanted);
        let known = [Self::Listed, Self::Removed, Self::NotYet].into_iter().find(|standing| has(*standing));
        known.unwrap_or(Self::NotFound)
    }
}

impl ListDifference {
    fn of((here, listed): (&Entity, Option<bool>), there: &Entity, standing: ListStanding) -> Option<Self> {
        match (listed?, standing) {
            (true, ListStanding::Listed) => {
                let programmes = |entity: &Entity| -> BTreeSet<String> {
                    entity.programmes.iter().map(|programme| programme.to_uppercase()).collect()
                };
                programmes(here).is_disjoint(&programmes(there)).then_some(Self::Programmes)
            }
            (true, ListStanding::Removed | ListStanding::NotYet) => Some(Self::OnlyHere),
            (false, ListStanding::Listed) => Some(Self::OnlyThere),
            _ => None,
        }
    }
}

impl RelatedEntityOut {
    fn new(
        here: (&Entity, Option<bool>),
        (candidate, content, likeness): &(RelatedEntity, Entity, Likeness),
        list: &CoveredListOut,
        at: Option<Date>,
    ) -> Self {
        let standing = if list.covers { standing(&candidate.validity, at) } else { ListStanding::Unknown };
        Self {
            id: candidate.entity.id,
            list_id: list.id,
            list_name: list.name.clone(),
            key: candidate.entity.key.clone(),
            kind: candidate.kind,
            name: candidate.name.clone(),
            programmes: content.programmes.clone(),
            listed_on: content.listed_on,
            validity: candidate.validity.into(),
            standing,
            score: likeness.score,
            shares_identifier: likeness.shares_identifier,
            difference: ListDifference::of(here, content, standing),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Timestamp;

    fn validity(from: &str, to: Option<&str>) -> Validity {
        let day = |text: &str| text.parse().unwrap();
        let known_from = Timestamp::UNIX_EPOCH;
        Validity { valid_from: day(from), valid_to: to.map(day), known_from, known_to: to.map(|_| known_from) }
    }

    #[test]
    fn standing_is_that_of_the_day() {
        let removed = validity("2020-01-01", Some("2021-01-01"));
        for (validity, at, expected) in [
            (validity("2020-01-01", None), None, ListStanding::Listed),
            (validity("2020-01-01", None), Some("2019-12-31"), ListStanding::NotYet),
            (removed, None, ListStanding::Removed),
            (removed, Some("2020-12-31"), ListStanding::Listed),
            (removed, Some("2021-01-01"), ListStanding::Removed),
        ] {
            let at = at.map(|day| day.parse().unwrap());
            assert_eq!(standing(&validity, at), expected, "{validity:?} {at:?}");
        }
    }
}
