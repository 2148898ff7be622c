//! The stored texts of documents that are read as law.

use sisuiq_db::{GenericClient, Result, query};
use sisuiq_model::DocumentId;

/// The size of a text.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct LawSize {
    /// Characters of its pages.
    pub characters: i64,
    /// Its different articles, sections and annexes.
    pub provisions: i64,
}

/// The text of the current version of a document, its pages between line breaks.
pub async fn read(client: &impl GenericClient, document: DocumentId) -> Result<String> {
    query::one(client, include_str!("../queries/law_texts/read.sql"), &[&document], |row| Ok(row.try_get("text")?))
        .await
}

/// The size of the current version of a document.
pub async fn measure(client: &impl GenericClient, document: DocumentId) -> Result<LawSize> {
    query::one(client, include_str!("../queries/law_texts/measure.sql"), &[&document], |row| {
        Ok(LawSize { characters: row.try_get("characters")?, provisions: row.try_get("provisions")? })
    })
    .await
}
