//! The stored texts of documents that are read as law.

use jiff::{Timestamp, civil::Date};
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

/// The beginning of a text.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct LawBeginning {
    /// The first day on which it applies: as declared, else as the text states for all of its provisions.
    pub first_day: Option<Date>,
    /// Time at which it was uploaded or fetched.
    pub created_at: Timestamp,
}

/// The beginning of the current version of a document.
pub async fn find_beginning(client: &impl GenericClient, document: DocumentId) -> Result<LawBeginning> {
    query::one(client, include_str!("../queries/law_texts/find_beginning.sql"), &[&document], |row| {
        Ok(LawBeginning { first_day: row.try_get("first_day")?, created_at: row.try_get("created_at")? })
    })
    .await
}

/// Declares the first day of a text; `false` if it is declared already. Otherwise its ranges have to be read again.
pub async fn set_first_day(
    client: &impl GenericClient,
    document: DocumentId,
    day: Date,
    now: Timestamp,
) -> Result<bool> {
    let sql = include_str!("../queries/law_texts/set_first_day.sql");
    Ok(query::execute(client, sql, &[&document, &day, &now]).await? == 1)
}

/// Declares the first day on which a text no longer applies, unless its end is known; `false` if nothing was changed. Otherwise its
/// ranges have to be read again.
pub async fn set_end(client: &impl GenericClient, document: DocumentId, day: Date, now: Timestamp) -> Result<bool> {
    let sql = include_str!("../queries/law_texts/set_end.sql");
    Ok(query::execute(client, sql, &[&document, &day, &now]).await? == 1)
}
