//! Chunks: the passages that retrieval finds.

use crate::{
    document_pages,
    document_ranges::{PageRange, RangeKey},
};
use sisuiq_db::{GenericClient, Result, query};
use sisuiq_model::{ChunkId, DocumentFilter, DocumentId, Passage, Provision, SearchScope, VersionKey, Visibility};
use tokio_postgres::{Row, types::Json};

/// A chunk to be stored.
#[derive(Clone, Debug)]
pub struct NewChunk<'a> {
    /// Its id, also that of its vector point.
    pub id: ChunkId,
    /// The page, from 1.
    pub page: i32,
    /// Its place on the page, from 0.
    pub ordinal: i32,
    /// The heading above it.
    pub heading: Option<&'a str>,
    /// Start offset on the page, in Unicode scalar values.
    pub start: i32,
    /// End offset, likewise.
    pub end: i32,
    /// Its text.
    pub text: &'a str,
    /// Vectors of its sentences and rows, packed.
    pub unit_vectors: &'a [u8],
    /// The model that computed the vectors.
    pub model: &'a str,
}

/// A chunk that Postgres found.
#[derive(Clone, Copy, Debug)]
pub struct FullTextHit {
    /// The chunk.
    pub id: ChunkId,
    /// Its score; higher is better.
    pub rank: f64,
}

/// Replaces the chunks of a range.
pub async fn replace(
    transaction: &impl GenericClient,
    document: DocumentId,
    version: i32,
    range: PageRange,
    new: &[NewChunk<'_>],
) -> Result<()> {
    delete_range(transaction, document, version, range).await?;
    insert(transaction, document, version, new).await
}

async fn delete_range(
    transaction: &impl GenericClient,
    document: DocumentId,
    version: i32,
    range: PageRange,
) -> Result<()> {
    let sql = include_str!("../queries/document_chunks/delete_range.sql");
    query::execute(transaction, sql, &[&document, &version, &range.first, &range.last]).await?;
    Ok(())
}

async fn insert(
    transaction: &impl GenericClient,
    document: DocumentId,
    version: i32,
    new: &[NewChunk<'_>],
) -> Result<()> {
    let ids: Vec<ChunkId> = new.iter().map(|chunk| chunk.id).collect();
    let pages: Vec<i32> = new.iter().map(|chunk| chunk.page).collect();
    let ordinals: Vec<i32> = new.iter().map(|chunk| chunk.ordinal).collect();
    let headings: Vec<Option<&str>> = new.iter().map(|chunk| chunk.heading).collect();
    let starts: Vec<i32> = new.iter().map(|chunk| chunk.start).collect();
    let ends: Vec<i32> = new.iter().map(|chunk| chunk.end).collect();
    let texts: Vec<&str> = new.iter().map(|chunk| chunk.text).collect();
    let vectors: Vec<&[u8]> = new.iter().map(|chunk| chunk.unit_vectors).collect();
    let models: Vec<&str> = new.iter().map(|chunk| chunk.model).collect();
    let parameters: query::Parameters<'_> =
        &[&document, &version, &ids, &pages, &ordinals, &headings, &starts, &ends, &texts, &vectors, &models];
    let inserted =
        query::execute(transaction, include_str!("../queries/document_chunks/insert.sql"), parameters).await?;
    query::exactly("document_chunks/insert", new.len() as u64, inserted)
}

/// A chunk as it is stored.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct StoredChunk {
    /// Its id.
    pub id: ChunkId,
    /// The page, from 1.
    pub page: i32,
    /// Its place on the page, from 0.
    pub ordinal: i32,
    /// The heading above it.
    pub heading: Option<String>,
    /// Start offset on the page, in Unicode scalar values.
    pub start: i32,
    /// End offset, likewise.
    pub end: i32,
    /// Its text.
    pub text: String,
}

/// All chunks of a range, in their order.
pub async fn list_range(client: &impl GenericClient, key: RangeKey) -> Result<Vec<StoredChunk>> {
    let sql = include_str!("../queries/document_chunks/list_range.sql");
    let RangeKey { version: VersionKey { document, number }, range } = key;
    query::all(client, sql, &[&document, &number, &range.first, &range.last], |row| {
        Ok(StoredChunk {
            id: row.try_get("id")?,
            page: row.try_get("page")?,
            ordinal: row.try_get("ordinal")?,
            heading: row.try_get("heading")?,
            start: row.try_get("start_offset")?,
            end: row.try_get("end_offset")?,
            text: row.try_get("text")?,
        })
    })
    .await
}

/// The first `most` chunks, in the order of `ids`, that the filter admits and the caller may see now, in ready current versions
/// of documents; with the vectors of their units by `model`, if stored.
pub async fn load_visible(
    client: &impl GenericClient,
    scope: SearchScope<'_>,
    ids: &[ChunkId],
    most: i64,
    model: &str,
) -> Result<Vec<Passage>> {
    let sql = include_str!("../queries/document_chunks/load_visible.sql");
    let SearchScope { seen_by, filter: DocumentFilter { sources, kinds, documents, law } } = scope;
    let day = law.as_ref().map(|law| law.day);
    let language = law.as_ref().and_then(|law| law.language.as_deref());
    let parameters: query::Parameters<'_> =
        &[&seen_by.user(), &ids, &model, &most, sources, kinds, documents, &day, &language];
    query::all(client, sql, parameters, decode).await
}

/// The other halves of sentences that a page break divides and of which `chunks` have one half, as passages of only that half; in
/// ready current versions of documents that the caller may see now.
pub async fn load_halves(
    client: &impl GenericClient,
    seen_by: Visibility,
    chunks: &[ChunkId],
    model: &str,
) -> Result<Vec<Passage>> {
    let sql = include_str!("../queries/document_chunks/load_halves.sql");
    query::all(client, sql, &[&seen_by.user(), &chunks, &model], decode).await
}

/// Visible chunks that contain any English word of the question, best first, of those whose terms are not stored yet.
pub async fn search_full_text(
    client: &impl GenericClient,
    scope: SearchScope<'_>,
    question: &str,
    limit: i64,
) -> Result<Vec<FullTextHit>> {
    let sql = include_str!("../queries/document_chunks/search_full_text.sql");
    let SearchScope { seen_by, filter: DocumentFilter { sources, kinds, documents, .. } } = scope;
    query::all(client, sql, &[&seen_by.user(), &question, &limit, sources, kinds, documents], |row| {
        Ok(FullTextHit { id: row.try_get("id")?, rank: row.try_get("rank")? })
    })
    .await
}

fn decode(row: &Row) -> Result<Passage> {
    Ok(Passage {
        id: row.try_get("id")?,
        document_id: row.try_get("document_id")?,
        version: row.try_get("version")?,
        document_name: row.try_get("name")?,
        source: row.try_get("source")?,
        kind: row.try_get("type")?,
        document_sha256: row.try_get("sha256")?,
        page: row.try_get("page")?,
        ordinal: row.try_get("ordinal")?,
        heading: row.try_get("heading")?,
        start: row.try_get("start_offset")?,
        end: row.try_get("end_offset")?,
        text: row.try_get("text")?,
        page_text: row.try_get("page_text")?,
        ocr: row.try_get("ocr")?,
        crossing: document_pages::crossing(row)?,
        unit_vectors: row.try_get("unit_vectors")?,
        provision: row.try_get::<_, Option<Json<Provision>>>("provision")?.map(|Json(provision)| provision),
    })
}
