//! A range of stored chunks, embedded for a collection that lacks it: for one that is filled beside the active one, or for one
//! that lost its points.

use crate::{
    Retry, State,
    failure::in_vectors,
    index::{
        self,
        chunk_vectors::{self, Embedded, PageSource},
        collections::{self, Collection},
        completion, readers, rows,
    },
    law::{LawPassage, Piece},
    page_range,
};
use sisuiq_documents::Chunk;
use sisuiq_documents_db::{
    document_chunk_provisions,
    document_chunk_terms::{self, ChunkTerms},
    document_chunk_vectors,
    document_chunks::{self, StoredChunk},
    document_pages,
    document_ranges::{self, RangeKey},
    document_versions::{self, DocumentVersion},
    document_words, documents, vector_collection_ranges, vector_collections,
};
use sisuiq_events::Embed;
use sisuiq_model::{ChunkId, VersionKey};
use tracing::warn;

/// The stored chunks of a range with their new vectors.
struct EmbeddedRange<'a> {
    version: &'a DocumentVersion,
    key: RangeKey,
    chunks: &'a [StoredChunk],
    embedded: &'a [Embedded],
}

/// Embeds a range for a collection. A second delivery leaves the same result.
pub(crate) async fn handle(state: &State, message: &Embed) -> Result<(), Retry> {
    state.checkpoints.reach("embedding ordered").await?;
    let key = page_range::of_message(&message.pages);
    let VersionKey { document, number } = key.version;
    let connection = state.database.connection().await?;
    let known = vector_collections::list(&connection).await?;
    let found = document_versions::find(&connection, document, number).await?;
    let chunks = document_chunks::list_range(&connection, key).await?;
    let pages = document_pages::list_range(&connection, key).await?;
    let mut provisions = document_chunk_provisions::list_range(&connection, key).await?;
    drop(connection);
    let known = known.iter().find(|known| known.name == message.collection);
    let Some(collection) = known.and_then(|known| state.collection(known)) else {
        warn!(collection = message.collection, "the settings do not name the model of this collection");
        return Ok(());
    };
    let Some(version) = found.filter(|version| !version.is_deleted && version.version >= version.current_version)
    else {
        return Ok(());
    };
    let sources = pages.iter().map(|page| PageSource {
        number: page.page.unsigned_abs(),
        text: &page.text,
        crossing: page.crossing.as_ref(),
    });
    let pieces = chunks.iter().map(|stored| {
        // the names of its provision stay as they are stored
        let law = provisions.remove(&stored.id).map(|provision| LawPassage { provision, names: Vec::new() });
        Piece { chunk: chunk(stored), law }
    });
    let embedded = chunk_vectors::embed(&collection.embedder, sources, pieces.collect()).await?;
    state.checkpoints.reach("embedded").await?;
    let points = embedded.iter().zip(&chunks).map(|(embedded, stored)| index::point(stored.id, embedded));
    collection.store.upsert(&index::indexed_document(&version), points.collect()).await.map_err(in_vectors)?;
    readers::update_if_overtaken(state, document, version.readers_revision).await?;
    state.checkpoints.reach("embedded points").await?;
    let range = EmbeddedRange { version: &version, key, chunks: &chunks, embedded: &embedded };
    if record(state, &collection, &range).await? && collection.name() == state.target_collection().name() {
        completion::switch_if_inactive(state).await?;
    }
    Ok(())
}

/// Records that the collection contains the range; `false` when the document is hidden. Fails when the stored chunks changed.
async fn record(state: &State, collection: &Collection, range: &EmbeddedRange<'_>) -> Result<bool, Retry> {
    let EmbeddedRange { version, key, chunks, embedded } = *range;
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    if documents::hold_for_writing(&transaction, version.document_id).await? != Some(version.generation) {
        drop(transaction);
        drop(connection);
        collections::delete_document(state, version.document_id).await?;
        return Ok(false);
    }
    let exists = document_ranges::hold(&transaction, key).await?;
    if !exists || document_chunks::list_range(&transaction, key).await? != chunks {
        return Err(Retry::while_doing("embedding a range", "its chunks were replaced meanwhile"));
    }
    let vectors: Vec<(ChunkId, &[u8])> =
        chunks.iter().zip(embedded).map(|(stored, embedded)| (stored.id, embedded.units.as_slice())).collect();
    document_chunk_vectors::insert(&transaction, &collection.model, &vectors).await?;
    // a new layout of the collection may have other terms, and questions have them already
    let VersionKey { document, number } = key.version;
    document_words::replace(&transaction, document, number, key.range, &rows::term_counts(embedded)).await?;
    let terms: Vec<ChunkTerms<'_>> =
        chunks.iter().zip(embedded).map(|(stored, embedded)| rows::terms_of(stored.id, embedded)).collect();
    document_chunk_terms::put(&transaction, key.version, &terms).await?;
    vector_collection_ranges::insert(&transaction, collection.name(), key, state.clock.now()).await?;
    transaction.commit().await?;
    drop(connection);
    state.checkpoints.reach("embedding noted").await?;
    Ok(true)
}

fn chunk(stored: &StoredChunk) -> Chunk {
    let offset = |number: i32| usize::try_from(number).unwrap_or_default();
    Chunk {
        page: stored.page.unsigned_abs(),
        ordinal: stored.ordinal.unsigned_abs(),
        start: offset(stored.start),
        end: offset(stored.end),
        text: stored.text.clone(),
        heading: stored.heading.clone(),
    }
}
