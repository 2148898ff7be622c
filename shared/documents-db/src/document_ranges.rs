//! Page ranges: the pieces in which a long document is worked on.

use crate::document_page_scans::PageKey;
use jiff::Timestamp;
use sisuiq_db::{GenericClient, Result, query};
use sisuiq_model::{DocumentId, READER_VERSION, VersionKey};
use tokio_postgres::Row;

/// First and last page, both included, counted from 1.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct PageRange {
    /// The first page.
    pub first: i32,
    /// The last page.
    pub last: i32,
}

/// The key of a range of a version of a document.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct RangeKey {
    /// The version.
    pub version: VersionKey,
    /// The pages.
    pub range: PageRange,
}

/// Notes the ranges of a version; those that are there already stay as they are.
pub async fn insert(
    client: &impl GenericClient,
    document: DocumentId,
    version: i32,
    ranges: &[PageRange],
) -> Result<()> {
    let first: Vec<i32> = ranges.iter().map(|range| range.first).collect();
    let last: Vec<i32> = ranges.iter().map(|range| range.last).collect();
    let sql = include_str!("../queries/document_ranges/insert.sql");
    query::execute(client, sql, &[&document, &version, &first, &last]).await?;
    Ok(())
}

/// The ranges that are still to be done, in page order.
pub async fn find_unfinished(
    client: &impl GenericClient,
    document: DocumentId,
    version: i32,
) -> Result<Vec<PageRange>> {
    let sql = include_str!("../queries/document_ranges/find_unfinished.sql");
    query::all(client, sql, &[&document, &version], |row| {
        Ok(PageRange { first: row.try_get("first_page")?, last: row.try_get("last_page")? })
    })
    .await
}

/// Locks a range for work until the transaction ends, after waiting for another worker; `false` when the range is done or was
/// never planned.
pub async fn hold_unfinished(
    transaction: &impl GenericClient,
    document: DocumentId,
    version: i32,
    range: PageRange,
) -> Result<bool> {
    let sql = include_str!("../queries/document_ranges/hold_unfinished.sql");
    let held = query::optional(transaction, sql, &[&document, &version, &range.first, &range.last], |_| Ok(())).await?;
    Ok(held.is_some())
}

/// Marks a range as done; `false` when it was done already.
pub async fn finish(
    transaction: &impl GenericClient,
    document: DocumentId,
    version: i32,
    first_page: i32,
    now: Timestamp,
) -> Result<bool> {
    let sql = include_str!("../queries/document_ranges/finish.sql");
    Ok(query::execute(transaction, sql, &[&document, &version, &first_page, &now]).await? == 1)
}

/// Marks all ranges of the current version to be read again, and returns them; none when that version is not ready.
pub async fn mark_stale(client: &impl GenericClient, document: DocumentId, now: Timestamp) -> Result<Vec<RangeKey>> {
    let sql = include_str!("../queries/document_ranges/mark_stale.sql");
    let parameters: query::Parameters<'_> = &[&document, &now];
    let marked: Vec<(i32, PageRange)> = query::all(client, sql, parameters, |row| {
        let range = PageRange { first: row.try_get("first_page")?, last: row.try_get("last_page")? };
        Ok((row.try_get("version")?, range))
    })
    .await?;
    let key = |(number, range)| RangeKey { version: VersionKey { document, number }, range };
    Ok(marked.into_iter().map(key).collect())
}

/// Ranges that wait to be read again since before `before`, longest first.
pub async fn find_stale(client: &impl GenericClient, before: Timestamp, limit: i64) -> Result<Vec<RangeKey>> {
    let sql = include_str!("../queries/document_ranges/find_stale.sql");
    query::all(client, sql, &[&before, &limit], decode_key).await
}

/// The time since when a range waits to be read again; `None` when it does not.
pub async fn find_stale_since(client: &impl GenericClient, key: RangeKey) -> Result<Option<Timestamp>> {
    let sql = include_str!("../queries/document_ranges/find_stale_since.sql");
    let parameters: query::Parameters<'_> = &[&key.version.document, &key.version.number, &key.range.first];
    query::optional(client, sql, parameters, |row| Ok(row.try_get("stale_since")?)).await
}

/// Locks the content of a range until the transaction ends; `false` when there is no such range.
pub async fn hold(transaction: &impl GenericClient, key: RangeKey) -> Result<bool> {
    let sql = include_str!("../queries/document_ranges/hold.sql");
    let RangeKey { version: VersionKey { document, number }, range } = key;
    let parameters: query::Parameters<'_> = &[&document, &number, &range.first, &range.last];
    Ok(query::optional(transaction, sql, parameters, |_| Ok(())).await?.is_some())
}

/// Records that a range was read again as requested at `since`; `false` when there is a newer request or none.
pub async fn freshen(transaction: &impl GenericClient, key: RangeKey, since: Timestamp) -> Result<bool> {
    let sql = include_str!("../queries/document_ranges/freshen.sql");
    let parameters: query::Parameters<'_> = &[&key.version.document, &key.version.number, &key.range.first, &since];
    Ok(query::execute(transaction, sql, parameters).await? == 1)
}

/// Records that this version of the reader made the content of a range. To be called in the transaction that stores it.
pub async fn record_reader(transaction: &impl GenericClient, key: RangeKey) -> Result<()> {
    let sql = include_str!("../queries/document_ranges/record_reader.sql");
    let RangeKey { version: VersionKey { document, number }, range } = key;
    query::execute(transaction, sql, &[&document, &number, &range.first, &READER_VERSION]).await?;
    Ok(())
}

/// Marks ranges that an older reader made to be read again, at most `limit`, and returns them; none while files are being read.
/// Ranges that this version of the reader failed to read again are left as they are.
pub async fn mark_outdated(client: &impl GenericClient, limit: i64, now: Timestamp) -> Result<Vec<RangeKey>> {
    let sql = include_str!("../queries/document_ranges/mark_outdated.sql");
    query::all(client, sql, &[&READER_VERSION, &limit, &now], decode_key).await
}

/// Marks the range of a page to be read again, and returns it, once none of its pages waits for text recognition and one of them
/// has new text. The caller locks the document, or two pages that are stored at the same time would both be the last but one.
pub async fn mark_recognised(
    transaction: &impl GenericClient,
    key: PageKey,
    now: Timestamp,
) -> Result<Option<RangeKey>> {
    let sql = include_str!("../queries/document_ranges/mark_recognised.sql");
    let PageKey { version, page } = key;
    let parameters: query::Parameters<'_> = &[&version.document, &version.number, &page, &now];
    let marked = query::optional(transaction, sql, parameters, |row| {
        Ok(PageRange { first: row.try_get("first_page")?, last: row.try_get("last_page")? })
    })
    .await?;
    Ok(marked.map(|range| RangeKey { version, range }))
}

/// Records that this version of the reader failed to read a range again as requested at `since`, and ends the request; `false`
/// when there is a newer request or none.
pub async fn fail_reread(client: &impl GenericClient, key: RangeKey, since: Timestamp) -> Result<bool> {
    let sql = include_str!("../queries/document_ranges/fail_reread.sql");
    let RangeKey { version: VersionKey { document, number }, range } = key;
    let parameters: query::Parameters<'_> = &[&document, &number, &range.first, &since, &READER_VERSION];
    Ok(query::execute(client, sql, parameters).await? == 1)
}

pub(crate) fn decode_key(row: &Row) -> Result<RangeKey> {
    let version = VersionKey { document: row.try_get("document_id")?, number: row.try_get("version")? };
    let range = PageRange { first: row.try_get("first_page")?, last: row.try_get("last_page")? };
    Ok(RangeKey { version, range })
}
