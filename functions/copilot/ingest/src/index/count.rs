//! The count of finished page ranges; the last range makes a version ready and current.

use super::{Target, collections, retire, rows};
use crate::{Retry, State, read_range::ReadRange, recognition, retries_exhausted};
use sisuiq_db::{DatabaseError, Transaction};
use sisuiq_documents_db::{
    document_page_scans::all_pages,
    document_ranges::{self, PageRange, RangeKey},
    document_versions::{self, DocumentVersion, RangeResult},
    documents, vector_collection_ranges, vector_collections,
};
use sisuiq_model::DocumentStatus;
use sisuiq_telemetry::metrics::{
    INGEST_LAST_SUCCESS_TIMESTAMP_SECONDS, INGEST_RUN_DURATION_SECONDS, INGEST_RUNS_TOTAL,
};
use tracing::info;

/// Counts the range as done, once. If the document was hidden after its rows were stored, deletes its points.
pub(super) async fn count(
    state: &State,
    Target { collection, version, range }: Target<'_>,
    read: &ReadRange,
    chunks: usize,
) -> Result<(), Retry> {
    let result = RangeResult {
        pages: to_i32(read.pages.len()),
        chunks: to_i32(chunks),
        pages_by_text: rows::pages_by_text(read),
    };
    let now = state.clock.now();
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    let locked = documents::hold_for_counting(&transaction, version.document_id).await?;
    let Some(locked) = locked.filter(|locked| locked.generation == version.generation) else {
        drop(transaction);
        drop(connection);
        return collections::delete_document(state, version.document_id).await;
    };
    if vector_collections::hold_active(&transaction).await?.is_some_and(|active| active != collection.name()) {
        return Err(Retry::while_doing("counting a range", "another collection became active meanwhile"));
    }
    let Some(status) = count_once(&transaction, version, range, &result, now).await? else {
        drop(transaction);
        drop(connection);
        // another run counted it, and the version may have been superseded before these points were stored
        let is_old = version.version < locked.current_version;
        let (document, number) = (version.document_id, version.version);
        return if is_old { collections::delete_version(state, document, number).await } else { Ok(()) };
    };
    let indexed = RangeKey { version: version.key(), range };
    vector_collection_ranges::insert(&transaction, collection.name(), indexed, now).await?;
    state.checkpoints.reach("counting").await?;
    transaction.commit().await?;
    drop(connection);
    info!(document_id = %version.document_id, first_page = range.first, ?status, "a page range is indexed");
    if status == DocumentStatus::Ready {
        let source = version.source.as_str();
        INGEST_RUNS_TOTAL.count([source, "ready"]);
        INGEST_RUN_DURATION_SECONDS.record(now.duration_since(version.created_at).unsigned_abs(), [source]);
        INGEST_LAST_SUCCESS_TIMESTAMP_SECONDS.set(now.as_duration().as_secs_f64(), [source]);
    }
    state.checkpoints.reach("counted").await?;
    if status != DocumentStatus::Ready {
        return Ok(());
    }
    recognition::send(state, all_pages(version.key())).await;
    retire::retire_superseded(state, version.document_id).await
}

/// The status with this range counted; `None` when nothing is to be committed. A version whose attempts were exhausted at
/// another range stays failed until that range is done too.
async fn count_once(
    transaction: &Transaction<'_>,
    version: &DocumentVersion,
    range: PageRange,
    result: &RangeResult,
    now: jiff::Timestamp,
) -> Result<Option<DocumentStatus>, DatabaseError> {
    let key = version.key();
    let was_exhausted = retries_exhausted::reopen(transaction, key, now).await?;
    if !document_ranges::finish(transaction, version.document_id, version.version, range.first, now).await? {
        return Ok(None);
    }
    let status = document_versions::count_range(transaction, key, result, now).await?;
    if status == Some(DocumentStatus::Ready) {
        document_versions::switch(transaction, key, now).await?;
    }
    if was_exhausted && status == Some(DocumentStatus::Processing) {
        retries_exhausted::mark_exhausted(transaction, key, now).await?;
    }
    Ok(status)
}

fn to_i32(number: usize) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}
