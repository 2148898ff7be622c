//! The ends of fetching.

use crate::{
    Retry, State,
    files::CurrentFile,
    law::{self, Registered},
};
use jiff::Timestamp;
use sisuiq_db::Transaction;
use sisuiq_events::announce;
use sisuiq_model::{RunStatus, SourceFormat, SourceRunId};
use sisuiq_sanctions_db::{
    source_run_files,
    source_run_files::RunFile,
    source_runs::{self, RunEnd, RunFailure},
    sources::{self, Source},
};
use sisuiq_telemetry::metrics::{
    INGEST_DOCUMENTS_TOTAL, INGEST_LAST_SUCCESS_TIMESTAMP_SECONDS, INGEST_RUN_DURATION_SECONDS, INGEST_RUNS_TOTAL,
};
use tracing::info;

/// Ends a run whose files are fetched: as `no_change`, which changes nothing but times, if no file is new. Records of a list are left
/// to `process`, and the text of a law to the ingestion of the document that is made of it.
pub(crate) async fn read(
    state: &State,
    id: SourceRunId,
    source: &Source,
    files: Vec<CurrentFile>,
) -> Result<(), Retry> {
    let now = state.clock.now();
    let has_changed = files.iter().any(|file| file.news.is_some());
    let is_list = source.settings.format != SourceFormat::Law;
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    if !has_changed {
        let finished = source_runs::finish(&transaction, id, &RunEnd::NoChange, now).await?;
        let Some(requested_at) = finished else { return Ok(()) };
        sources::note_reading(&transaction, source.id, now, false, None).await?;
        commit(state, id, source, transaction, false).await?;
        measure(source, RunStatus::NoChange, requested_at, now, 0);
        return Ok(());
    }
    let law = if is_list {
        if !source_runs::hand_over(&transaction, id, now).await? {
            return Ok(());
        }
        None
    } else {
        match law::register(state, &transaction, id, source, &files).await? {
            Registered::Document(law) => Some(law),
            Registered::Refused(failure) => {
                drop(transaction);
                drop(connection);
                return fail(state, id, source, failure).await;
            }
            Registered::Superseded => return Ok(()),
        }
    };
    for CurrentFile { file, content, news } in files {
        let (url, fetched_at) = news.map_or((file.url.clone(), now), |news| (news.url, news.fetched_at));
        let kept = RunFile {
            part: file.part,
            requested_url: file.url,
            url,
            validators: content.validators,
            object_key: content.object_key,
            sha256: content.sha256,
            bytes: content.bytes,
            fetched_at,
        };
        source_run_files::upsert(&transaction, id, &kept).await?;
    }
    commit(state, id, source, transaction, true).await?;
    drop(connection);
    if let Some(law) = law {
        return law::send(state, &law).await;
    }
    announce("process_source", id, state.process_queue.send_process_source(id.0)).await;
    Ok(())
}

async fn commit(
    state: &State,
    id: SourceRunId,
    source: &Source,
    transaction: Transaction<'_>,
    has_changed: bool,
) -> Result<(), Retry> {
    state.checkpoints.reach("run ending").await?;
    transaction.commit().await?;
    info!(run.id = %id, source.id = %source.id, has_changed, "a source was fetched");
    Ok(state.checkpoints.reach("run ended").await?)
}

/// Counts a run that read its source, with the number of documents that it changed.
pub(crate) fn measure(source: &Source, status: RunStatus, requested_at: Timestamp, now: Timestamp, documents: u64) {
    let source = source.id.to_string();
    INGEST_RUNS_TOTAL.count([&source, status.as_str()]);
    INGEST_RUN_DURATION_SECONDS.record(now.duration_since(requested_at).unsigned_abs(), [&source]);
    INGEST_LAST_SUCCESS_TIMESTAMP_SECONDS.set(now.as_duration().as_secs_f64(), [&source]);
    INGEST_DOCUMENTS_TOTAL.add(documents, [&source, "changed"]);
}

/// Ends a run that could not fetch its source. What was read before stays as it is.
pub(crate) async fn fail(state: &State, id: SourceRunId, source: &Source, failure: RunFailure) -> Result<(), Retry> {
    let now = state.clock.now();
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    if source_runs::finish(&transaction, id, &RunEnd::Failed(failure), now).await?.is_some() {
        sources::note_failure(&transaction, source.id).await?;
        transaction.commit().await?;
        INGEST_RUNS_TOTAL.count([&source.id.to_string(), "failed"]);
    }
    Ok(())
}
