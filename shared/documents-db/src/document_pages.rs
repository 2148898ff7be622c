//! The stored text of pages: what citations are checked against.

use crate::document_ranges::{PageRange, RangeKey};
use sisuiq_db::{GenericClient, Result, query};
use sisuiq_model::{Crossing, DocumentId, VersionKey, Visibility};
use tokio_postgres::Row;

/// The text of one page.
#[derive(Clone, Debug)]
pub struct PageText {
    /// The document's version it belongs to.
    pub version: i32,
    /// The text, NFC-normalised.
    pub text: String,
    /// `true` if the page has text.
    pub has_text: bool,
    /// `true` if its text was recognised in a picture of it.
    pub ocr: bool,
}

/// A page to be stored.
#[derive(Clone, Debug)]
pub struct NewPage<'a> {
    /// Its number, from 1.
    pub page: i32,
    /// Its text, NFC-normalised.
    pub text: &'a str,
    /// `true` if it has text.
    pub has_text: bool,
    /// `true` if its text was recognised in a picture of it.
    pub ocr: bool,
    /// Boxes of the words on the page, packed.
    pub word_boxes: Option<&'a [u8]>,
    /// The sentence that goes on on the next page.
    pub crossing: Option<Crossing>,
}

/// A stored page without its boxes.
#[derive(Clone, Debug)]
pub struct StoredPage {
    /// Its number, from 1.
    pub page: i32,
    /// Its text.
    pub text: String,
    /// The sentence that goes on on the next page.
    pub crossing: Option<Crossing>,
}

/// Replaces the pages of a range.
pub async fn replace(
    transaction: &impl GenericClient,
    document: DocumentId,
    version: i32,
    range: PageRange,
    new: &[NewPage<'_>],
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
    let sql = include_str!("../queries/document_pages/delete_range.sql");
    query::execute(transaction, sql, &[&document, &version, &range.first, &range.last]).await?;
    Ok(())
}

async fn insert(
    transaction: &impl GenericClient,
    document: DocumentId,
    version: i32,
    new: &[NewPage<'_>],
) -> Result<()> {
    let numbers: Vec<i32> = new.iter().map(|page| page.page).collect();
    let texts: Vec<&str> = new.iter().map(|page| page.text).collect();
    let layers: Vec<bool> = new.iter().map(|page| page.has_text).collect();
    let recognised: Vec<bool> = new.iter().map(|page| page.ocr).collect();
    let boxes: Vec<Option<&[u8]>> = new.iter().map(|page| page.word_boxes).collect();
    let crossings = || new.iter().map(|page| page.crossing.as_ref());
    let half_starts: Vec<Option<i32>> = crossings().map(|found| Some(found?.half_start)).collect();
    let half_ends: Vec<Option<i32>> = crossings().map(|found| Some(found?.half_end)).collect();
    let rest_starts: Vec<Option<i32>> = crossings().map(|found| Some(found?.rest_start)).collect();
    let rests: Vec<Option<&str>> = crossings().map(|found| Some(found?.rest.as_str())).collect();
    let insert = include_str!("../queries/document_pages/insert.sql");
    let parameters: query::Parameters<'_> = &[
        &document,
        &version,
        &numbers,
        &texts,
        &layers,
        &boxes,
        &half_starts,
        &half_ends,
        &rest_starts,
        &rests,
        &recognised,
    ];
    let inserted = query::execute(transaction, insert, parameters).await?;
    query::exactly("document_pages/insert", new.len() as u64, inserted)
}

/// The pages of a range, in their order.
pub async fn list_range(client: &impl GenericClient, key: RangeKey) -> Result<Vec<StoredPage>> {
    let sql = include_str!("../queries/document_pages/list_range.sql");
    let RangeKey { version: VersionKey { document, number }, range } = key;
    query::all(client, sql, &[&document, &number, &range.first, &range.last], |row| {
        Ok(StoredPage { page: row.try_get("page")?, text: row.try_get("text")?, crossing: crossing(row)? })
    })
    .await
}

/// The sentence with which a page ends and that goes on on the next one.
pub(crate) fn crossing(row: &Row) -> Result<Option<Crossing>> {
    let rest: Option<String> = row.try_get("rest")?;
    rest.map(|rest| {
        Ok(Crossing {
            half_start: row.try_get("half_start")?,
            half_end: row.try_get("half_end")?,
            rest_start: row.try_get("rest_start")?,
            rest,
        })
    })
    .transpose()
}

/// Returns whether one of these pages is stored with text.
pub async fn has_text(client: &impl GenericClient, version: VersionKey, pages: &[i32]) -> Result<bool> {
    let sql = include_str!("../queries/document_pages/has_text.sql");
    let parameters: query::Parameters<'_> = &[&version.document, &version.number, &pages];
    query::one(client, sql, parameters, |row| Ok(row.try_get("has_text")?)).await
}

/// A page of a version, or of the current one if none is given, if the caller may see the document.
pub async fn find_visible(
    client: &impl GenericClient,
    seen_by: Visibility,
    document: DocumentId,
    page: i32,
    version: Option<i32>,
) -> Result<Option<PageText>> {
    let sql = include_str!("../queries/document_pages/find_visible.sql");
    query::optional(client, sql, &[&seen_by.user(), &document, &page, &version], |row| {
        Ok(PageText {
            version: row.try_get("version")?,
            text: row.try_get("text")?,
            has_text: row.try_get("has_text")?,
            ocr: row.try_get("ocr")?,
        })
    })
    .await
}
