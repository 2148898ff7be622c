//! How common words are.

use crate::{DocumentId, GenericClient, Result, Visibility, document_ranges::PageRange, query};

/// How common a word is.
#[derive(Clone, Debug)]
pub struct WordFrequency {
    /// The word as it was asked for.
    pub word: String,
    /// In how many visible chunks it occurs.
    pub chunks: i64,
    /// How many visible chunks there are.
    pub all_chunks: i64,
}

/// Counts the words of the range's chunks anew.
pub async fn replace(
    transaction: &impl GenericClient,
    document: DocumentId,
    version: i32,
    range: PageRange,
) -> Result<()> {
    let delete = include_str!("../queries/document_words/delete_range.sql");
    query::execute(transaction, delete, &[&document, &version, &range.first]).await?;
    let insert = include_str!("../queries/document_words/insert.sql");
    query::execute(transaction, insert, &[&document, &version, &range.first, &range.last]).await?;
    Ok(())
}

/// In how many visible chunks each word occurs, whatever its ending.
pub async fn frequencies(
    client: &impl GenericClient,
    seen_by: Visibility,
    words: &[&str],
) -> Result<Vec<WordFrequency>> {
    let sql = include_str!("../queries/document_words/frequencies.sql");
    query::all(client, sql, &[&seen_by.user(), &words], |row| {
        Ok(WordFrequency {
            word: row.try_get("word")?,
            chunks: row.try_get("chunks")?,
            all_chunks: row.try_get("all_chunks")?,
        })
    })
    .await
}
