//! The files that a source consists of, with what was read last.

use serde_json::Value;
use sisuiq_db::{GenericClient, Result, Transaction, query};
use sisuiq_model::{SourceId, SourceRunId};

use crate::sources::File;

/// A file of a source.
#[derive(Clone, Debug, PartialEq)]
pub struct WatchedFile {
    /// Its part and its address.
    pub file: File,
    /// What was read from this address last.
    pub content: Option<Content>,
}

/// The content of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Content {
    /// What the source said to recognise it by.
    pub validators: Value,
    /// Its SHA-256.
    pub sha256: Vec<u8>,
    /// The key of the object that keeps it.
    pub object_key: String,
    /// Its length in bytes.
    pub bytes: i64,
}

/// Replaces the files of a source. A file whose address stays keeps its content.
pub async fn replace(transaction: &Transaction<'_>, source: SourceId, files: &[File]) -> Result<()> {
    let parts: Vec<&str> = files.iter().map(|file| file.part.as_str()).collect();
    let urls: Vec<&str> = files.iter().map(|file| file.url.as_str()).collect();
    let sql = include_str!("../queries/source_files/replace.sql");
    let stored = query::execute(transaction, sql, &[&source, &parts, &urls]).await?;
    query::exactly("source_files/replace", files.len() as u64, stored)
}

/// The files of a source, by part.
pub async fn list(client: &impl GenericClient, source: SourceId) -> Result<Vec<WatchedFile>> {
    query::all(client, include_str!("../queries/source_files/list.sql"), &[&source], |row| {
        let (validators, sha256): (Option<Value>, Option<Vec<u8>>) =
            (row.try_get("validators")?, row.try_get("sha256")?);
        let (object_key, bytes): (Option<String>, Option<i64>) = (row.try_get("object_key")?, row.try_get("bytes")?);
        let content = match (validators, sha256, object_key, bytes) {
            (Some(validators), Some(sha256), Some(object_key), Some(bytes)) => {
                Some(Content { validators, sha256, object_key, bytes })
            }
            _ => None,
        };
        Ok(WatchedFile { file: File { part: row.try_get("part")?, url: row.try_get("url")? }, content })
    })
    .await
}

/// Records what a run fetched as what was read last, except from addresses that have been changed meanwhile.
pub async fn take_over(transaction: &Transaction<'_>, run: SourceRunId, source: SourceId) -> Result<()> {
    query::execute(transaction, include_str!("../queries/source_files/take_over.sql"), &[&run, &source]).await?;
    Ok(())
}
