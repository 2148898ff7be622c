//! Subjects of whom a screening, a row of a file or an alert is stored, by their identities alone. Triggers of these tables add them.

use jiff::Timestamp;
use sisuiq_db::{GenericClient, Result, Transaction, query};

/// The place of a subject in the order of the last screenings, newest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScreenedSubject {
    /// Its identity.
    pub subject_key: Vec<u8>,
    /// When it was screened last.
    pub screened_at: Timestamp,
}

impl ScreenedSubject {
    /// The place before all subjects.
    #[must_use]
    pub const fn newest() -> Self {
        Self { subject_key: Vec::new(), screened_at: Timestamp::MAX }
    }
}

/// The next subjects behind a place, at most 2,000; none behind the last one.
pub async fn list_behind(client: &impl GenericClient, place: &ScreenedSubject) -> Result<Vec<ScreenedSubject>> {
    let sql = include_str!("../queries/screened_subjects/list_behind.sql");
    query::all(client, sql, &[&place.screened_at, &place.subject_key], |row| {
        Ok(ScreenedSubject { subject_key: row.try_get("subject_key")?, screened_at: row.try_get("screened_at")? })
    })
    .await
}

/// The number of subjects behind a place that have not expired.
pub async fn count_behind(client: &impl GenericClient, place: &ScreenedSubject, now: Timestamp) -> Result<i64> {
    let sql = include_str!("../queries/screened_subjects/count_behind.sql");
    query::one(client, sql, &[&place.screened_at, &place.subject_key, &now], |row| Ok(row.try_get("count")?)).await
}

/// Erases a subject or a name, of which nothing else is stored any more.
pub async fn erase(transaction: &Transaction<'_>, subject_key: Option<&[u8]>, name_key: Option<&[u8]>) -> Result<u64> {
    let sql = include_str!("../queries/screened_subjects/hold.sql");
    let keys: Vec<Vec<u8>> =
        query::all(transaction, sql, &[&subject_key, &name_key], |row| Ok(row.try_get("subject_key")?)).await?;
    query::execute(transaction, include_str!("../queries/screened_subjects/erase.sql"), &[&keys]).await
}

/// Deletes subjects of whom all has expired before a time, at most `most`.
pub async fn delete_expired(client: &impl GenericClient, before: Timestamp, most: i64) -> Result<u64> {
    query::execute(client, include_str!("../queries/screened_subjects/delete_expired.sql"), &[&before, &most]).await
}
