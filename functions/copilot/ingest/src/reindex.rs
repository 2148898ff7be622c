//! A range of a ready version, read again: cut and embedded as it would be today. What was found before is found until then.

use crate::{Retry, State, collections, failure::Failure, index, meaning, object, pages::extract_failure, readers};
use jiff::Timestamp;
use sisuiq_documents::Page;
use sisuiq_documents_db::{
    document_chunks, document_pages,
    document_ranges::{self, PageRange, Place},
    document_versions::{self, DocumentVersion},
    document_words, documents, vector_collection_ranges,
};
use sisuiq_events::Pages;
use sisuiq_model::{ChunkId, DocumentId, DocumentStatus};
use tracing::{info, warn};

/// Reads one range again, unless nobody waits for that any more. Doing it twice leaves what doing it once leaves. A file that
/// cannot be read any more leaves everything as it was.
pub(crate) async fn read(state: &State, message: &Pages, is_last_try: bool) -> Result<(), Retry> {
    state.checkpoints.reach("reindex ordered").await?;
    let range = PageRange { first: number(message.first_page), last: number(message.last_page) };
    let place = Place { document_id: DocumentId(message.document_id), version: message.version, range };
    let connection = state.database.connection().await?;
    let version = document_versions::find(&connection, place.document_id, place.version).await?;
    let since = document_ranges::find_stale_since(&connection, place).await?;
    drop(connection);
    let (Some(version), Some(since)) = (version, since) else { return Ok(()) };
    if version.is_deleted || version.status != DocumentStatus::Ready || version.version != version.current_version {
        return forget(state, place, since).await;
    }
    match read_again(state, &version, place, is_last_try).await {
        Ok(pages) => replace(state, &version, place, (&pages, since)).await,
        Err(Failure::Refused(refusal)) => {
            warn!(document_id = %place.document_id, code = refusal.code, "a document stays indexed as it was");
            forget(state, place, since).await
        }
        Err(Failure::Retry(retry)) if is_last_try => {
            warn!(document_id = %place.document_id, error = %retry, "a document stays indexed as it was");
            forget(state, place, since).await
        }
        Err(Failure::Retry(retry)) => Err(retry),
    }
}

async fn read_again(
    state: &State,
    version: &DocumentVersion,
    place: Place,
    is_last_try: bool,
) -> Result<Vec<Page>, Failure> {
    let Some(fetched) = object::fetch(state, version).await? else {
        return Err(Retry::while_doing("downloading the object", "it is not in the bucket").into());
    };
    let range = place.range.first.unsigned_abs()..=place.range.last.unsigned_abs();
    let read = state.extractor.pages(&fetched.path(), range).await;
    read.map_err(|error| extract_failure(error, is_last_try))
}

async fn replace(
    state: &State,
    version: &DocumentVersion,
    place: Place,
    (pages, since): (&[Page], Timestamp),
) -> Result<(), Retry> {
    let connection = state.database.connection().await?;
    let collection = collections::active(state, &connection).await?;
    drop(connection);
    let chunks = index::chunks(&collection, pages).await?;
    let numbered = pages.iter().map(|page| (page.number, page.text.as_str()));
    let chunks = meaning::embed(&collection.embedder, numbered, chunks).await?;
    state.checkpoints.reach("reindex embedded").await?;
    let (document, number, range) = (place.document_id, place.version, place.range);
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    if documents::hold_for_writing(&transaction, document).await? != Some(version.generation)
        || !document_ranges::hold(&transaction, place).await?
    {
        return Ok(());
    }
    document_pages::replace(&transaction, document, number, range, &index::new_pages(pages)).await?;
    let new = index::new_chunks(&collection, version, &chunks);
    document_chunks::replace(&transaction, document, number, range, &new).await?;
    document_words::replace(&transaction, document, number, range, &index::counts(&chunks)).await?;
    document_versions::recount(&transaction, document, number).await?;
    vector_collection_ranges::delete_range(&transaction, (document, number, range)).await?;
    transaction.commit().await?;
    drop(connection);
    state.checkpoints.reach("reindex stored").await?;
    let ids: Vec<ChunkId> = chunks.iter().map(|embedded| index::id(version, &embedded.chunk)).collect();
    let points = chunks.iter().zip(&ids).map(|(embedded, id)| index::point(*id, embedded));
    collection.store.upsert(&index::indexed(version), points.collect()).await?;
    collection.store.delete_others(document, number, range.first..=range.last, &ids).await?;
    readers::check(state, document, version.readers_revision).await?;
    state.checkpoints.reach("reindex indexed").await?;
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    if documents::hold_for_writing(&transaction, document).await? != Some(version.generation) {
        drop(transaction);
        drop(connection);
        return collections::delete_document(state, document).await;
    }
    let held = (document, number, range);
    vector_collection_ranges::insert(&transaction, collection.name(), held, state.clock.now()).await?;
    document_ranges::freshen(&transaction, place, since).await?;
    transaction.commit().await?;
    drop(connection);
    info!(document_id = %document, first_page = range.first, "a page range is indexed again");
    state.checkpoints.reach("reindexed").await
}

async fn forget(state: &State, place: Place, since: Timestamp) -> Result<(), Retry> {
    let connection = state.database.connection().await?;
    document_ranges::freshen(&connection, place, since).await?;
    Ok(())
}

fn number(page: u32) -> i32 {
    i32::try_from(page).unwrap_or(i32::MAX)
}
