//! Page ranges: the pieces in which a long document is worked on.

use crate::{DocumentId, GenericClient, Result, query};
use jiff::Timestamp;

/// First and last page, both included, counted from 1.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct PageRange {
    /// The first page.
    pub first: i32,
    /// The last page.
    pub last: i32,
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

/// Keeps everybody else from working on a range until the transaction ends, after waiting for whoever does; `false` when the
/// range is done or was never planned.
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

/// Marks a range as done; `false` when it was.
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
