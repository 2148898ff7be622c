//! The plan of a version: which page ranges it has, and which of them are still to be read.

use crate::{
    Retry, State,
    failure::Failure,
    law::{self, LawText},
    object, page_range,
    refusal::{self, extract_failure, refuse},
};
use sisuiq_documents_db::{
    document_ranges::{self, RangeKey},
    document_versions::{self, DocumentVersion, VersionPlan},
};
use sisuiq_model::{DocumentFormat, DocumentStatus};
use sisuiq_telemetry::TraceId;
use std::path::Path;

/// Starts the work on a pinned version, unless its object is too large.
pub(crate) async fn start(
    state: &State,
    version: &DocumentVersion,
    size: i64,
    is_last_try: bool,
    trace_id: &TraceId,
) -> Result<(), Retry> {
    if size > state.limits.max_bytes {
        return refuse(state, version, &refusal::too_large(state.limits.max_bytes)).await;
    }
    plan_and_send(state, version, is_last_try, trace_id).await
}

/// Plans a pinned version that has no plan yet, and sends its unfinished ranges to the queue.
pub(crate) async fn plan_and_send(
    state: &State,
    version: &DocumentVersion,
    is_last_try: bool,
    trace_id: &TraceId,
) -> Result<(), Retry> {
    match plan(state, version, is_last_try).await {
        Ok(()) => {
            state.checkpoints.reach("planned").await?;
            send_unfinished(state, version, trace_id).await
        }
        Err(Failure::Refused(refusal)) => refuse(state, version, &refusal).await,
        Err(Failure::Retry(retry)) => Err(retry),
    }
}

async fn plan(state: &State, pinned: &DocumentVersion, is_last_try: bool) -> Result<(), Failure> {
    let connection = state.database.connection().await?;
    let found = document_versions::find(&connection, pinned.document_id, pinned.version).await?;
    drop(connection);
    let Some(version) =
        found.filter(|version| version.ranges_total.is_none() && version.status == DocumentStatus::Processing)
    else {
        return Ok(());
    };
    let Some(fetched) = object::fetch(state, &version).await? else { return Ok(()) };
    state.checkpoints.reach("fetched").await?;
    let page_count = count_pages(state, &version, &fetched.path(), is_last_try).await?;
    let ranges = page_range::split(page_count, state.limits.range_pages);
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    let plan = VersionPlan {
        sha256: &fetched.sha256,
        page_count: page_range::number(page_count),
        ranges_total: i32::try_from(ranges.len()).unwrap_or(i32::MAX),
    };
    if document_versions::plan(&transaction, &version, &plan, state.clock.now()).await? {
        document_ranges::insert(&transaction, version.document_id, version.version, &ranges).await?;
        state.checkpoints.reach("planning").await?;
        transaction.commit().await?;
    }
    Ok(())
}

/// Counts the pages of a file that can be read.
async fn count_pages(state: &State, version: &DocumentVersion, file: &Path, is_last_try: bool) -> Result<u32, Failure> {
    let format = law::format(version);
    if format == DocumentFormat::Pdf {
        let inspected = state.extractor.inspect(file).await;
        return Ok(inspected.map_err(|error| extract_failure(error, is_last_try))?.page_count);
    }
    let (_, pages) = LawText::of_file(file, format, version.law.as_ref()).await?;
    Ok(law::check_page_count(&pages, state.limits.max_pages)?)
}

async fn send_unfinished(state: &State, version: &DocumentVersion, trace_id: &TraceId) -> Result<(), Retry> {
    let (document_id, number) = (version.document_id, version.version);
    let connection = state.database.connection().await?;
    let ranges = document_ranges::find_unfinished(&connection, document_id, number).await?;
    drop(connection);
    let ranges = ranges.into_iter().map(|range| RangeKey { version: version.key(), range });
    let messages: Vec<_> = ranges.map(|range| page_range::message(range, trace_id)).collect();
    state.queue.send_pages(&messages).await?;
    let connection = state.database.connection().await?;
    document_versions::touch(&connection, document_id, number, state.clock.now()).await?;
    drop(connection);
    Ok(state.checkpoints.reach("sent").await?)
}
