//! Screenings: who asked about whom and when.

use jiff::Timestamp;
use serde_json::Value;
use sisuiq_db::{GenericClient, Result, Transaction, query};
use sisuiq_model::{ScreeningId, SourceId, SourceRunId, UserId};

/// A screening.
#[derive(Clone, Debug, PartialEq)]
pub struct NewScreening {
    /// Its id.
    pub id: ScreeningId,
    /// The account that asked.
    pub requested_by: UserId,
    /// The identity of the subject: SHA-256.
    pub subject_key: Vec<u8>,
    /// The identity of its name: SHA-256.
    pub name_key: Vec<u8>,
    /// The subject as it was given.
    pub subject: Value,
    /// The score from which an entry is a hit, if one was asked for.
    pub threshold: Option<f64>,
    /// The sources that were asked for; all enabled ones if none were.
    pub sources: Option<Vec<SourceId>>,
    /// The runs whose indexes were searched.
    pub list_versions: Vec<SourceRunId>,
    /// The scores from which their entries are hits, in the same order.
    pub list_thresholds: Vec<f64>,
    /// The sources whose lists could not be searched.
    pub lists_left_out: Vec<SourceId>,
    /// Entries that were found.
    pub hits: i32,
    /// When.
    pub screened_at: Timestamp,
    /// When it is deleted.
    pub expires_at: Timestamp,
}

/// Stores a screening.
pub async fn insert(transaction: &Transaction<'_>, new: &NewScreening) -> Result<()> {
    let sql = include_str!("../queries/screenings/insert.sql");
    let parameters: query::Parameters<'_> = &[
        &new.id,
        &new.requested_by,
        &new.subject_key,
        &new.name_key,
        &new.subject,
        &new.threshold,
        &new.list_versions,
        &new.list_thresholds,
        &new.lists_left_out,
        &new.hits,
        &new.screened_at,
        &new.expires_at,
        &new.sources,
    ];
    query::exactly("screenings/insert", 1, query::execute(transaction, sql, parameters).await?)
}

/// Whether a screening is stored: not if it was erased.
pub async fn exists(client: &impl GenericClient, id: ScreeningId) -> Result<bool> {
    let sql = include_str!("../queries/screenings/exists.sql");
    query::one(client, sql, &[&id], |row| Ok(row.try_get("is_stored")?)).await
}

/// Erases the screenings of a subject or of a name. Returns their number.
pub async fn erase(transaction: &Transaction<'_>, subject_key: Option<&[u8]>, name_key: Option<&[u8]>) -> Result<u64> {
    query::execute(transaction, include_str!("../queries/screenings/erase.sql"), &[&subject_key, &name_key]).await
}

/// Deletes screenings that expired before a time, at most `most`.
pub async fn delete_expired(client: &impl GenericClient, before: Timestamp, most: i64) -> Result<u64> {
    query::execute(client, include_str!("../queries/screenings/delete_expired.sql"), &[&before, &most]).await
}
