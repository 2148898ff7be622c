//! The difference between a list and what is known of it, and its storage.

use crate::{Retry, State, names, read::Record};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use sisuiq_clock::Clock;
use sisuiq_model::{ListEntityId, SourceRunId};
use sisuiq_sanctions_db::{
    list_entities::{self, KnownEntity},
    list_entity_versions::{self, Moment, NewVersion},
    name_indexes::{self, NameIndexObject},
    rescreenings, source_files,
    source_runs::{self, RunCounts, RunEnd},
    sources::{self, Source},
};
use sisuiq_telemetry::metrics::{
    INGEST_DOCUMENTS_TOTAL, INGEST_LAST_SUCCESS_TIMESTAMP_SECONDS, INGEST_RUN_DURATION_SECONDS, INGEST_RUNS_TOTAL,
};
use std::collections::{HashMap, HashSet};

/// Entries of one statement.
const CHUNK: usize = 1_000;

/// What changes with a list.
#[derive(Debug, Default)]
pub(crate) struct Difference {
    /// New entries with their keys.
    entities: Vec<(ListEntityId, String)>,
    /// Entries whose current version ends.
    ended: Vec<ListEntityId>,
    /// New versions.
    versions: Vec<NewVersion>,
    pub(crate) counts: Counts,
}

/// Numbers of entries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    /// On the list before.
    pub(crate) before: usize,
    /// On the list now.
    pub(crate) records: usize,
    pub(crate) added: usize,
    pub(crate) changed: usize,
    pub(crate) removed: usize,
}

impl Counts {
    /// Returns whether anything is different.
    pub(crate) const fn are_changes(&self) -> bool {
        self.added + self.changed + self.removed > 0
    }

    /// Returns whether there are entries with which no subject was compared.
    pub(crate) const fn are_news(&self) -> bool {
        self.added + self.changed > 0
    }

    /// Returns whether more than a fifth of the entries is gone, which a publisher hardly does on purpose.
    pub(crate) const fn is_shrunken(&self) -> bool {
        self.removed * 5 > self.before
    }
}

/// Compares a list with what is known of it, by the publisher's keys.
pub(crate) fn compare(known: Vec<KnownEntity>, records: Vec<Record>, clock: &Clock) -> Difference {
    let mut difference = Difference::default();
    difference.counts.before = known.iter().filter(|entity| entity.is_current).count();
    difference.counts.records = records.len();
    let keys: HashSet<&str> = records.iter().map(|record| record.key.as_str()).collect();
    let removed = known.iter().filter(|entity| entity.is_current && !keys.contains(entity.key.as_str()));
    difference.ended = removed.map(|entity| entity.id).collect();
    difference.counts.removed = difference.ended.len();
    let known: HashMap<String, KnownEntity> = known.into_iter().map(|entity| (entity.key.clone(), entity)).collect();
    for record in records {
        let (entity, number) = match known.get(&record.key) {
            Some(entity) if entity.is_current && entity.content_sha256 == record.sha256 => continue,
            Some(entity) if entity.is_current => {
                difference.counts.changed += 1;
                difference.ended.push(entity.id);
                (entity.id, entity.number + 1)
            }
            // it was removed before, and is on the list again
            Some(entity) => {
                difference.counts.added += 1;
                (entity.id, entity.number + 1)
            }
            None => {
                difference.counts.added += 1;
                let id = ListEntityId(clock.uuid_v7());
                difference.entities.push((id, record.key));
                (id, 1)
            }
        };
        let Record { sha256, kind, name, names, content, .. } = record;
        difference.versions.push(NewVersion { entity, number, content_sha256: sha256, kind, name, names, content });
    }
    difference
}

/// What is new about a list.
#[derive(Debug)]
pub(crate) struct News<'a> {
    pub(crate) difference: &'a Difference,
    /// The index of its names, if it is a new one.
    pub(crate) index: Option<names::Kept>,
    /// The day of the list.
    pub(crate) day: Date,
}

/// Stores what is new and ends its run, in one transaction: entries and index switch together. A run that has ended meanwhile stores nothing.
pub(crate) async fn store(state: &State, run: SourceRunId, source: &Source, news: News<'_>) -> Result<(), Retry> {
    let News { difference, index, day } = news;
    let now = state.clock.now();
    let counts = run_counts(difference.counts)?;
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    let ended = source_runs::finish(&transaction, run, &RunEnd::Done(Some(counts)), now).await?;
    let Some(requested_at) = ended else { return Ok(()) };
    let at = Moment { run, day, known_at: now };
    for chunk in difference.ended.chunks(CHUNK) {
        list_entity_versions::end_all(&transaction, chunk, at).await?;
    }
    for chunk in difference.entities.chunks(CHUNK) {
        let new: Vec<(ListEntityId, &str)> = chunk.iter().map(|(id, key)| (*id, key.as_str())).collect();
        list_entities::insert_all(&transaction, source.id, &new).await?;
    }
    for chunk in difference.versions.chunks(CHUNK) {
        list_entity_versions::insert_all(&transaction, chunk, at).await?;
    }
    if let Some(kept) = index {
        let names::Kept { object_key, sha256, bytes, entities, names, unsearchable } = kept;
        // screening asks for the entries as they were at this time
        let index =
            NameIndexObject { run, object_key, sha256, bytes, entities, names, unsearchable, day, created_at: now };
        name_indexes::insert(&transaction, source.id, names::FORMAT, &index).await?;
    }
    if difference.counts.are_news() {
        rescreenings::insert(&transaction, run, source.id, now).await?;
    }
    state.checkpoints.reach("records stored").await?;
    source_files::take_over(&transaction, run, source.id).await?;
    let has_changed = difference.counts.are_changes();
    sources::note_reading(&transaction, source.id, now, has_changed, Some(day)).await?;
    transaction.commit().await?;
    drop(connection);
    measure(source, difference.counts, now, requested_at);
    state.checkpoints.reach("run ended").await?;
    Ok(())
}

/// Counts a run whose list was taken over, and what it changed.
fn measure(source: &Source, counts: Counts, now: Timestamp, requested_at: Timestamp) {
    let source = source.id.to_string();
    INGEST_RUNS_TOTAL.count([&source, "done"]);
    INGEST_RUN_DURATION_SECONDS.record(now.duration_since(requested_at).unsigned_abs(), [&source]);
    INGEST_LAST_SUCCESS_TIMESTAMP_SECONDS.set(now.as_duration().as_secs_f64(), [&source]);
    for (change, number) in [("added", counts.added), ("changed", counts.changed), ("removed", counts.removed)] {
        INGEST_DOCUMENTS_TOTAL.add(number as u64, [&source, change]);
    }
}

/// The day of a list: what its file says, unless that is in the future; otherwise the day on which it was fetched. It is not before
/// that of the list that was taken over last: what the product knows of a day does not change when a publisher sends an older file.
pub(crate) fn day_of(list: Option<Date>, fetched_at: Timestamp, former: Option<Date>) -> Date {
    let fetched = fetched_at.to_zoned(TimeZone::UTC).date();
    list.filter(|day| *day <= fetched).unwrap_or(fetched).max(former.unwrap_or(Date::MIN))
}

fn run_counts(counts: Counts) -> Result<RunCounts, Retry> {
    let number = |count: usize| i32::try_from(count).map_err(|error| Retry::while_doing("counting entries", error));
    Ok(RunCounts {
        records: number(counts.records)?,
        added: number(counts.added)?,
        changed: number(counts.changed)?,
        removed: number(counts.removed)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;
    use sisuiq_model::ListEntityKind;
    use uuid::Uuid;

    fn record(key: &str, content: u8) -> Record {
        let text = || key.to_owned();
        Record {
            key: text(),
            sha256: vec![content; 32],
            kind: ListEntityKind::Person,
            name: text(),
            names: text(),
            content: Value::Null,
        }
    }

    fn known(number: u128, key: &str, content: u8, is_current: bool) -> KnownEntity {
        let id = ListEntityId(Uuid::from_u128(number));
        KnownEntity { id, key: key.to_owned(), number: 1, content_sha256: vec![content; 32], is_current }
    }

    fn compared(known: Vec<KnownEntity>, records: Vec<Record>) -> Difference {
        compare(known, records, &Clock::manual(Timestamp::UNIX_EPOCH))
    }

    #[test]
    fn entries_are_compared_by_key_and_content() {
        let before = vec![
            known(1, "same", 1, true),
            known(2, "changed", 1, true),
            known(3, "removed", 1, true),
            known(4, "gone", 1, false),
            known(5, "back", 1, false),
        ];
        let now = vec![record("same", 1), record("changed", 2), record("back", 1), record("new", 1)];
        let found = compared(before, now);
        assert_eq!(found.counts, Counts { before: 3, records: 4, added: 2, changed: 1, removed: 1 });
        let ended: Vec<u128> = found.ended.iter().map(|id| id.0.as_u128()).collect();
        assert_eq!(ended, [3, 2]);
        assert_eq!(found.entities.len(), 1);
        let numbers: Vec<(&str, i32)> =
            found.versions.iter().map(|version| (version.name.as_str(), version.number)).collect();
        assert_eq!(numbers, [("changed", 2), ("back", 2), ("new", 1)]);
    }

    #[test]
    fn same_list_changes_nothing() {
        let found =
            compared(vec![known(1, "a", 1, true), known(2, "b", 2, true)], vec![record("b", 2), record("a", 1)]);
        assert_eq!(found.counts, Counts { before: 2, records: 2, ..Counts::default() });
        assert!(found.versions.is_empty() && found.ended.is_empty() && found.entities.is_empty());
    }

    #[test]
    fn days_of_lists_never_go_back() {
        let noon = "2026-03-10T12:00:00Z".parse().unwrap();
        let day = |day: i8| Date::constant(2026, 3, day);
        for (list, last, expected) in [
            (None, None, day(10)),
            (Some(day(8)), None, day(8)),
            (Some(day(11)), None, day(10)),
            (Some(day(8)), Some(day(9)), day(9)),
            (Some(day(10)), Some(day(9)), day(10)),
        ] {
            assert_eq!(day_of(list, noon, last), expected, "{list:?} {last:?}");
        }
    }

    #[test]
    fn loss_of_more_than_a_fifth_is_suspicious() {
        let of = |before, removed| Counts { before, removed, ..Counts::default() }.is_shrunken();
        assert!(!of(0, 0) && !of(10, 2) && of(10, 3) && of(4, 1) && !of(5, 1) && of(1, 1));
    }
}
