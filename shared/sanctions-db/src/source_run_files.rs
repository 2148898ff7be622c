//! The files that runs fetched.

use jiff::Timestamp;
use serde_json::Value;
use sisuiq_db::{GenericClient, Result, Transaction, query};
use sisuiq_model::{SourcePart, SourceRunId};

/// A fetched file.
#[derive(Clone, Debug, PartialEq)]
pub struct RunFile {
    /// Its part of the source.
    pub part: SourcePart,
    /// The address that was requested.
    pub requested_url: String,
    /// Its address after redirects.
    pub url: String,
    /// What the source said to recognise it by.
    pub validators: Value,
    /// The key of the object that keeps it.
    pub object_key: String,
    /// The SHA-256 of its content.
    pub sha256: Vec<u8>,
    /// Its length in bytes.
    pub bytes: i64,
    /// Time at which it was fetched.
    pub fetched_at: Timestamp,
}

/// The files that a run fetched, by part.
pub async fn list(client: &impl GenericClient, run: SourceRunId) -> Result<Vec<RunFile>> {
    query::all(client, include_str!("../queries/source_run_files/list.sql"), &[&run], |row| {
        Ok(RunFile {
            part: row.try_get("part")?,
            requested_url: row.try_get("requested_url")?,
            url: row.try_get("url")?,
            validators: row.try_get("validators")?,
            object_key: row.try_get("object_key")?,
            sha256: row.try_get("sha256")?,
            bytes: row.try_get("bytes")?,
            fetched_at: row.try_get("fetched_at")?,
        })
    })
    .await
}

/// Stores a file that a run fetched, or found unchanged.
pub async fn upsert(transaction: &Transaction<'_>, run: SourceRunId, file: &RunFile) -> Result<()> {
    let RunFile { part, requested_url, url, validators, object_key, sha256, bytes, fetched_at } = file;
    let sql = include_str!("../queries/source_run_files/upsert.sql");
    let parameters: query::Parameters<'_> =
        &[&run, part, requested_url, url, validators, object_key, sha256, bytes, fetched_at];
    query::exactly("source_run_files/upsert", 1, query::execute(transaction, sql, parameters).await?)
}
