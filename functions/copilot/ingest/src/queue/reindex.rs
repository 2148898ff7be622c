//! One page range of a ready version, extracted and indexed again, because somebody asked for it or because an older reader made
//! it. Until then the previous index answers.

use crate::{
    Retry, State,
    failure::{Failure, in_vectors},
    index::{
        self,
        chunk_vectors::{self, Embedded},
        collections::{self, Collection},
        readers, rows,
    },
    object, page_range,
    read_range::{ReadRange, read_range},
    recognition,
    refusal::rejected,
};
use jiff::Timestamp;
use sisuiq_db::{DatabaseError, GenericClient};
use sisuiq_documents::{Page, PageState, Rejection};
use sisuiq_documents_db::{
    document_chunk_provisions, document_chunk_terms, document_chunks, document_pages,
    document_ranges::{self, RangeKey},
    document_versions::{self, DocumentVersion},
    document_words,
    documents::{self, Held},
    vector_collection_ranges,
};
use sisuiq_events::Pages;
use sisuiq_model::{ChunkId, DocumentStatus, VersionKey};
use tracing::{info, warn};

/// A range that is marked as stale, and its version.
#[derive(Clone, Copy)]
struct StaleRange<'a> {
    version: &'a DocumentVersion,
    key: RangeKey,
    /// When the range was marked. A later mark asks for another run.
    since: Timestamp,
}

impl StaleRange<'_> {
    /// Returns whether the locked document still answers from this version.
    fn is_current(&self, locked: Option<Held>) -> bool {
        locked.is_some_and(|locked| {
            locked.generation == self.version.generation && locked.current_version == self.version.version
        })
    }
}

/// The new content of a range.
struct Content<'a> {
    collection: &'a Collection,
    read: &'a ReadRange,
    chunks: &'a [Embedded],
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
        let connection = state.database.connection().await?;
        document_ranges::freshen(&connection, key, since).await?;
        return Ok(());
    }
    match extract(state, &version, key, is_last_try).await {
        Ok(read) => replace(state, StaleRange { version: &version, key, since }, &read).await,
        Err(Failure::Refused(refusal)) => {
            warn!(document_id = %document, code = refusal.code, "reindexing failed, the previous index stays");
            fail(state, key, since).await
        }
        Err(Failure::Retry(retry)) if is_last_try => {
            warn!(document_id = %document, error = %retry, "reindexing failed, the previous index stays");
            fail(state, key, since).await
        }
        Err(Failure::Retry(retry)) => Err(retry),
    }
}

/// Ends the request, and records that this reader failed, so that the sweep does not request the range again.
async fn fail(state: &State, key: RangeKey, since: Timestamp) -> Result<(), Retry> {
    let connection = state.database.connection().await?;
    document_ranges::fail_reread(&connection, key, since).await?;
    Ok(())
}

/// Ends a request whose attempts were exhausted, in the same way.
pub(crate) async fn mark_exhausted(client: &impl GenericClient, message: &Pages) -> Result<(), DatabaseError> {
    let key = page_range::of_message(message);
    if let Some(since) = document_ranges::find_stale_since(client, key).await? {
        document_ranges::fail_reread(client, key, since).await?;
    }
    Ok(())
}

/// Reads the pages of the range. A page that was stored with text and cannot be read now is a failure of the whole range.
async fn extract(
    state: &State,
    version: &DocumentVersion,
    key: RangeKey,
    is_last_try: bool,
) -> Result<ReadRange, Failure> {
    let Some(fetched) = object::fetch(state, version).await? else {
        return Err(Retry::while_doing("downloading the object", "it is not in the bucket").into());
    };
    let read = read_range(state, &fetched.path(), version, key.range, is_last_try).await?;
    let unreadable = unreadable(&read.pages);
    if !unreadable.is_empty() {
        let connection = state.database.connection().await?;
        if document_pages::has_text(&connection, version.key(), &unreadable).await? {
            return Err(rejected(Rejection::Unreadable).into());
        }
    }
    Ok(read)
}

fn unreadable(pages: &[Page]) -> Vec<i32> {
    let unreadable = pages.iter().filter(|page| page.state == PageState::Unreadable);
    unreadable.map(|page| page_range::number(page.number)).collect()
}

/// Adds the new points of the range, replaces its rows and then deletes the earlier points. The ids of passages with another text
/// are others, and a point without a row is not found, so that questions are answered from either reading at any time.
async fn replace(state: &State, marked: StaleRange<'_>, read: &ReadRange) -> Result<(), Retry> {
    let StaleRange { version, key, .. } = marked;
    let connection = state.database.connection().await?;
    let collection = collections::active(state, &connection).await?;
    drop(connection);
    let chunks = index::pieces(&collection, read, key.range).await?;
    let chunks = chunk_vectors::embed(&collection.embedder, read.sources(), chunks).await?;
    state.checkpoints.reach("reindex embedded").await?;
    let ids: Vec<ChunkId> = chunks.iter().map(|embedded| index::chunk_id(version, &embedded.chunk)).collect();
    let points = chunks.iter().zip(&ids).map(|(embedded, id)| index::point(*id, embedded));
    collection.store.upsert(&index::indexed_document(version), points.collect()).await.map_err(in_vectors)?;
    state.checkpoints.reach("reindex indexed").await?;
    match store_rows(state, marked, &Content { collection: &collection, read, chunks: &chunks }).await? {
        Stored::Rows => {}
        Stored::Outdated(locked) => return delete_points(state, version, locked).await,
        Stored::RangeGone => return Ok(()),
    }
    state.checkpoints.reach("reindex stored").await?;
    let VersionKey { document, number } = key.version;
    collection
        .store
        .delete_others(document, number, key.range.first..=key.range.last, &ids)
        .await
        .map_err(in_vectors)?;
    readers::update_if_overtaken(state, document, version.readers_revision).await?;
    finish(state, marked, &collection, read).await?;
    state.checkpoints.reach("reindexed").await?;
    recognition::send(state, key).await;
    Ok(())
}

/// Result of storing the rows of a range.
enum Stored {
    /// The rows are stored.
    Rows,
    /// The document is hidden (`None` if it is gone) or has a newer version.
    Outdated(Option<Held>),
    /// The version has no such range any more.
    RangeGone,
}

/// Replaces the rows of the range in one transaction.
async fn store_rows(state: &State, marked: StaleRange<'_>, content: &Content<'_>) -> Result<Stored, Retry> {
    let StaleRange { version, key, .. } = marked;
    let Content { collection, read, chunks } = *content;
    let RangeKey { version: VersionKey { document, number }, range } = key;
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    let locked = documents::hold_for_counting(&transaction, document).await?;
    if !marked.is_current(locked) {
        return Ok(Stored::Outdated(locked));
    }
    if !document_ranges::hold(&transaction, key).await? {
        return Ok(Stored::RangeGone);
    }
    document_pages::replace(&transaction, document, number, range, &rows::new_pages(read)).await?;
    let new = rows::new_chunks(collection, version, chunks);
    document_chunks::replace(&transaction, document, number, range, &new).await?;
    document_chunk_provisions::put(&transaction, key.version, &rows::provisions(version, chunks)).await?;
    document_words::replace(&transaction, document, number, range, &rows::term_counts(chunks)).await?;
    document_chunk_terms::put(&transaction, key.version, &rows::chunk_terms(version, chunks)).await?;
    document_ranges::record_reader(&transaction, key).await?;
    document_versions::record_reread(&transaction, key, &rows::pages_by_text(read), state.clock.now()).await?;
    recognition::enqueue(state, &transaction, key.version, read).await?;
    vector_collection_ranges::delete_range(&transaction, key).await?;
    transaction.commit().await?;
    Ok(Stored::Rows)
}

/// Deletes the points of a document that was hidden, or of a version that is no longer the current one.
async fn delete_points(state: &State, version: &DocumentVersion, locked: Option<Held>) -> Result<(), Retry> {
    let document = version.document_id;
    match locked.filter(|locked| locked.generation == version.generation) {
        Some(_) => collections::delete_version(state, document, version.version).await,
        None => collections::delete_document(state, document).await,
    }
}

/// Records that the collection contains the range, and that it is no longer stale. If the document was hidden or got a newer
/// version after the rows were stored, deletes the points.
async fn finish(state: &State, marked: StaleRange<'_>, collection: &Collection, read: &ReadRange) -> Result<(), Retry> {
    let StaleRange { version, key, since } = marked;
    let document = version.document_id;
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    let locked = documents::hold_for_counting(&transaction, document).await?;
    if !marked.is_current(locked) {
        drop(transaction);
        drop(connection);
        return delete_points(state, version, locked).await;
    }
    vector_collection_ranges::insert(&transaction, collection.name(), key, state.clock.now()).await?;
    // once more: earlier points took places in the searches until now, so an answer may have missed a passage
    document_versions::record_reread(&transaction, key, &rows::pages_by_text(read), state.clock.now()).await?;
    document_ranges::freshen(&transaction, key, since).await?;
    transaction.commit().await?;
    drop(connection);
    info!(document_id = %document, first_page = key.range.first, "a page range is indexed again");
    Ok(())
}
