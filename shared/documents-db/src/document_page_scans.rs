//! Pages that wait for text recognition, and what it read on others.

use crate::document_ranges::{PageRange, RangeKey};
use jiff::Timestamp;
use serde_json::Value;
use sisuiq_db::{GenericClient, Result, query};
use sisuiq_model::{DocumentId, VersionKey};
use tokio_postgres::types::Json;

/// The reason of pages that were not recognised because their document has too many.
pub const TOO_MANY_PAGES: &str = "too_many_pages";

/// The key of a page of a version of a document.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct PageKey {
    /// The version.
    pub version: VersionKey,
    /// The page, from 1.
    pub page: i32,
}

/// What was read on a page.
#[derive(Clone, Debug)]
pub struct ReadScan {
    /// The page, from 1.
    pub page: i32,
    /// Lines and words with their places.
    pub scan: Value,
}

/// A page that waits, and the file that shows it.
#[derive(Clone, Debug)]
pub struct WaitingPage {
    /// Key of the file's object.
    pub object_key: String,
    /// The object's version that was pinned.
    pub object_version_id: Option<String>,
    /// SHA-256 of the bytes in lower-case hex.
    pub sha256: Option<String>,
    /// The number of recognitions that began.
    pub attempts: i32,
    /// The time when its message was sent or its last recognition began.
    pub updated_at: Timestamp,
    /// The document's generation.
    pub generation: i64,
}

/// What recognition read on a page.
#[derive(Clone, Debug)]
pub struct NewScan<'a> {
    /// Lines and words with their places.
    pub scan: &'a Value,
    /// True if there is a character.
    pub has_characters: bool,
    /// The script of most lines.
    pub script: Option<&'a str>,
    /// The mean confidence of the words, from 0 to 1.
    pub confidence: Option<f32>,
    /// The version of the models.
    pub model: &'a str,
}

/// Lets pages without usable text wait for recognition, unless they are known. Of a version's pages about `most` wait: two ranges
/// that are stored at the same time do not see each other's.
pub async fn enqueue(
    transaction: &impl GenericClient,
    version: VersionKey,
    pages: &[i32],
    most: i64,
    now: Timestamp,
) -> Result<()> {
    let sql = include_str!("../queries/document_page_scans/enqueue.sql");
    let parameters: query::Parameters<'_> = &[&version.document, &version.number, &pages, &most, &TOO_MANY_PAGES, &now];
    query::execute(transaction, sql, parameters).await?;
    Ok(())
}

/// What was read on the pages of a range, in their order.
pub async fn list_read(client: &impl GenericClient, key: RangeKey) -> Result<Vec<ReadScan>> {
    let sql = include_str!("../queries/document_page_scans/list_read.sql");
    let RangeKey { version: VersionKey { document, number }, range } = key;
    query::all(client, sql, &[&document, &number, &range.first, &range.last], |row| {
        let Json(scan) = row.try_get("scan")?;
        Ok(ReadScan { page: row.try_get("page")?, scan })
    })
    .await
}

/// The pages of a range that wait, in their order; none if the version is not ready or not the current one of its document.
pub async fn list_waiting(client: &impl GenericClient, key: RangeKey) -> Result<Vec<PageKey>> {
    let sql = include_str!("../queries/document_page_scans/list_waiting.sql");
    let RangeKey { version, range } = key;
    let parameters: query::Parameters<'_> = &[&version.document, &version.number, &range.first, &range.last];
    let pages: Vec<i32> = query::all(client, sql, parameters, |row| Ok(row.try_get("page")?)).await?;
    Ok(pages.into_iter().map(|page| PageKey { version, page }).collect())
}

/// Pages that wait and of which nothing was heard since `before`, longest first.
pub async fn find_idle(client: &impl GenericClient, before: Timestamp, limit: i64) -> Result<Vec<PageKey>> {
    let sql = include_str!("../queries/document_page_scans/find_idle.sql");
    query::all(client, sql, &[&before, &limit], |row| {
        let version = VersionKey { document: row.try_get("document_id")?, number: row.try_get("version")? };
        Ok(PageKey { version, page: row.try_get("page")? })
    })
    .await
}

/// Records that the messages of pages were sent.
pub async fn touch(client: &impl GenericClient, pages: &[PageKey], now: Timestamp) -> Result<()> {
    let documents: Vec<DocumentId> = pages.iter().map(|key| key.version.document).collect();
    let versions: Vec<i32> = pages.iter().map(|key| key.version.number).collect();
    let numbers: Vec<i32> = pages.iter().map(|key| key.page).collect();
    let sql = include_str!("../queries/document_page_scans/touch.sql");
    query::execute(client, sql, &[&documents, &versions, &numbers, &now]).await?;
    Ok(())
}

/// A page that waits; `None` if it does not, or its version is not ready or not the current one of its document.
pub async fn find_waiting(client: &impl GenericClient, key: PageKey) -> Result<Option<WaitingPage>> {
    let sql = include_str!("../queries/document_page_scans/find_waiting.sql");
    query::optional(client, sql, &[&key.version.document, &key.version.number, &key.page], |row| {
        Ok(WaitingPage {
            object_key: row.try_get("object_key")?,
            object_version_id: row.try_get("object_version_id")?,
            sha256: row.try_get("sha256")?,
            attempts: row.try_get("attempts")?,
            updated_at: row.try_get("updated_at")?,
            generation: row.try_get("generation")?,
        })
    })
    .await
}

/// Counts an attempt that begins, and returns its number; `None` after `most` attempts, or if the page does not wait.
pub async fn begin(client: &impl GenericClient, key: PageKey, most: i32, now: Timestamp) -> Result<Option<i32>> {
    let sql = include_str!("../queries/document_page_scans/begin.sql");
    let parameters: query::Parameters<'_> = &[&key.version.document, &key.version.number, &key.page, &most, &now];
    query::optional(client, sql, parameters, |row| Ok(row.try_get("attempts")?)).await
}

/// Stores what was read on a page that waits; `false` if it does not wait.
pub async fn store(transaction: &impl GenericClient, key: PageKey, new: &NewScan<'_>, now: Timestamp) -> Result<bool> {
    let sql = include_str!("../queries/document_page_scans/store.sql");
    let PageKey { version: VersionKey { document, number }, page } = key;
    let NewScan { scan, has_characters, script, confidence, model } = new;
    let scan = Json(scan);
    let parameters: query::Parameters<'_> =
        &[&document, &number, &page, &scan, has_characters, script, confidence, model, &now];
    Ok(query::execute(transaction, sql, parameters).await? == 1)
}

/// Stores the reason why a page that waits stays without text; `false` if it does not wait.
pub async fn give_up(transaction: &impl GenericClient, key: PageKey, reason: &str, now: Timestamp) -> Result<bool> {
    let sql = include_str!("../queries/document_page_scans/give_up.sql");
    let parameters: query::Parameters<'_> = &[&key.version.document, &key.version.number, &key.page, &reason, &now];
    Ok(query::execute(transaction, sql, parameters).await? == 1)
}

/// All pages of a version as a range.
#[must_use]
pub const fn all_pages(version: VersionKey) -> RangeKey {
    RangeKey { version, range: PageRange { first: 1, last: i32::MAX } }
}
