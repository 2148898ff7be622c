//! Cached answers to questions about datasets, for all who may see the dataset.

use jiff::Timestamp;
use serde_json::Value;
use sisuiq_db::{GenericClient, Result, query};
use sisuiq_model::{DatasetId, MessageId};

/// Key of a cached answer.
#[derive(Clone, Copy, Debug)]
pub struct DatasetQuestionKey<'a> {
    /// The dataset. The caller has checked that it is visible.
    pub dataset: DatasetId,
    /// Its revision.
    pub revision: i32,
    /// The language of the answer, as a tag.
    pub language: &'a str,
    /// Who answers: names and versions.
    pub method: &'a str,
    /// A digest of the question.
    pub asked: &'a [u8],
}

/// A cached answer.
#[derive(Clone, Debug)]
pub struct CachedDatasetAnswer {
    /// The first answer.
    pub id: MessageId,
    /// Its text.
    pub content: String,
    /// The model that wrote it, or the planner.
    pub model: String,
    /// The calls of tools: a list.
    pub tool_calls: Value,
    /// What it has beside its text: an object.
    pub analysis: Value,
    /// Provenance record as JSON.
    pub record: String,
}

/// Finds the newest cached answer. One that its reader rated down is not given again.
pub async fn find(
    client: &impl GenericClient,
    key: DatasetQuestionKey<'_>,
    now: Timestamp,
) -> Result<Option<CachedDatasetAnswer>> {
    let sql = include_str!("../queries/cached_dataset_answers/find.sql");
    let DatasetQuestionKey { dataset, revision, language, method, asked } = key;
    query::optional(client, sql, &[&dataset, &revision, &language, &method, &asked, &now], |row| {
        Ok(CachedDatasetAnswer {
            id: row.try_get("id")?,
            content: row.try_get("content")?,
            model: row.try_get("model")?,
            tool_calls: row.try_get("tool_calls")?,
            analysis: row.try_get("analysis")?,
            record: row.try_get("payload")?,
        })
    })
    .await
}

/// Caches a stored answer, unless the dataset has another revision by now, or is deleted. Returns whether it was cached.
pub async fn insert(
    client: &impl GenericClient,
    key: DatasetQuestionKey<'_>,
    answer: MessageId,
    (now, expires_at): (Timestamp, Timestamp),
) -> Result<bool> {
    let sql = include_str!("../queries/cached_dataset_answers/insert.sql");
    let DatasetQuestionKey { dataset, revision, language, method, asked } = key;
    let parameters: query::Parameters<'_> =
        &[&answer, &dataset, &revision, &language, &method, &asked, &now, &expires_at];
    Ok(query::execute(client, sql, parameters).await? == 1)
}

/// Deletes expired answers, the oldest first, at most `most`; returns how many.
pub async fn delete_expired(client: &impl GenericClient, now: Timestamp, most: i64) -> Result<u64> {
    query::execute(client, include_str!("../queries/cached_dataset_answers/delete_expired.sql"), &[&now, &most]).await
}
