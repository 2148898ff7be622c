//! An object landed: it is pinned, looked at, and cut into page ranges.

use crate::{
    Refusal, Retry, State, collections, expired, failure::Failure, given_up, object, pages::extract_failure, purge,
};
use sisuiq_documents_db::{
    document_ranges::{self, PageRange},
    document_versions::{self, DocumentVersion, LandedObject},
};
use sisuiq_events::{ObjectCreated, Pages};
use sisuiq_model::{DocumentStatus, ObjectKey};
use sisuiq_telemetry::TraceId;
use sisuiq_telemetry::metrics::INGEST_RUNS_TOTAL;
use tracing::{info, warn};

/// Takes in the object if it is the first on its key; later ones are left alone.
pub(crate) async fn land(
    state: &State,
    object: &ObjectCreated,
    is_last_try: bool,
    trace_id: &TraceId,
) -> Result<(), Retry> {
    state.checkpoints.reach("noticed").await?;
    let connection = state.database.connection().await?;
    let Some(version) = document_versions::find_by_object_key(&connection, &object.key).await? else {
        drop(connection);
        return turn_away(state, &object.key).await;
    };
    if version.is_deleted {
        drop(connection);
        return purge::purge(state, version.document_id).await;
    }
    let now = state.clock.now();
    let landed = LandedObject {
        etag: object.etag.as_deref().unwrap_or_default(),
        version_id: object.version_id.as_deref(),
        size: i64::try_from(object.size).unwrap_or(i64::MAX),
    };
    let is_later = version.object_etag.as_deref().is_some_and(|pinned| pinned != landed.etag);
    if !is_later {
        let place = (version.document_id, version.version);
        given_up::take_up(&connection, place, now).await?;
        document_versions::resume(&connection, place.0, place.1, expired::CODE, now).await?;
    }
    if !document_versions::pin(&connection, version.document_id, version.version, &landed, now).await? {
        info!(document_id = %version.document_id, is_later, "the object is ignored: another was first, or all is done");
        return Ok(());
    }
    drop(connection);
    state.checkpoints.reach("pinned").await?;
    start(state, &version, landed.size, is_last_try, trace_id).await
}

/// A document has its row before anybody is told where to upload it. An object under such a key without one came after the
/// document was purged, and goes too; what lies under any other key is not ours to remove.
async fn turn_away(state: &State, key: &str) -> Result<(), Retry> {
    if key.parse::<ObjectKey>().is_err() {
        warn!(%key, "an object landed that no upload was promised for");
        return Ok(());
    }
    info!(%key, "an object landed after its document was deleted, and is removed");
    object::hide(state, key).await
}

/// Starts the work on a pinned version whose object is of this size, unless that is over the limit.
pub(crate) async fn start(
    state: &State,
    version: &DocumentVersion,
    size: i64,
    is_last_try: bool,
    trace_id: &TraceId,
) -> Result<(), Retry> {
    if size > state.limits.max_bytes {
        return refuse(state, version, &too_large(state.limits.max_bytes)).await;
    }
    carry_on(state, version, is_last_try, trace_id).await
}

/// Plans the work on a pinned version, where that is missing, and sends what is still to be done to the queue.
pub(crate) async fn carry_on(
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
    let inspected = state.extractor.inspect(&fetched.path()).await;
    let page_count = inspected.map_err(|error| extract_failure(error, is_last_try))?.page_count;
    let ranges = ranges(page_count, state.limits.range_pages);
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    let counts = (to_i32(page_count), i32::try_from(ranges.len()).unwrap_or(i32::MAX));
    if document_versions::plan(&transaction, &version, &fetched.sha256, counts, state.clock.now()).await? {
        document_ranges::insert(&transaction, version.document_id, version.version, &ranges).await?;
        state.checkpoints.reach("planning").await?;
        transaction.commit().await?;
    }
    Ok(())
}

async fn send_unfinished(state: &State, version: &DocumentVersion, trace_id: &TraceId) -> Result<(), Retry> {
    let connection = state.database.connection().await?;
    let ranges = document_ranges::find_unfinished(&connection, version.document_id, version.version).await?;
    drop(connection);
    let messages: Vec<Pages> = ranges
        .iter()
        .map(|range| Pages {
            document_id: version.document_id.0,
            version: version.version,
            first_page: to_u32(range.first),
            last_page: to_u32(range.last),
            trace_id: Some(trace_id.to_string()),
        })
        .collect();
    state.queue.send_pages(&messages).await?;
    let connection = state.database.connection().await?;
    document_versions::touch(&connection, version.document_id, version.version, state.clock.now()).await?;
    drop(connection);
    state.checkpoints.reach("sent").await
}

/// Ends the work on a version with the reason. What of it is in the vector store goes: it would only stand in the way of what
/// can be found.
pub(crate) async fn refuse(state: &State, version: &DocumentVersion, refusal: &Refusal) -> Result<(), Retry> {
    info!(document_id = %version.document_id, code = refusal.code, "the document cannot be read");
    let connection = state.database.connection().await?;
    let reason = (refusal.code, refusal.detail.as_str());
    let (document, number) = (version.document_id, version.version);
    if document_versions::fail(&connection, document, number, reason, state.clock.now()).await?.is_some() {
        INGEST_RUNS_TOTAL.count([version.source.as_str(), "failed"]);
    }
    drop(connection);
    collections::delete_version(state, document, number).await
}

fn too_large(max_bytes: i64) -> Refusal {
    let megabytes = max_bytes / 1_048_576;
    Refusal { code: "too_large", detail: format!("The file is larger than {megabytes} MB.") }
}

fn ranges(page_count: u32, length: u32) -> Vec<PageRange> {
    let firsts = (1..=page_count).step_by(usize::try_from(length).unwrap_or(usize::MAX).max(1));
    firsts.map(|first| PageRange { first: to_i32(first), last: to_i32(page_count.min(first + length - 1)) }).collect()
}

fn to_i32(number: u32) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

fn to_u32(number: i32) -> u32 {
    u32::try_from(number).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_cover_every_page_once() {
        let cut = ranges(101, 40);
        assert_eq!(cut, [(1, 40), (41, 80), (81, 101)].map(|(first, last)| PageRange { first, last }));
        assert_eq!(ranges(1, 40), [PageRange { first: 1, last: 1 }]);
    }
}
