//! Rows of a page range: its pages, its chunks, and how many chunks contain each term.

use super::{Target, chunk_id, chunk_vectors::Embedded, collections::Collection};
use crate::{
    Retry, State, page_range,
    read_range::{ReadRange, lacks_text},
    recognition,
};
use sisuiq_documents::{Page, WordBoxes};
use sisuiq_documents_db::{
    document_chunk_provisions::{self, ChunkProvision},
    document_chunk_terms::{self, ChunkTerms},
    document_chunks::{self, NewChunk},
    document_pages::{self, NewPage},
    document_ranges::{self, RangeKey},
    document_versions::{DocumentVersion, PagesByText},
    document_words, documents,
};
use sisuiq_model::ChunkId;
use sisuiq_retrieval::sparse;
use std::collections::BTreeMap;

/// Result of storing the rows of a range.
pub(super) enum Stored {
    /// The rows are stored.
    Rows,
    /// Another run finished the range, with its points and its count.
    AlreadyDone,
    /// The document is hidden.
    Hidden,
}

/// Replaces the pages and chunks of the range in one transaction. Other runs for the same range wait for its end.
pub(super) async fn store(
    state: &State,
    Target { collection, version, range }: Target<'_>,
    read: &ReadRange,
    chunks: &[Embedded],
) -> Result<Stored, Retry> {
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    if documents::hold_for_writing(&transaction, version.document_id).await? != Some(version.generation) {
        return Ok(Stored::Hidden);
    }
    let (document, number) = (version.document_id, version.version);
    if !document_ranges::hold_unfinished(&transaction, document, number, range).await? {
        return Ok(Stored::AlreadyDone);
    }
    document_pages::replace(&transaction, document, number, range, &new_pages(read)).await?;
    document_chunks::replace(&transaction, document, number, range, &new_chunks(collection, version, chunks)).await?;
    document_chunk_provisions::put(&transaction, version.key(), &provisions(version, chunks)).await?;
    document_words::replace(&transaction, document, number, range, &term_counts(chunks)).await?;
    document_chunk_terms::put(&transaction, version.key(), &chunk_terms(version, chunks)).await?;
    document_ranges::record_reader(&transaction, RangeKey { version: version.key(), range }).await?;
    recognition::enqueue(state, &transaction, version.key(), read).await?;
    state.checkpoints.reach("storing").await?;
    transaction.commit().await?;
    Ok(Stored::Rows)
}

/// The number of chunks in which each term occurs.
pub(crate) fn term_counts(chunks: &[Embedded]) -> BTreeMap<String, i32> {
    let mut counts = BTreeMap::new();
    for term in chunks.iter().flat_map(|chunk| sparse::counted_terms(&chunk.text)) {
        *counts.entry(term).or_default() += 1;
    }
    counts
}

/// The weighted terms of new chunks.
pub(crate) fn chunk_terms<'a>(version: &DocumentVersion, chunks: &'a [Embedded]) -> Vec<ChunkTerms<'a>> {
    chunks.iter().map(|embedded| terms_of(chunk_id(version, &embedded.chunk), embedded)).collect()
}

/// The provisions of new chunks of law.
pub(crate) fn provisions<'a>(version: &DocumentVersion, chunks: &'a [Embedded]) -> Vec<ChunkProvision<'a>> {
    let of_chunk = |embedded: &'a Embedded| {
        let law = embedded.law.as_ref()?;
        let chunk = chunk_id(version, &embedded.chunk);
        Some(ChunkProvision { chunk, provision: &law.provision, names: &law.names })
    };
    chunks.iter().filter_map(of_chunk).collect()
}

/// The weighted terms of a chunk, the same as those of its point in the vector store.
pub(crate) fn terms_of(chunk: ChunkId, embedded: &Embedded) -> ChunkTerms<'_> {
    ChunkTerms { chunk, terms: &embedded.terms.indices, weights: &embedded.terms.values }
}

pub(crate) fn new_pages(read: &ReadRange) -> Vec<NewPage<'_>> {
    let new = read.pages.iter().map(|page| NewPage {
        page: page_range::number(page.number),
        text: &page.text,
        has_text: page.has_text(),
        ocr: read.is_recognised(page),
        word_boxes: page.boxes.as_ref().map(WordBoxes::as_bytes),
        crossing: read.crossing(page).cloned(),
    });
    new.collect()
}

/// The numbers of the pages whose text is not that of the file.
pub(crate) fn pages_by_text(read: &ReadRange) -> PagesByText {
    let numbers = |is: &dyn Fn(&Page) -> bool| {
        read.pages.iter().filter(|page| is(page)).map(|page| page_range::number(page.number)).collect()
    };
    PagesByText { without_text: numbers(&lacks_text), read_by_ocr: numbers(&|page| read.is_recognised(page)) }
}

pub(crate) fn new_chunks<'a>(
    collection: &'a Collection,
    version: &DocumentVersion,
    chunks: &'a [Embedded],
) -> Vec<NewChunk<'a>> {
    let new = chunks.iter().map(|Embedded { chunk, units, .. }| NewChunk {
        id: chunk_id(version, chunk),
        page: page_range::number(chunk.page),
        ordinal: page_range::number(chunk.ordinal),
        heading: chunk.heading.as_deref(),
        start: offset(chunk.start),
        end: offset(chunk.end),
        text: &chunk.text,
        unit_vectors: units,
        model: &collection.model,
    });
    new.collect()
}

fn offset(characters: usize) -> i32 {
    i32::try_from(characters).unwrap_or(i32::MAX)
}
