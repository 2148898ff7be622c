//! Indexing of a page range: pages become chunks, and chunks become vectors.
//!
//! The rows are committed first, then the points are stored, then the range is counted as done. A run that is killed between
//! two steps is repeated, and a version becomes searchable when its last range is counted.

pub(crate) mod chunk_vectors;
pub(crate) mod collections;
pub(crate) mod completion;
mod count;
mod opening;
pub(crate) mod readers;
pub(crate) mod retire;
pub(crate) mod rows;
mod table_head;

use crate::{
    Retry, State,
    failure::{in_embedding, in_vectors},
    law::Piece,
    page_range,
    read_range::ReadRange,
};
use chunk_vectors::Embedded;
use collections::Collection;
use rows::Stored;
use sisuiq_documents::{Carried, Chunk, ChunkLimits, Page, chunk_page, point_id};
use sisuiq_documents_db::{document_ranges::PageRange, document_versions::DocumentVersion};
use sisuiq_model::ChunkId;
use sisuiq_retrieval::{
    embed::TokenCounter,
    vector_store::{ChunkVectors, IndexedDocument, Readers},
};

/// Stores, indexes and counts the range. A document that is deleted meanwhile stays deleted.
pub(crate) async fn index(
    state: &State,
    version: &DocumentVersion,
    range: PageRange,
    read: &ReadRange,
) -> Result<(), Retry> {
    let connection = state.database.connection().await?;
    let collection = collections::active(state, &connection).await?;
    drop(connection);
    let chunks = pieces(&collection, read, range).await?;
    let chunks = chunk_vectors::embed(&collection.embedder, read.sources(), chunks).await?;
    let target = Target { collection: &collection, version, range };
    match rows::store(state, target, read, &chunks).await? {
        Stored::Rows => {}
        Stored::AlreadyDone => return Ok(()),
        Stored::Hidden => return collections::delete_document(state, version.document_id).await,
    }
    let ids: Vec<ChunkId> = chunks.iter().map(|embedded| chunk_id(version, &embedded.chunk)).collect();
    let points = chunks.iter().zip(&ids).map(|(embedded, id)| point(*id, embedded)).collect();
    state.checkpoints.reach("stored").await?;
    collection.store.upsert(&indexed_document(version), points).await.map_err(in_vectors)?;
    // an earlier run may have read another text, as before a crash of the reader
    collection
        .store
        .delete_others(version.document_id, version.version, range.first..=range.last, &ids)
        .await
        .map_err(in_vectors)?;
    readers::update_if_overtaken(state, version.document_id, version.readers_revision).await?;
    state.checkpoints.reach("indexed").await?;
    count::count(state, target, read, chunks.len()).await
}

/// A range, its version, and the collection of its vectors.
#[derive(Clone, Copy)]
struct Target<'a> {
    collection: &'a Collection,
    version: &'a DocumentVersion,
    range: PageRange,
}

/// A chunk as a point of the vector store.
pub(crate) fn point(id: ChunkId, Embedded { chunk, terms, whole, law, .. }: &Embedded) -> ChunkVectors {
    ChunkVectors {
        id,
        page: page_range::number(chunk.page),
        ordinal: page_range::number(chunk.ordinal),
        dense: whole.clone(),
        sparse: terms.clone(),
        provision: law.as_ref().map(|law| law.provision.clone()),
    }
}

/// Splits the pages of a range into chunks. Those of law keep their provisions. In other documents a heading applies to the
/// following pages too, the header of a table to its rows there.
pub(crate) async fn pieces(collection: &Collection, read: &ReadRange, range: PageRange) -> Result<Vec<Piece>, Retry> {
    let counter = collection.embedder.token_counter().await.map_err(in_embedding)?;
    match read.law() {
        Some(text) => text.pieces(range, counter).await,
        None => Ok(chunks(&read.pages, &counter).into_iter().map(|chunk| Piece { chunk, law: None }).collect()),
    }
}

fn chunks(pages: &[Page], counter: &TokenCounter) -> Vec<Chunk> {
    let count = |text: &str| counter.count(text);
    let mut carried = Carried::default();
    let mut chunks = Vec::new();
    for page in pages {
        chunks.extend(chunk_page(page, &carried, ChunkLimits::default(), &count));
        carried = carried.after(page);
    }
    chunks
}

pub(crate) fn chunk_id(version: &DocumentVersion, chunk: &Chunk) -> ChunkId {
    let number = version.version.unsigned_abs();
    ChunkId(point_id(version.document_id.0, number, chunk.page, chunk.ordinal, &chunk.text))
}

/// The payload that all points of a version share.
pub(crate) fn indexed_document(version: &DocumentVersion) -> IndexedDocument {
    IndexedDocument {
        id: version.document_id,
        version: version.version,
        generation: version.generation,
        readers: readers(version),
        source: version.source,
        kind: version.kind,
        dataset: version.law.as_ref().and_then(|law| law.dataset.clone()),
    }
}

fn readers(version: &DocumentVersion) -> Readers {
    Readers {
        owner: version.owner_id,
        access: version.access,
        users: version.shared_with.clone(),
        roles: version.shared_with_roles.clone(),
        groups: version.shared_with_groups.clone(),
        revision: version.readers_revision,
    }
}
