//! A range of stored chunks, embedded for a collection that does not hold it: for one that is made beside the one that answers,
//! and for one that lost it.

use crate::{
    Retry, State,
    collections::{self, Collection},
    index,
    meaning::{self, Embedded},
    readers,
};
use sisuiq_documents::Chunk;
use sisuiq_documents_db::{
    document_chunk_vectors,
    document_chunks::{self, StoredChunk},
    document_pages,
    document_ranges::{self, PageRange, Place},
    document_versions::{self, DocumentVersion},
    documents, vector_collection_ranges, vector_collections,
};
use sisuiq_events::{Embed, Pages};
use sisuiq_model::{ChunkId, DocumentId};
use sisuiq_telemetry::TraceId;
use tracing::{info, warn};

/// How many ranges one sweep asks for; the next goes on.
const MOST: i64 = 200;

/// Asks for what the wished collection lacks, and for what the one that answers lacks. Once the wished one lacks nothing it
/// answers.
pub(crate) async fn complete(state: &State, trace_id: &TraceId) -> Result<(), Retry> {
    let connection = state.database.connection().await?;
    let known = vector_collections::list(&connection).await?;
    drop(connection);
    let wished = state.wished().name();
    let is_beside = known.iter().any(|known| known.name == wished && !known.is_active);
    if is_beside && switch(state).await? {
        return Ok(());
    }
    for collection in known.iter().filter(|known| known.is_active || known.name == wished) {
        let connection = state.database.connection().await?;
        let missing = vector_collection_ranges::find_missing(&connection, &collection.name, MOST).await?;
        drop(connection);
        let orders: Vec<_> = missing.iter().map(|place| order(&collection.name, *place, trace_id)).collect();
        state.queue.send_embed(&orders).await?;
    }
    Ok(())
}

fn order(collection: &str, place: Place, trace_id: &TraceId) -> Embed {
    let pages = Pages {
        document_id: place.document_id.0,
        version: place.version,
        first_page: place.range.first.unsigned_abs(),
        last_page: place.range.last.unsigned_abs(),
        trace_id: Some(trace_id.to_string()),
    };
    Embed { collection: collection.to_owned(), pages }
}

/// Lets the wished collection answer, if it lacks nothing. Whoever makes a range findable waits for the end of this, and then
/// makes it findable in the collection that answers.
async fn switch(state: &State) -> Result<bool, Retry> {
    let wished = state.wished().name();
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    vector_collections::hold_all(&transaction).await?;
    if !vector_collection_ranges::find_missing(&transaction, wished, 1).await?.is_empty() {
        return Ok(false);
    }
    let switched = vector_collections::switch(&transaction, wished).await?;
    state.checkpoints.reach("switching").await?;
    if switched {
        transaction.commit().await?;
        info!(collection = wished, "questions are answered from another collection");
        state.checkpoints.reach("switched").await?;
    }
    Ok(switched)
}

/// Embeds a range for a collection. Doing it twice leaves what doing it once leaves.
pub(crate) async fn embed(state: &State, message: &Embed) -> Result<(), Retry> {
    state.checkpoints.reach("embedding ordered").await?;
    let document = DocumentId(message.pages.document_id);
    let range = PageRange { first: number(message.pages.first_page), last: number(message.pages.last_page) };
    let place = Place { document_id: document, version: message.pages.version, range };
    let connection = state.database.connection().await?;
    let known = vector_collections::list(&connection).await?;
    let found = document_versions::find(&connection, document, place.version).await?;
    let chunks = document_chunks::list_range(&connection, place).await?;
    let pages = document_pages::list_range(&connection, place).await?;
    drop(connection);
    let known = known.iter().find(|known| known.name == message.collection);
    let Some(collection) = known.and_then(|known| state.collection(known)) else {
        warn!(collection = message.collection, "nobody has the model of this collection");
        return Ok(());
    };
    let Some(version) = found.filter(|version| !version.is_deleted && version.version >= version.current_version)
    else {
        return Ok(());
    };
    let numbered = pages.iter().map(|(number, text)| (number.unsigned_abs(), text.as_str()));
    let embedded = meaning::embed(&collection.embedder, numbered, chunks.iter().map(chunk).collect()).await?;
    state.checkpoints.reach("embedded").await?;
    let points = embedded.iter().zip(&chunks).map(|(embedded, stored)| index::point(stored.id, embedded));
    collection.store.upsert(&index::indexed(&version), points.collect()).await?;
    readers::check(state, document, version.readers_revision).await?;
    state.checkpoints.reach("embedded points").await?;
    if note(state, &collection, &version, place, (&chunks, &embedded)).await?
        && collection.name() == state.wished().name()
    {
        switch_if_other(state).await?;
    }
    Ok(())
}

async fn switch_if_other(state: &State) -> Result<(), Retry> {
    let connection = state.database.connection().await?;
    let active = vector_collections::find_active(&connection).await?;
    drop(connection);
    if active.is_some_and(|active| active.name != state.wished().name()) {
        switch(state).await?;
    }
    Ok(())
}

/// Notes that the collection holds the range, unless what was embedded is no longer what is stored; `false` when the document is
/// hidden.
async fn note(
    state: &State,
    collection: &Collection,
    version: &DocumentVersion,
    place: Place,
    (chunks, embedded): (&[StoredChunk], &[Embedded]),
) -> Result<bool, Retry> {
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    if documents::hold_for_writing(&transaction, place.document_id).await? != Some(version.generation) {
        drop(transaction);
        drop(connection);
        collections::delete_document(state, place.document_id).await?;
        return Ok(false);
    }
    let is_there = document_ranges::hold(&transaction, place).await?;
    if !is_there || document_chunks::list_range(&transaction, place).await? != chunks {
        return Err(Retry::while_doing("embedding a range", "its chunks were replaced meanwhile"));
    }
    let vectors: Vec<(ChunkId, &[u8])> =
        chunks.iter().zip(embedded).map(|(stored, embedded)| (stored.id, embedded.units.as_slice())).collect();
    document_chunk_vectors::insert(&transaction, &collection.model, &vectors).await?;
    let held = (place.document_id, place.version, place.range);
    vector_collection_ranges::insert(&transaction, collection.name(), held, state.clock.now()).await?;
    transaction.commit().await?;
    drop(connection);
    state.checkpoints.reach("embedding noted").await?;
    Ok(true)
}

fn chunk(stored: &StoredChunk) -> Chunk {
    let place = |number: i32| usize::try_from(number).unwrap_or_default();
    Chunk {
        page: stored.page.unsigned_abs(),
        ordinal: stored.ordinal.unsigned_abs(),
        start: place(stored.start),
        end: place(stored.end),
        text: stored.text.clone(),
        heading: stored.heading.clone(),
    }
}

fn number(page: u32) -> i32 {
    i32::try_from(page).unwrap_or(i32::MAX)
}
