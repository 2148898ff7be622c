//! The subjects of unfinished rescreenings, by their identities alone.

use jiff::Timestamp;
use serde_json::Value;
use sisuiq_db::{GenericClient, Result, Transaction, query};
use sisuiq_model::{SourceId, SourceRunId};

use crate::rescreenings::Rescreening;

/// How many of some subjects were taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taken {
    /// Subjects that are to be compared with this version of the list.
    pub candidates: i64,
    /// Those that were taken now.
    pub taken: i64,
    /// Those that had been taken before.
    pub known: i64,
}

/// What is stored of a subject.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredSubject {
    /// Its identity.
    pub subject_key: Vec<u8>,
    /// The subject as it was given last.
    pub subject: Value,
    /// The score from which an entry is a hit, if one was asked for.
    pub threshold: Option<f64>,
    /// When the last of what is stored of it is deleted.
    pub expires_at: Timestamp,
}

/// Takes subjects for a locked rescreening, those first that were screened last: at most `most` that were not compared with this version of the list or a later
/// one, and whose screening was to search the list. Those that were taken before stay, and count.
pub async fn take(
    transaction: &Transaction<'_>,
    held: &Rescreening,
    now: Timestamp,
    keys: &[&[u8]],
    most: i64,
) -> Result<Taken> {
    let sql = include_str!("../queries/rescreening_subjects/take.sql");
    query::one(transaction, sql, &[&held.run, &held.source, &now, &most, &keys], |row| {
        Ok(Taken { candidates: row.try_get("candidates")?, taken: row.try_get("taken")?, known: row.try_get("known")? })
    })
    .await
}

/// Identities of subjects that wait, those that were screened last first.
pub async fn list_waiting(client: &impl GenericClient, run: SourceRunId, most: i64) -> Result<Vec<Vec<u8>>> {
    let sql = include_str!("../queries/rescreening_subjects/list_waiting.sql");
    query::all(client, sql, &[&run, &most], |row| Ok(row.try_get("subject_key")?)).await
}

/// What is still stored of subjects whose screenings were to search the list of a source, by their identities.
pub async fn list_stored(
    client: &impl GenericClient,
    keys: &[Vec<u8>],
    source: SourceId,
    now: Timestamp,
) -> Result<Vec<StoredSubject>> {
    let sql = include_str!("../queries/rescreening_subjects/list_stored.sql");
    query::all(client, sql, &[&keys, &source, &now], |row| {
        Ok(StoredSubject {
            subject_key: row.try_get("subject_key")?,
            subject: row.try_get("subject")?,
            threshold: row.try_get("threshold")?,
            expires_at: row.try_get("expires_at")?,
        })
    })
    .await
}

/// Records that subjects no longer wait.
pub async fn finish(transaction: &Transaction<'_>, run: SourceRunId, keys: &[Vec<u8>]) -> Result<()> {
    let sql = include_str!("../queries/rescreening_subjects/finish.sql");
    let finished = query::execute(transaction, sql, &[&run, &keys]).await?;
    query::exactly("rescreening_subjects/finish", keys.len() as u64, finished)
}

/// Deletes the subjects of a rescreening that has ended.
pub async fn forget(transaction: &Transaction<'_>, run: SourceRunId) -> Result<()> {
    query::execute(transaction, include_str!("../queries/rescreening_subjects/forget.sql"), &[&run]).await?;
    Ok(())
}

/// Erases a subject or a name. Returns the runs for which such subjects waited, once for each of these.
pub async fn erase(
    transaction: &Transaction<'_>,
    subject_key: Option<&[u8]>,
    name_key: Option<&[u8]>,
) -> Result<Vec<SourceRunId>> {
    let sql = include_str!("../queries/rescreening_subjects/erase.sql");
    let erased: Vec<(SourceRunId, bool)> = query::all(transaction, sql, &[&subject_key, &name_key], |row| {
        Ok((row.try_get("run_id")?, row.try_get("is_done")?))
    })
    .await?;
    Ok(erased.into_iter().filter(|(_, is_done)| !is_done).map(|(run, _)| run).collect())
}
