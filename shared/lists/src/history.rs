//! Listings over time. A published file says what was listed on its day; what was between two files is only known where the
//! publisher states the day of a listing or an amendment.

mod standing;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::canonical::content_hash;
use crate::digest::Digest;
use crate::entity::Entity;
use crate::key::EntityKey;

pub use standing::Standing;

/// The source of the first day of a span.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ValidFrom {
    /// The publisher states the day.
    Stated,
    /// The day is that of the first version that shows the content. It may have been valid some days earlier.
    FirstSeen,
}

/// The reason why a span ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    /// The entity has other content since.
    Changed,
    /// The entity was delisted.
    Removed,
}

/// A time in which an entity was listed with the same content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// The first day on which the content is valid.
    pub valid_from: Date,
    /// The source of that day: the publisher, or the date of a version.
    pub valid_from_source: ValidFrom,
    /// The day on which the content is no longer valid; none while it is.
    pub valid_to: Option<Date>,
    /// The date of the first version that contains the content.
    pub known_from: Date,
    /// The date of the last version that contains the content; none while the last version does.
    pub last_seen: Option<Date>,
    /// The reason of the end; none while the content is valid.
    pub ending: Option<Ending>,
    /// The content, see [`content_hash`].
    pub content: Digest,
    /// The programmes of the entity in this time, as [`Entity::programmes`].
    pub programmes: Vec<String>,
    /// The citations of its legal bases in this time, in the list's words.
    pub legal_bases: Vec<String>,
}

/// The dates of all versions of a list that were taken into its timelines.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionDates(BTreeSet<Date>);

impl VersionDates {
    /// The dates in any order.
    pub fn new(dates: impl IntoIterator<Item = Date>) -> Self {
        Self(dates.into_iter().collect())
    }

    /// Adds a version, after all its entities were observed.
    pub fn add(&mut self, date: Date) {
        self.0.insert(date);
    }

    /// The first version.
    #[must_use]
    pub fn first(&self) -> Option<Date> {
        self.0.first().copied()
    }

    /// The last version.
    #[must_use]
    pub fn last(&self) -> Option<Date> {
        self.0.last().copied()
    }

    fn before(&self, date: Date) -> Option<Date> {
        self.0.range(..date).next_back().copied()
    }
}

/// The reason why a version cannot be taken into a timeline. Nothing changes then.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum HistoryError {
    /// A later version was taken already; the timelines must be computed from all versions.
    #[error(
        "the version of {date} is older than that of {last}, which is part of the history; compute the history from all versions again"
    )]
    OutOfOrder {
        /// The date of the version.
        date: Date,
        /// The last version of the timeline.
        last: Date,
    },
    /// The version was taken already, with other content.
    #[error(
        "the version of {date} has other content for {key} than the one of the same date that is part of the history"
    )]
    Conflict {
        /// The date of the version.
        date: Date,
        /// The entity.
        key: EntityKey,
    },
    /// The observed entity is not the one of the timeline.
    #[error("{found} is not the entity {expected} of the timeline")]
    OtherEntity {
        /// The entity of the timeline.
        expected: EntityKey,
        /// The observed entity.
        found: EntityKey,
    },
}

impl HistoryError {
    /// The stable code, for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::OutOfOrder { .. } => "history_out_of_order",
            Self::Conflict { .. } => "history_conflict",
            Self::OtherEntity { .. } => "history_other_entity",
        }
    }
}

/// The effect of an observation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Observed {
    /// The timeline is as before.
    Unchanged,
    /// A span was opened: the entity is new, or listed again.
    Opened,
    /// A span was closed and another one opened.
    Changed,
    /// A span was closed.
    Closed,
}

/// The spans of one entity in their order. Spans are closed, never deleted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timeline {
    /// The entity whose listings these are.
    pub key: EntityKey,
    /// Its times on the list; two that follow each other have different content or a gap between them.
    pub spans: Vec<Span>,
}

impl Timeline {
    /// A timeline without spans.
    #[must_use]
    pub const fn new(key: EntityKey) -> Self {
        Self { key, spans: Vec::new() }
    }

    /// Takes what a version says of the entity: its entry, or none. `versions` are those that were taken completely before.
    ///
    /// The same observation may be repeated: it changes nothing.
    pub fn observe(
        &mut self,
        versions: &VersionDates,
        date: Date,
        entity: Option<&Entity>,
    ) -> Result<Observed, HistoryError> {
        if let Some(other) = entity.filter(|entity| entity.key != self.key) {
            return Err(HistoryError::OtherEntity { expected: self.key.clone(), found: other.key.clone() });
        }
        let content = entity.map(content_hash);
        if versions.0.contains(&date) || self.contains_observation_of(date) {
            return if self.content_seen_on(date) == content {
                Ok(Observed::Unchanged)
            } else {
                Err(HistoryError::Conflict { date, key: self.key.clone() })
            };
        }
        let last = versions.last().into_iter().chain(self.spans.iter().map(|span| span.known_from)).max();
        if let Some(last) = last.filter(|last| *last > date) {
            return Err(HistoryError::OutOfOrder { date, last });
        }
        let previous = versions.before(date);
        let open = self.spans.last_mut().filter(|span| span.valid_to.is_none());
        match (open, entity) {
            (None, None) => Ok(Observed::Unchanged),
            (None, Some(entity)) => {
                let stated = entity.listed_on.filter(|day| is_between(*day, previous, date));
                self.spans.push(span(entity, date, stated));
                Ok(Observed::Opened)
            }
            (Some(open), None) => {
                close(open, date, previous, Ending::Removed);
                Ok(Observed::Closed)
            }
            (Some(open), Some(_)) if Some(open.content) == content => Ok(Observed::Unchanged),
            (Some(open), Some(entity)) => {
                let amended = entity.updated_on.iter().copied().filter(|day| is_between(*day, previous, date)).max();
                let next = span(entity, date, amended.filter(|_| previous.is_some()));
                close(open, next.valid_from, previous, Ending::Changed);
                self.spans.push(next);
                Ok(Observed::Changed)
            }
        }
    }

    /// True if a span shows that the version was taken, although it is not among the complete ones.
    fn contains_observation_of(&self, date: Date) -> bool {
        self.spans.iter().any(|span| {
            span.known_from == date || (span.ending == Some(Ending::Removed) && span.valid_to == Some(date))
        })
    }

    fn content_seen_on(&self, date: Date) -> Option<Digest> {
        let seen = |span: &&Span| span.known_from <= date && span.last_seen.is_none_or(|last| last >= date);
        self.spans.iter().find(seen).map(|span| span.content)
    }
}

fn is_between(day: Date, previous: Option<Date>, version: Date) -> bool {
    day <= version && previous.is_none_or(|previous| day > previous)
}

fn close(span: &mut Span, day: Date, previous: Option<Date>, ending: Ending) {
    span.valid_to = Some(day);
    span.last_seen = Some(previous.unwrap_or(span.known_from));
    span.ending = Some(ending);
}

fn span(entity: &Entity, date: Date, stated: Option<Date>) -> Span {
    Span {
        valid_from: stated.unwrap_or(date),
        valid_from_source: if stated.is_some() { ValidFrom::Stated } else { ValidFrom::FirstSeen },
        valid_to: None,
        known_from: date,
        last_seen: None,
        ending: None,
        content: content_hash(entity),
        programmes: entity.programmes.clone(),
        legal_bases: entity.legal_bases.iter().map(|basis| basis.text.clone()).collect(),
    }
}

/// A complete version of a list.
#[derive(Debug, Clone, Copy)]
pub struct Version<'a> {
    /// The day of publication.
    pub date: Date,
    /// All its entities: one that is missing here counts as delisted on that day.
    pub entities: &'a [Entity],
}

/// The timelines of all entities of some versions, which may be in any order and repeated.
pub fn histories(versions: &[Version<'_>]) -> Result<(VersionDates, BTreeMap<EntityKey, Timeline>), HistoryError> {
    let mut ordered: Vec<&Version<'_>> = versions.iter().collect();
    ordered.sort_by_key(|version| version.date);
    let mut dates = VersionDates::default();
    let mut timelines: BTreeMap<EntityKey, Timeline> = BTreeMap::new();
    for version in ordered {
        let present: BTreeMap<&EntityKey, &Entity> =
            version.entities.iter().map(|entity| (&entity.key, entity)).collect();
        for (key, timeline) in &mut timelines {
            timeline.observe(&dates, version.date, present.get(key).copied())?;
        }
        for (key, entity) in present {
            if !timelines.contains_key(key) {
                let mut timeline = Timeline::new(key.clone());
                timeline.observe(&dates, version.date, Some(entity))?;
                timelines.insert(key.clone(), timeline);
            }
        }
        dates.add(version.date);
    }
    Ok((dates, timelines))
}
