//! The screening of earlier subjects with what is new on a list.

use crate::{
    Retry, State,
    work::{LAST_CHUNK, Searched, search_all},
};
use jiff::{SignedDuration, Timestamp};
use sisuiq_accounts_db::{
    audit_records::{Actor, AuditEvent, NewAuditRecord},
    pending_audit_records,
};
use sisuiq_clock::later;
use sisuiq_db::Transaction;
use sisuiq_model::{AuditAction, AuditRecordId, RescreeningStatus, SourceRunId};
use sisuiq_names::EntitySet;
use sisuiq_sanctions_db::{
    name_indexes::{self, IndexedList},
    rescreening_subjects::{self, StoredSubject},
    rescreenings::{self, Rescreened, Rescreening},
    screened_subjects::{self, ScreenedSubject},
    screening_batch_rows::WaitingRow,
};
use sisuiq_screener::{FORMAT, LeftOut, Loaded, ScreenedList, entities, found, renew, renewal, threshold};
use sisuiq_telemetry::metrics::{RESCREENING_ALERTS_TOTAL, RESCREENINGS_TOTAL};
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};
use tokio::time::Instant;
use tracing::{error, info, warn};

/// Subjects that a transaction screens and stores.
const CHUNK: i64 = 200;
/// The time after which the work is given up: the index of the list was lost, and no run has made another.
const MOST_TIME: SignedDuration = SignedDuration::from_hours(72);

/// What is new on a list, in the version that is current.
struct News {
    list: IndexedList,
    index: Arc<Loaded>,
    entries: Arc<EntitySet>,
}

/// Takes subjects if that is due, and screens those that were not screened. If the invocation ends before that, a message lets another one continue.
pub(crate) async fn work_through(state: &State, run: SourceRunId) -> Result<(), Retry> {
    state.checkpoints.reach("rescreening ordered").await?;
    if !take(state, run).await? {
        return Ok(());
    }
    let Some(news) = open(state, run).await? else { return Ok(()) };
    while let Some(RescreeningStatus::Processing) = chunk(state, run, &news).await? {
        if state.deadline.is_some_and(|deadline| Instant::now() + LAST_CHUNK >= deadline) {
            info!(run.id = %run, "another invocation continues the screening of earlier subjects");
            state.queue.send_rescreen(run.0).await?;
            break;
        }
    }
    Ok(())
}

/// Takes the subjects, first when the version is new, and again when no screening is compared with the version before. Returns whether there
/// may be work.
async fn take(state: &State, run: SourceRunId) -> Result<bool, Retry> {
    let now = state.clock.now();
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    // before the row, as erasures do
    rescreenings::lock_taking(&transaction).await?;
    let Some(held) = rescreenings::hold_unfinished(&transaction, run).await? else { return Ok(false) };
    if later(held.created_at, MOST_TIME) <= now {
        fail(&transaction, &held, now).await?;
        transaction.commit().await?;
        RESCREENINGS_TOTAL.count([&held.source.to_string(), "failed"]);
        error!(run.id = %run, source.id = %held.source, "earlier subjects were not screened within three days");
        return Ok(false);
    }
    let is_due = match held.status {
        RescreeningStatus::Waiting => true,
        RescreeningStatus::Settling => held.settles_at <= now,
        RescreeningStatus::Processing | RescreeningStatus::Done | RescreeningStatus::Failed => return Ok(true),
    };
    if !is_due {
        return Ok(false);
    }
    let (taken, left_out) = take_subjects(&transaction, &held, state.most_rescreened, now).await?;
    let count = |number: i64| i32::try_from(number).map_err(|error| Retry::while_doing("counting subjects", error));
    rescreenings::begin(&transaction, run, count(taken)?, count(left_out)?, now).await?;
    state.checkpoints.reach("rescreening taking").await?;
    transaction.commit().await?;
    drop(connection);
    info!(run.id = %run, subjects = taken, left_out, "earlier subjects are screened");
    state.checkpoints.reach("rescreening taken").await?;
    Ok(true)
}

/// Takes at most so many subjects, in parts, so that no statement reads all that is stored. Returns how many were taken now, and how many at most are left out: of
/// those that were screened longest ago, it is not read whether their screening was to search the list.
async fn take_subjects(
    transaction: &Transaction<'_>,
    held: &Rescreening,
    most: i64,
    now: Timestamp,
) -> Result<(i64, i64), Retry> {
    let (mut room, mut taken, mut known, mut left_out) = (most, 0, 0, 0);
    let mut place = ScreenedSubject::newest();
    while room > 0 {
        let part = screened_subjects::list_behind(transaction, &place).await?;
        let Some(last) = part.last() else { return Ok((taken, left_out)) };
        let keys: Vec<&[u8]> = part.iter().map(|subject| subject.subject_key.as_slice()).collect();
        let of_part = rescreening_subjects::take(transaction, held, now, &keys, room).await?;
        room -= of_part.candidates;
        taken += of_part.taken;
        known += of_part.known;
        left_out += of_part.candidates - of_part.taken - of_part.known;
        place = last.clone();
    }
    let behind = screened_subjects::count_behind(transaction, &place, now).await?;
    // some of them were taken before
    let taken_before = i64::from(held.counts.subjects).saturating_sub(known).max(0);
    Ok((taken, left_out + behind.saturating_sub(taken_before).max(0)))
}

/// Ends what cannot be done.
async fn fail(transaction: &Transaction<'_>, held: &Rescreening, now: Timestamp) -> Result<(), Retry> {
    rescreenings::fail(transaction, held.run, now).await?;
    rescreening_subjects::forget(transaction, held.run).await?;
    Ok(())
}

/// The entries that the run added or changed, on the current version of the list: alerts are about what it says now. `None` if a sweep has to wait for an
/// index.
async fn open(state: &State, run: SourceRunId) -> Result<Option<News>, Retry> {
    let now = state.clock.now();
    let connection = state.database.connection().await?;
    let Some(found) = rescreenings::find(&connection, run).await? else { return Ok(None) };
    let keys = rescreenings::list_keys(&connection, run).await?;
    let lists = name_indexes::list_current(&connection, FORMAT, Some(&[found.source])).await?;
    drop(connection);
    let current = lists.into_iter().find_map(|list| list.index.clone().map(|object| (list, object)));
    let Some((list, object)) = current else {
        warn!(run.id = %run, source.id = %found.source, "a list has no index of this format, and the next run makes one");
        return Ok(None);
    };
    let index = match state.indexes.pinned(list.source, object, now).await {
        Ok(index) => index,
        Err(LeftOut::Damaged | LeftOut::NotIndexed) => {
            warn!(run.id = %run, source.id = %found.source, "the index of a list is lost, and the next run makes another");
            return Ok(None);
        }
        Err(LeftOut::Unavailable) => {
            return Err(Retry::while_doing("reading the index of a list", "it cannot be read now"));
        }
    };
    let keys: HashSet<&str> = keys.iter().map(String::as_str).collect();
    let entries = Arc::new(index.index.entities_with(&keys));
    Ok(Some(News { list, index, entries }))
}

/// Works on the next chunk and returns the status after it; `None` if it has ended.
async fn chunk(state: &State, run: SourceRunId, news: &News) -> Result<Option<RescreeningStatus>, Retry> {
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    let now = state.clock.now();
    if rescreenings::hold_unfinished(&transaction, run).await?.is_none() {
        return Ok(None);
    }
    let keys = rescreening_subjects::list_waiting(&transaction, run, CHUNK).await?;
    let stored = rescreening_subjects::list_stored(&transaction, &keys, news.list.source, now).await?;
    let gone = keys.len().saturating_sub(stored.len());
    let searched = search_stored(news, stored).await?;
    state.checkpoints.reach("rescreening searched").await?;
    let mut done = open_alerts(state, &transaction, searched, now).await?;
    done.gone = i32::try_from(gone).unwrap_or(i32::MAX);
    rescreening_subjects::finish(&transaction, run, &keys).await?;
    let after = rescreenings::advance(&transaction, run, &done, now).await?;
    if after.finished_at.is_some() {
        rescreening_subjects::forget(&transaction, run).await?;
        if after.counts.subjects > 0 {
            record(state, &transaction, &after, now).await?;
        }
    }
    state.checkpoints.reach("rescreening storing").await?;
    transaction.commit().await?;
    drop(connection);
    measure(&after, &done);
    state.checkpoints.reach("rescreening stored").await?;
    Ok(Some(after.status))
}

/// Subjects that were compared with the same threshold.
struct Compared {
    lists: Arc<[ScreenedList]>,
    rows: Vec<(Searched, Timestamp)>,
}

/// Searches for subjects, each with the threshold that was asked for or that of the list.
async fn search_stored(news: &News, stored: Vec<StoredSubject>) -> Result<Vec<Compared>, Retry> {
    let mut by_threshold: HashMap<u64, (f64, Vec<StoredSubject>)> = HashMap::new();
    for subject in stored {
        let threshold = threshold(subject.threshold, &news.list);
        by_threshold.entry(threshold.to_bits()).or_insert_with(|| (threshold, Vec::new())).1.push(subject);
    }
    let mut all = Vec::with_capacity(by_threshold.len());
    for (threshold, subjects) in by_threshold.into_values() {
        let (index, only) = (Arc::clone(&news.index), Some(Arc::clone(&news.entries)));
        let lists: Arc<[ScreenedList]> = Arc::new([ScreenedList { source: news.list.source, threshold, index, only }]);
        let expiries: Vec<Timestamp> = subjects.iter().map(|subject| subject.expires_at).collect();
        let rows = (0..).zip(subjects).map(|(number, stored)| WaitingRow { number, subject: stored.subject });
        let searched = search_all(&lists, rows.collect()).await?;
        all.push(Compared { lists, rows: searched.into_iter().zip(expiries).collect() });
    }
    Ok(all)
}

/// Opens or renews the alerts of all subjects. They are kept no longer than what they are about.
async fn open_alerts(
    state: &State,
    transaction: &Transaction<'_>,
    all: Vec<Compared>,
    now: Timestamp,
) -> Result<Rescreened, Retry> {
    let unwritable = |error| Retry::while_doing("writing an explanation", error);
    let mut done = Rescreened::default();
    let rows = all.into_iter().flat_map(|compared| {
        let lists = compared.lists;
        compared.rows.into_iter().map(move |(row, expires_at)| (Arc::clone(&lists), row, expires_at))
    });
    let mut rows: Vec<(Arc<[ScreenedList]>, Searched, Timestamp)> = rows.collect();
    done.screened = i32::try_from(rows.len()).unwrap_or(i32::MAX);
    rows.retain(|(_, row, _)| !row.resembling.is_empty());
    // as batches do: two of them lock the same subjects in the same order
    rows.sort_by_cached_key(|(_, row, _)| row.subject.key().as_bytes().to_vec());
    for (lists, Searched { subject, resembling, .. }, expires_at) in rows {
        done.with_hits += 1;
        let entities = entities(transaction, &lists, &resembling).await?;
        let found = found(&state.clock, &lists, &resembling, &entities).map_err(unwritable)?;
        let mut renewal = renewal(&subject, now, state.retention).map_err(unwritable)?;
        renewal.expires_at = expires_at;
        let (_, opened) = renew(transaction, &renewal, &found).await?;
        done.alerts_opened = done.alerts_opened.saturating_add(i32::try_from(opened).unwrap_or(i32::MAX));
    }
    Ok(done)
}

/// Records for the audit log what was screened without anybody's request.
async fn record(
    state: &State,
    transaction: &Transaction<'_>,
    after: &Rescreening,
    now: Timestamp,
) -> Result<(), Retry> {
    let event = AuditEvent::done(AuditAction::RescreenSubjects)
        .to(after.source)
        .with("run", after.run.to_string())
        .with("subjects", after.counts.subjects)
        .with("screened", after.counts.screened)
        .with("left_out", after.counts.left_out)
        .with("alerts_opened", after.counts.alerts_opened);
    let id = AuditRecordId(state.clock.uuid_v7());
    let record = NewAuditRecord { id, at: now, actor: &Actor::default(), event: &event };
    pending_audit_records::insert(transaction, &record).await?;
    Ok(())
}

fn measure(after: &Rescreening, done: &Rescreened) {
    let source = after.source.to_string();
    RESCREENING_ALERTS_TOTAL.add(done.alerts_opened.unsigned_abs().into(), [source.as_str()]);
    if after.finished_at.is_some() {
        RESCREENINGS_TOTAL.count([source.as_str(), "done"]);
        info!(run.id = %after.run, source.id = %after.source, counts = ?after.counts, "earlier subjects were screened");
    }
}
