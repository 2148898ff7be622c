//! The work on a batch.

use crate::{
    Retry, State,
    begin::{self, fail},
    files,
};
use jiff::{SignedDuration, Timestamp};
use sisuiq_clock::later;
use sisuiq_db::Transaction;
use sisuiq_model::{ScreeningBatchError, ScreeningBatchId, ScreeningBatchStatus};
use sisuiq_sanctions_db::{
    name_indexes,
    screening_batch_rows::{self, RowHit, ScreenedRow, WaitingRow},
    screening_batches::{self, Batch, Progress},
};
use sisuiq_screener::{LeftOut, Resembling, ScreenedList, entities, found, renew, renewal, search};
use sisuiq_screening::Subject;
use std::{num::NonZeroUsize, sync::Arc, thread::available_parallelism, time::Duration};
use tokio::{task::spawn_blocking, time::Instant};
use tracing::{error, info};

/// Rows that a transaction screens and stores.
const CHUNK: i64 = 200;
/// The time that a batch may take from the reading of its file.
const MOST_TIME: SignedDuration = SignedDuration::from_hours(6);
/// The time before the end of an invocation from which no further chunk begins.
pub(crate) const LAST_CHUNK: Duration = Duration::from_secs(20);

/// A row with what resembles its subject.
pub(crate) struct Searched {
    pub(crate) number: i32,
    pub(crate) subject: Subject,
    pub(crate) resembling: Vec<Resembling>,
    is_truncated: bool,
}

/// Reads the file of a batch if it was not read, and screens the rows that were not screened. A batch that is finished, expired or deleted is left as it
/// is. If the invocation ends before the batch, a message lets another one continue.
pub(crate) async fn work_through(state: &State, id: ScreeningBatchId) -> Result<(), Retry> {
    state.checkpoints.reach("screening ordered").await?;
    let Some(mut batch) = unfinished(state, id).await? else { return files::delete_read(state).await };
    if batch.status == ScreeningBatchStatus::Uploading {
        begin::begin(state, &batch).await?;
        let Some(begun) = unfinished(state, id).await? else { return files::delete_read(state).await };
        if begun.status == ScreeningBatchStatus::Uploading {
            return Ok(());
        }
        batch = begun;
    }
    files::delete_read(state).await?;
    let Some(lists) = open(state, &batch).await? else { return Ok(()) };
    let lists: Arc<[ScreenedList]> = lists.into();
    while let Some(status) = chunk(state, id, &lists).await? {
        if status != ScreeningBatchStatus::Processing {
            info!(batch.id = %id, %status, "a batch of screenings is finished");
            break;
        }
        if state.deadline.is_some_and(|deadline| Instant::now() + LAST_CHUNK >= deadline) {
            info!(batch.id = %id, "another invocation continues the batch");
            state.queue.send_screen_batch(id.0).await?;
            break;
        }
    }
    Ok(())
}

/// A batch that is not finished. One that takes too long is ended.
async fn unfinished(state: &State, id: ScreeningBatchId) -> Result<Option<Batch>, Retry> {
    let now = state.clock.now();
    let connection = state.database.connection().await?;
    let found = screening_batches::find(&connection, id, now).await?.filter(|batch| batch.finished_at.is_none());
    drop(connection);
    let Some(batch) = found else { return Ok(None) };
    if batch.started_at.is_some_and(|started_at| later(started_at, MOST_TIME) <= now) {
        error!(batch.id = %id, "a batch of screenings took too long and was ended");
        let text = "The batch took longer than 6 hours and was stopped. Upload the rows that were not screened again.";
        fail(state, &batch, (ScreeningBatchError::TimedOut, text.to_owned())).await?;
        return Ok(None);
    }
    Ok(Some(batch))
}

/// The versions of the lists that the rows are compared with; `None` if one of them is lost, which ends the batch.
async fn open(state: &State, batch: &Batch) -> Result<Option<Vec<ScreenedList>>, Retry> {
    let now = state.clock.now();
    let connection = state.database.connection().await?;
    let versions = name_indexes::list_versions(&connection, &batch.lists.versions).await?;
    drop(connection);
    let mut lists = Vec::with_capacity(versions.len());
    for (list, threshold) in versions.into_iter().zip(&batch.lists.thresholds) {
        let Some(object) = list.index else { continue };
        match state.indexes.pinned(list.source, object, now).await {
            Ok(index) => {
                lists.push(ScreenedList { source: list.source, threshold: *threshold, index, only: None });
            }
            Err(LeftOut::Damaged | LeftOut::NotIndexed) => {
                let text = "A version of a list that the batch had begun with is lost. Upload the rows that were not screened again.";
                fail(state, batch, (ScreeningBatchError::ListLost, text.to_owned())).await?;
                return Ok(None);
            }
            Err(LeftOut::Unavailable) => {
                return Err(Retry::while_doing("reading the indexes of lists", "one of them cannot be read now"));
            }
        }
    }
    Ok(Some(lists))
}

/// Works on the next chunk and returns the status after it. `None` if there is nothing to do.
async fn chunk(
    state: &State,
    id: ScreeningBatchId,
    lists: &Arc<[ScreenedList]>,
) -> Result<Option<ScreeningBatchStatus>, Retry> {
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    let now = state.clock.now();
    if screening_batches::hold_unfinished(&transaction, id, now).await?.is_none() {
        return Ok(None);
    }
    let waiting = screening_batch_rows::list_waiting(&transaction, id, CHUNK).await?;
    let searched = search_all(lists, waiting).await?;
    state.checkpoints.reach("screening searched").await?;
    let (rows, progress) = open_alerts(state, &transaction, lists, searched, now).await?;
    screening_batch_rows::finish(&transaction, id, &rows, now).await?;
    let status = screening_batches::advance(&transaction, id, &progress, now).await?;
    state.checkpoints.reach("screening storing").await?;
    transaction.commit().await?;
    drop(connection);
    state.checkpoints.reach("screening stored").await?;
    Ok(Some(status))
}

/// Searches for all rows, on all processors.
pub(crate) async fn search_all(lists: &Arc<[ScreenedList]>, rows: Vec<WaitingRow>) -> Result<Vec<Searched>, Retry> {
    let mut subjects = Vec::with_capacity(rows.len());
    for WaitingRow { number, subject } in rows {
        let subject: Subject =
            serde_json::from_value(subject).map_err(|error| Retry::while_doing("reading a stored subject", error))?;
        subjects.push((number, subject));
    }
    let threads = available_parallelism().map_or(1, NonZeroUsize::get);
    let part = subjects.len().div_ceil(threads).max(1);
    let searching: Vec<_> = subjects
        .chunks(part)
        .map(|part| {
            let (lists, part) = (Arc::clone(lists), part.to_vec());
            spawn_blocking(move || part.into_iter().map(|row| search_one(&lists, row)).collect::<Vec<_>>())
        })
        .collect();
    let mut searched = Vec::with_capacity(subjects.len());
    for part in searching {
        searched.extend(part.await.map_err(|error| Retry::while_doing("searching lists", error))?);
    }
    Ok(searched)
}

fn search_one(lists: &[ScreenedList], (number, subject): (i32, Subject)) -> Searched {
    let (resembling, is_truncated) = search(lists, &subject, &subject.parsed_name());
    Searched { number, subject, resembling, is_truncated }
}

/// Opens or renews the alerts of all rows.
async fn open_alerts(
    state: &State,
    transaction: &Transaction<'_>,
    lists: &[ScreenedList],
    mut searched: Vec<Searched>,
    now: Timestamp,
) -> Result<(Vec<ScreenedRow>, Progress), Retry> {
    let unwritable = |error| Retry::while_doing("writing an explanation", error);
    // two batches lock the same subjects in the same order
    searched.sort_by_cached_key(|row| row.subject.key().as_bytes().to_vec());
    let (mut rows, mut progress) = (Vec::with_capacity(searched.len()), Progress::default());
    for Searched { number, subject, resembling, is_truncated } in searched {
        progress.screened += 1;
        if resembling.is_empty() {
            rows.push(ScreenedRow { number, hits: Vec::new(), is_truncated });
            continue;
        }
        progress.with_hits += 1;
        let entities = entities(transaction, lists, &resembling).await?;
        let found = found(&state.clock, lists, &resembling, &entities).map_err(unwritable)?;
        let renewal = renewal(&subject, now, state.retention).map_err(unwritable)?;
        let (alerts, opened) = renew(transaction, &renewal, &found).await?;
        progress.alerts_opened = progress.alerts_opened.saturating_add(i32::try_from(opened).unwrap_or(i32::MAX));
        let hits = resembling.into_iter().zip(entities).filter_map(|(hit, entity)| {
            let alert = alerts.get(&entity.id)?;
            Some(RowHit {
                entity_id: entity.id,
                entity_version: entity.number,
                source_id: hit.source,
                key: hit.key,
                kind: entity.kind,
                listed_name: hit.listed_name,
                primary_name: entity.name,
                score: hit.score,
                alert_id: alert.id,
            })
        });
        rows.push(ScreenedRow { number, hits: hits.collect(), is_truncated });
    }
    Ok((rows, progress))
}
