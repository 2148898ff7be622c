//! One page range of a ready version, extracted and indexed again. Until then the previous index answers.

use crate::{
    Retry, State,
    failure::Failure,
    index::{self, chunk_vectors, collections, readers, rows},
    object, page_range,
    refusal::extract_failure,
};
use jiff::Timestamp;
use sisuiq_documents::Page;
use sisuiq_documents_db::{
    document_chunks, document_pages,
    document_ranges::{self, PageRange, RangeKey},
    document_versions::{self, DocumentVersion},
    document_words, documents, vector_collection_ranges,
};
use sisuiq_events::Pages;
use sisuiq_model::{ChunkId, DocumentStatus, VersionKey};
use tracing::{info, warn};

/// A range that is marked as stale, and its version.
struct StaleRange<'a> {
    version: &'a DocumentVersion,
    key: RangeKey,
    /// When the range was marked. A later mark asks for another run.
    since: Timestamp,
}

/// Reindexes one range that is marked as stale. A second delivery leaves the same result. A file that can no longer be read
/// leaves the previous index.
pub(crate) async fn handle(state: &State, message: &Pages, is_last_try: bool) -> Result<(), Retry> {
    state.checkpoints.reach("reindex ordered").await?;
    let key = page_range::of_message(message);
    let VersionKey { document, number } = key.version;
    let connection = state.database.connection().await?;
    let version = document_versions::find(&connection, document, number).await?;
    let since = document_ranges::find_stale_since(&connection, key).await?;
    drop(connection);
    let (Some(version), Some(since)) = (version, since) else { return Ok(()) };
    if version.is_deleted || version.status != DocumentStatus::Ready || version.version != version.current_version {
        return clear_stale(state, key, since).await;
    }
    match extract(state, &version, key.range, is_last_try).await {
        Ok(pages) => replace(state, &StaleRange { version: &version, key, since }, &pages).await,
        Err(Failure::Refused(refusal)) => {
            warn!(document_id = %document, code = refusal.code, "reindexing failed, the previous index stays");
            clear_stale(state, key, since).await
        }
        Err(Failure::Retry(retry)) if is_last_try => {
            warn!(document_id = %document, error = %retry, "reindexing failed, the previous index stays");
            clear_stale(state, key, since).await
        }
        Err(Failure::Retry(retry)) => Err(retry),
    }
}

async fn extract(
    state: &State,
    version: &DocumentVersion,
    range: PageRange,
    is_last_try: bool,
) -> Result<Vec<Page>, Failure> {
    let Some(fetched) = object::fetch(state, version).await? else {
        return Err(Retry::while_doing("downloading the object", "it is not in the bucket").into());
    };
    let pages = range.first.unsigned_abs()..=range.last.unsigned_abs();
    let read = state.extractor.pages(&fetched.path(), pages).await;
    read.map_err(|error| extract_failure(error, is_last_try))
}

/// Replaces the rows of the range first, then its points.
async fn replace(state: &State, marked: &StaleRange<'_>, pages: &[Page]) -> Result<(), Retry> {
    let StaleRange { version, key, since } = *marked;
    let connection = state.database.connection().await?;
    let collection = collections::active(state, &connection).await?;
    drop(connection);
    let chunks = index::chunks(&collection, pages).await?;
    let numbered = pages.iter().map(|page| (page.number, page.text.as_str()));
    let chunks = chunk_vectors::embed(&collection.embedder, numbered, chunks).await?;
    state.checkpoints.reach("reindex embedded").await?;
    let RangeKey { version: VersionKey { document, number }, range } = key;
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    if documents::hold_for_writing(&transaction, document).await? != Some(version.generation)
        || !document_ranges::hold(&transaction, key).await?
    {
        return Ok(());
    }
    document_pages::replace(&transaction, document, number, range, &rows::new_pages(pages)).await?;
    let new = rows::new_chunks(&collection, version, &chunks);
    document_chunks::replace(&transaction, document, number, range, &new).await?;
    document_words::replace(&transaction, document, number, range, &rows::term_counts(&chunks)).await?;
    document_versions::recount(&transaction, document, number).await?;
    vector_collection_ranges::delete_range(&transaction, key).await?;
    transaction.commit().await?;
    drop(connection);
    state.checkpoints.reach("reindex stored").await?;
    let ids: Vec<ChunkId> = chunks.iter().map(|embedded| index::chunk_id(version, &embedded.chunk)).collect();
    let points = chunks.iter().zip(&ids).map(|(embedded, id)| index::point(*id, embedded));
    collection.store.upsert(&index::indexed_document(version), points.collect()).await?;
    collection.store.delete_others(document, number, range.first..=range.last, &ids).await?;
    readers::update_if_overtaken(state, document, version.readers_revision).await?;
    state.checkpoints.reach("reindex indexed").await?;
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    if documents::hold_for_writing(&transaction, document).await? != Some(version.generation) {
        drop(transaction);
        drop(connection);
        return collections::delete_document(state, document).await;
    }
    vector_collection_ranges::insert(&transaction, collection.name(), key, state.clock.now()).await?;
    document_ranges::freshen(&transaction, key, since).await?;
    transaction.commit().await?;
    drop(connection);
    info!(document_id = %document, first_page = range.first, "a page range is indexed again");
    state.checkpoints.reach("reindexed").await
}

/// Removes the mark that the range is to be reindexed.
async fn clear_stale(state: &State, key: RangeKey, since: Timestamp) -> Result<(), Retry> {
    let connection = state.database.connection().await?;
    document_ranges::freshen(&connection, key, since).await?;
    Ok(())
}
