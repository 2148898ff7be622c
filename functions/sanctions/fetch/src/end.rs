//! The ends of a run.

use crate::{Retry, State, files::CurrentFile};
use sisuiq_events::announce;
use sisuiq_model::{SourceFormat, SourceRunId};
use sisuiq_sanctions_db::{
    source_files, source_run_files,
    source_run_files::RunFile,
    source_runs::{self, RunEnd, RunFailure},
    sources::{self, Source},
};
use sisuiq_telemetry::metrics::{
    INGEST_DOCUMENTS_TOTAL, INGEST_LAST_SUCCESS_TIMESTAMP_SECONDS, INGEST_RUN_DURATION_SECONDS, INGEST_RUNS_TOTAL,
};
use tracing::info;

/// Ends a run whose files are fetched: as `no_change`, which changes nothing but times, if no file is new. Records of a list are left
/// to `process`; a law is `done`.
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
    let is_waiting = has_changed && is_list;
    let requested_at = if is_waiting {
        source_runs::hand_over(&transaction, id, now).await?.then_some(now)
    } else {
        let end = if has_changed { RunEnd::Done(None) } else { RunEnd::NoChange };
        source_runs::finish(&transaction, id, &end, now).await?
    };
    let Some(requested_at) = requested_at else { return Ok(()) };
    if has_changed {
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
    }
    if has_changed && !is_list {
        source_files::take_over(&transaction, id, source.id).await?;
    }
    if !is_waiting {
        sources::note_reading(&transaction, source.id, now, has_changed, None).await?;
    }
    state.checkpoints.reach("run ending").await?;
    transaction.commit().await?;
    drop(connection);
    info!(run.id = %id, source.id = %source.id, has_changed, "a source was fetched");
    state.checkpoints.reach("run ended").await?;
    if is_waiting {
        announce("process_source", id, state.process_queue.send_process_source(id.0)).await;
    } else {
        let source = source.id.to_string();
        INGEST_RUNS_TOTAL.count([&source, if has_changed { "done" } else { "no_change" }]);
        INGEST_RUN_DURATION_SECONDS.record(now.duration_since(requested_at).unsigned_abs(), [&source]);
        INGEST_LAST_SUCCESS_TIMESTAMP_SECONDS.set(now.as_duration().as_secs_f64(), [&source]);
        INGEST_DOCUMENTS_TOTAL.add(u64::from(has_changed), [&source, "changed"]);
    }
    Ok(())
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
