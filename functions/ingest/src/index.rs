//! Pages become chunks, chunks become vectors; rows are committed first, then the points, then the range is counted.

use crate::{
    Retry, State, given_up,
    meaning::{self, Embedded},
};
use sisuiq_db::{
    ChunkId, DatabaseError, DocumentStatus, Transaction,
    document_chunks::{self, NewChunk},
    document_pages::{self, NewPage},
    document_ranges::{self, PageRange},
    document_versions::{self, DocumentVersion, RangeResult},
    document_words, documents,
};
use sisuiq_documents::{Chunk, ChunkLimits, Page, PageState, WordBoxes, chunk::last_heading, chunk_page, point_id};
use sisuiq_retrieval::{
    sparse,
    store::{ChunkVectors, IndexedDocument, Readers},
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
    let chunks = meaning::embed(state, pages, chunks(state, pages).await?).await?;
    match store_rows(state, version, range, pages, &chunks).await? {
        Stored::Rows => {}
        Stored::DoneBefore => return Ok(()),
        Stored::Hidden => return Ok(state.store.delete_document(version.document_id).await?),
    }
    let chunk_count = chunks.len();
    let points = chunks.into_iter().map(|Embedded { chunk, text, whole, .. }| ChunkVectors {
        id: id(version, &chunk),
        page: to_i32(chunk.page),
        ordinal: to_i32(chunk.ordinal),
        dense: whole,
        sparse: sparse::document(&text),
    });
    state.checkpoints.reach("stored").await?;
    state.store.upsert(&indexed(version), points.collect()).await?;
    state.checkpoints.reach("indexed").await?;
    count(state, version, range, pages, chunk_count).await
}

/// Cuts the pages; a heading stays in force on the pages after it.
async fn chunks(state: &State, pages: &[Page]) -> Result<Vec<Chunk>, Retry> {
    let counter = state.embedder.token_counter().await?;
    let count = |text: &str| counter.count(text);
    let mut heading = None;
    let mut chunks = Vec::new();
    for page in pages {
        chunks.extend(chunk_page(page, heading, ChunkLimits::default(), &count));
        heading = last_heading(page, heading);
    }
    Ok(chunks)
}

fn id(version: &DocumentVersion, chunk: &Chunk) -> ChunkId {
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
    version: &DocumentVersion,
    range: PageRange,
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
    document_chunks::replace(&transaction, document, number, range, &new_chunks(state, version, chunks)).await?;
    document_words::replace(&transaction, document, number, range, &counts(chunks)).await?;
    state.checkpoints.reach("storing").await?;
    transaction.commit().await?;
    Ok(Stored::Rows)
}

/// In how many chunks each term occurs.
fn counts(chunks: &[Embedded]) -> BTreeMap<String, i32> {
    let mut counts = BTreeMap::new();
    for term in chunks.iter().flat_map(|chunk| sparse::counted_terms(&chunk.text)) {
        *counts.entry(term).or_default() += 1;
    }
    counts
}

fn new_pages(pages: &[Page]) -> Vec<NewPage<'_>> {
    let new = pages.iter().map(|page| NewPage {
        page: to_i32(page.number),
        text: &page.text,
        has_text: page.has_text(),
        word_boxes: page.boxes.as_ref().map(WordBoxes::as_bytes),
    });
    new.collect()
}

fn new_chunks<'a>(state: &State, version: &DocumentVersion, chunks: &'a [Embedded]) -> Vec<NewChunk<'a>> {
    let model = state.embedder.model().name;
    let new = chunks.iter().map(|Embedded { chunk, units, .. }| NewChunk {
        id: id(version, chunk),
        page: to_i32(chunk.page),
        ordinal: to_i32(chunk.ordinal),
        heading: chunk.heading.as_deref(),
        start: offset(chunk.start),
        end: offset(chunk.end),
        text: &chunk.text,
        unit_vectors: units,
        model,
    });
    new.collect()
}

/// Counts the range as done, once; if the document was hidden after its rows were stored, its points go again.
async fn count(
    state: &State,
    version: &DocumentVersion,
    range: PageRange,
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
    if documents::hold_for_writing(&transaction, version.document_id).await? != Some(version.generation) {
        drop(transaction);
        return Ok(state.store.delete_document(version.document_id).await?);
    }
    let Some(status) = count_once(&transaction, version, range, &result, now).await? else { return Ok(()) };
    state.checkpoints.reach("counting").await?;
    transaction.commit().await?;
    info!(document_id = %version.document_id, first_page = range.first, ?status, "a page range is indexed");
    state.checkpoints.reach("counted").await
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
    if was_given_up && status == Some(DocumentStatus::Processing) {
        given_up::give_up(transaction, place, now).await?;
    }
    Ok(status)
}

fn lacks_text(page: &Page) -> bool {
    matches!(page.state, PageState::NoTextLayer | PageState::Unreadable)
}

fn indexed(version: &DocumentVersion) -> IndexedDocument {
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
    }
}

fn to_i32(number: u32) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

fn offset(number: usize) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}
