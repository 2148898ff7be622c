//! Pages become chunks, chunks become vectors; rows are committed first, then the points, then the range is counted.

use crate::{
    Retry, State,
    collections::{self, Collection},
    given_up,
    meaning::{self, Embedded},
    readers, retire,
};
use sisuiq_db::{DatabaseError, Transaction};
use sisuiq_documents::{Chunk, ChunkLimits, Page, PageState, WordBoxes, chunk::last_heading, chunk_page, point_id};
use sisuiq_documents_db::{
    document_chunks::{self, NewChunk},
    document_pages::{self, NewPage},
    document_ranges::{self, PageRange},
    document_versions::{self, DocumentVersion, RangeResult},
    document_words, documents, vector_collection_ranges, vector_collections,
};
use sisuiq_model::{ChunkId, DocumentStatus};
use sisuiq_retrieval::{
    sparse,
    store::{ChunkVectors, IndexedDocument, Readers},
};
use sisuiq_telemetry::metrics::{
    INGEST_LAST_SUCCESS_TIMESTAMP_SECONDS, INGEST_RUN_DURATION_SECONDS, INGEST_RUNS_TOTAL,
};
use std::collections::BTreeMap;
use tracing::info;

/// Stores the range and makes it findable. A document that is deleted meanwhile stays deleted.
pub(crate) async fn index(
    state: &State,
    version: &DocumentVersion,
    range: PageRange,
    pages: &[Page],
) -> Result<(), Retry> {
    let connection = state.database.connection().await?;
    let collection = collections::active(state, &connection).await?;
    drop(connection);
    let numbered = pages.iter().map(|page| (page.number, page.text.as_str()));
    let chunks = meaning::embed(&collection.embedder, numbered, chunks(&collection, pages).await?).await?;
    let place = Place { collection: &collection, version, range };
    match store_rows(state, place, pages, &chunks).await? {
        Stored::Rows => {}
        Stored::DoneBefore => return Ok(()),
        Stored::Hidden => return collections::delete_document(state, version.document_id).await,
    }
    let points = chunks.iter().map(|embedded| point(id(version, &embedded.chunk), embedded)).collect();
    state.checkpoints.reach("stored").await?;
    collection.store.upsert(&indexed(version), points).await?;
    readers::check(state, version.document_id, version.readers_revision).await?;
    state.checkpoints.reach("indexed").await?;
    count(state, place, pages, chunks.len()).await
}

/// Where a range belongs.
#[derive(Clone, Copy)]
struct Place<'a> {
    collection: &'a Collection,
    version: &'a DocumentVersion,
    range: PageRange,
}

/// A chunk as the vector store is to know it.
pub(crate) fn point(id: ChunkId, Embedded { chunk, text, whole, .. }: &Embedded) -> ChunkVectors {
    ChunkVectors {
        id,
        page: to_i32(chunk.page),
        ordinal: to_i32(chunk.ordinal),
        dense: whole.clone(),
        sparse: sparse::document(text),
    }
}

/// Cuts the pages; a heading stays in force on the pages after it.
pub(crate) async fn chunks(collection: &Collection, pages: &[Page]) -> Result<Vec<Chunk>, Retry> {
    let counter = collection.embedder.token_counter().await?;
    let count = |text: &str| counter.count(text);
    let mut heading = None;
    let mut chunks = Vec::new();
    for page in pages {
        chunks.extend(chunk_page(page, heading, ChunkLimits::default(), &count));
        heading = last_heading(page, heading);
    }
    Ok(chunks)
}

pub(crate) fn id(version: &DocumentVersion, chunk: &Chunk) -> ChunkId {
    ChunkId(point_id(version.document_id.0, version.version.unsigned_abs(), chunk.page, chunk.ordinal))
}

/// What became of a range's rows.
enum Stored {
    /// They are there.
    Rows,
    /// Somebody else finished the range: its rows, points and count are there.
    DoneBefore,
    /// The document is hidden.
    Hidden,
}

/// Replaces the range's pages and chunks in one transaction. Whoever else stores the same range waits for its end.
async fn store_rows(
    state: &State,
    Place { collection, version, range }: Place<'_>,
    pages: &[Page],
    chunks: &[Embedded],
) -> Result<Stored, Retry> {
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    if documents::hold_for_writing(&transaction, version.document_id).await? != Some(version.generation) {
        return Ok(Stored::Hidden);
    }
    let (document, number) = (version.document_id, version.version);
    if !document_ranges::hold_unfinished(&transaction, document, number, range).await? {
        return Ok(Stored::DoneBefore);
    }
    document_pages::replace(&transaction, document, number, range, &new_pages(pages)).await?;
    document_chunks::replace(&transaction, document, number, range, &new_chunks(collection, version, chunks)).await?;
    document_words::replace(&transaction, document, number, range, &counts(chunks)).await?;
    state.checkpoints.reach("storing").await?;
    transaction.commit().await?;
    Ok(Stored::Rows)
}

/// In how many chunks each term occurs.
pub(crate) fn counts(chunks: &[Embedded]) -> BTreeMap<String, i32> {
    let mut counts = BTreeMap::new();
    for term in chunks.iter().flat_map(|chunk| sparse::counted_terms(&chunk.text)) {
        *counts.entry(term).or_default() += 1;
    }
    counts
}

pub(crate) fn new_pages(pages: &[Page]) -> Vec<NewPage<'_>> {
    let new = pages.iter().map(|page| NewPage {
        page: to_i32(page.number),
        text: &page.text,
        has_text: page.has_text(),
        word_boxes: page.boxes.as_ref().map(WordBoxes::as_bytes),
    });
    new.collect()
}

pub(crate) fn new_chunks<'a>(
    collection: &'a Collection,
    version: &DocumentVersion,
    chunks: &'a [Embedded],
) -> Vec<NewChunk<'a>> {
    let new = chunks.iter().map(|Embedded { chunk, units, .. }| NewChunk {
        id: id(version, chunk),
        page: to_i32(chunk.page),
        ordinal: to_i32(chunk.ordinal),
        heading: chunk.heading.as_deref(),
        start: offset(chunk.start),
        end: offset(chunk.end),
        text: &chunk.text,
        unit_vectors: units,
        model: &collection.model,
    });
    new.collect()
}

/// Counts the range as done, once; if the document was hidden after its rows were stored, its points go again.
async fn count(
    state: &State,
    Place { collection, version, range }: Place<'_>,
    pages: &[Page],
    chunks: usize,
) -> Result<(), Retry> {
    let result = RangeResult {
        pages: to_i32(u32::try_from(pages.len()).unwrap_or(u32::MAX)),
        chunks: offset(chunks),
        pages_without_text: pages.iter().filter(|page| lacks_text(page)).map(|page| to_i32(page.number)).collect(),
    };
    let now = state.clock.now();
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    let held = documents::hold_for_counting(&transaction, version.document_id).await?;
    let Some(held) = held.filter(|held| held.generation == version.generation) else {
        drop(transaction);
        drop(connection);
        return collections::delete_document(state, version.document_id).await;
    };
    if vector_collections::hold_active(&transaction).await?.is_some_and(|active| active != collection.name()) {
        return Err(Retry::while_doing("counting a range", "questions are answered from another collection meanwhile"));
    }
    let Some(status) = count_once(&transaction, version, range, &result, now).await? else {
        drop(transaction);
        drop(connection);
        // somebody else counted it, and another version may have taken its place before these points were stored
        let is_old = version.version < held.current_version;
        let (document, number) = (version.document_id, version.version);
        return if is_old { collections::delete_version(state, document, number).await } else { Ok(()) };
    };
    let held = (version.document_id, version.version, range);
    vector_collection_ranges::insert(&transaction, collection.name(), held, now).await?;
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
    if status == DocumentStatus::Ready { retire::retire_of(state, version.document_id).await } else { Ok(()) }
}

/// The status with this range counted; `None` when nothing is to be committed. A document that was given up for another of
/// its ranges stays so until that one is done too.
async fn count_once(
    transaction: &Transaction<'_>,
    version: &DocumentVersion,
    range: PageRange,
    result: &RangeResult,
    now: jiff::Timestamp,
) -> Result<Option<DocumentStatus>, DatabaseError> {
    let place = (version.document_id, version.version);
    let was_given_up = given_up::take_up(transaction, place, now).await?;
    if !document_ranges::finish(transaction, version.document_id, version.version, range.first, now).await? {
        return Ok(None);
    }
    let status = document_versions::count_range(transaction, place, result, now).await?;
    if status == Some(DocumentStatus::Ready) {
        document_versions::switch(transaction, place, now).await?;
    }
    if was_given_up && status == Some(DocumentStatus::Processing) {
        given_up::give_up(transaction, place, now).await?;
    }
    Ok(status)
}

fn lacks_text(page: &Page) -> bool {
    matches!(page.state, PageState::NoTextLayer | PageState::Unreadable)
}

/// What is said of all points of a version.
pub(crate) fn indexed(version: &DocumentVersion) -> IndexedDocument {
    IndexedDocument {
        id: version.document_id,
        version: version.version,
        generation: version.generation,
        readers: readers(version),
        source: version.source,
        kind: version.kind,
    }
}

/// Who may see the document, as its row said.
pub(crate) fn readers(version: &DocumentVersion) -> Readers {
    Readers {
        owner: version.owner_id,
        access: version.access,
        users: version.shared_with.clone(),
        roles: version.shared_with_roles.clone(),
        revision: version.readers_revision,
    }
}

fn to_i32(number: u32) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

fn offset(number: usize) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}
