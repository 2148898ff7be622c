//! Answers that may be given again to whoever sees the same documents as they are now.

use jiff::Timestamp;
use sisuiq_db::{GenericClient, Result, query};
use sisuiq_documents_db::analytics_snapshots::{self, AnalyticsSnapshot};
use sisuiq_model::{AnalyticsSnapshotId, AnswerSupport, Citation, DocumentId, MessageId, UserId, Visibility};
use tokio::join;
use tokio_postgres::{Row, types::Json};

/// What is looked for.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// Who asks.
    pub seen_by: Visibility,
    /// A digest of what decides what is answered, beside question and documents.
    pub setting: &'a [u8],
    /// A digest of the question; nothing where an answer is named.
    pub asked: Option<&'a [u8]>,
    /// An answer to an alike question.
    pub answer: Option<MessageId>,
    /// Now.
    pub now: Timestamp,
    /// Whether the newest table's figures belong to the answer.
    pub reads_figures: bool,
}

/// What was found.
#[derive(Clone, Debug)]
pub struct Looked {
    /// A digest of the documents that the caller may see, as they are now.
    pub scope: Vec<u8>,
    /// Whether answers to other questions are kept that could be alike.
    pub has_alike: bool,
    /// The newest table, where its figures belong to the answer.
    pub snapshot: Option<AnalyticsSnapshot>,
    /// The answer.
    pub answer: Option<CachedAnswer>,
}

/// An answer that may be given again.
#[derive(Clone, Debug)]
pub struct CachedAnswer {
    /// Its id.
    pub id: MessageId,
    /// Its text.
    pub content: String,
    /// What it cites, as people read it.
    pub sources: Vec<String>,
    /// Whether it declines.
    pub abstained: bool,
    /// What the documents have to say to the question.
    pub support: AnswerSupport,
    /// How much of it is supported by what it cites.
    pub grounding: Option<f64>,
    /// What wrote it.
    pub model: String,
    /// The table whose figures it tells.
    pub snapshot: Option<AnalyticsSnapshotId>,
    /// Whether other documents than the mode prefers were looked at.
    pub fell_back: bool,
    /// How it came about: a record as JSON.
    pub record: String,
    /// Its checked quotes.
    pub citations: Vec<Citation>,
}

/// A question that was answered.
#[derive(Clone, Debug)]
pub struct AlikeQuestion {
    /// Its answer.
    pub answer: MessageId,
    /// The question.
    pub question: String,
    /// Its meaning: numbers of four bytes each, the least significant first.
    pub embedding: Vec<u8>,
}

/// An answer to be kept.
#[derive(Clone, Copy, Debug)]
pub struct NewCachedAnswer<'a> {
    /// Who asked.
    pub viewer: UserId,
    /// The answer.
    pub answer: MessageId,
    /// As [`Wanted::setting`].
    pub setting: &'a [u8],
    /// As [`Looked::scope`], from before the answer was made.
    pub scope: &'a [u8],
    /// As [`Wanted::asked`].
    pub asked: &'a [u8],
    /// As [`AlikeQuestion::embedding`].
    pub embedding: Option<&'a [u8]>,
    /// The documents that it was made from.
    pub documents: &'a [DocumentId],
    /// The table whose figures it tells.
    pub snapshot: Option<AnalyticsSnapshotId>,
    /// Whether other documents than the mode prefers were looked at.
    pub fell_back: bool,
    /// Now.
    pub created_at: Timestamp,
    /// Until when it may be given.
    pub expires_at: Timestamp,
}

/// Looks for an answer made from documents all of which the caller may see now, while no other is seen.
pub async fn find(client: &impl GenericClient, wanted: Wanted<'_>) -> Result<Looked> {
    let Wanted { seen_by, setting, asked, answer, now, reads_figures } = wanted;
    let sql = include_str!("../queries/cached_answers/find.sql");
    let viewer = seen_by.user();
    let parameters: query::Parameters<'_> = &[&viewer, &setting, &asked, &answer, &now, &reads_figures];
    let newest =
        async { if reads_figures { analytics_snapshots::find_newest(client, seen_by).await } else { Ok(None) } };
    // each is waited for: a connection that owes an answer is given up
    let (looked, snapshot) = join!(query::one(client, sql, parameters, decode), newest);
    let (mut looked, snapshot) = (looked?, snapshot?);
    if looked.answer.as_ref().is_some_and(|answer| answer.snapshot != snapshot.as_ref().map(|newest| newest.id)) {
        looked.answer = None;
    }
    Ok(Looked { snapshot, ..looked })
}

/// The questions in this setting and scope that were answered, the newest first, `most` at most.
pub async fn list_alike(
    client: &impl GenericClient,
    setting: &[u8],
    scope: &[u8],
    now: Timestamp,
    most: i64,
) -> Result<Vec<AlikeQuestion>> {
    let sql = include_str!("../queries/cached_answers/list_alike.sql");
    query::all(client, sql, &[&setting, &scope, &now, &most], |row| {
        Ok(AlikeQuestion {
            answer: row.try_get("answer_id")?,
            question: row.try_get("question")?,
            embedding: row.try_get("embedding")?,
        })
    })
    .await
}

/// Keeps an answer that is stored, unless the documents are not any more what they were before it was made. Says whether it is kept.
pub async fn insert(client: &impl GenericClient, new: &NewCachedAnswer<'_>) -> Result<bool> {
    let NewCachedAnswer {
        viewer,
        answer,
        setting,
        scope,
        asked,
        embedding,
        documents,
        snapshot,
        fell_back,
        created_at,
        expires_at,
    } = new;
    let parameters: query::Parameters<'_> =
        &[viewer, answer, setting, scope, asked, embedding, documents, snapshot, fell_back, created_at, expires_at];
    let sql = include_str!("../queries/cached_answers/insert.sql");
    Ok(query::execute(client, sql, parameters).await? == 1)
}

/// Forgets answers that may not be given any more, the oldest first, `most` at most; says how many.
pub async fn delete_expired(client: &impl GenericClient, now: Timestamp, most: i64) -> Result<u64> {
    query::execute(client, include_str!("../queries/cached_answers/delete_expired.sql"), &[&now, &most]).await
}

fn decode(row: &Row) -> Result<Looked> {
    let answer: Option<MessageId> = row.try_get("answer_id")?;
    Ok(Looked {
        scope: row.try_get("digest")?,
        has_alike: row.try_get("has_alike")?,
        snapshot: None,
        answer: answer.map(|id| decode_answer(id, row)).transpose()?,
    })
}

fn decode_answer(id: MessageId, row: &Row) -> Result<CachedAnswer> {
    let Json(citations) = row.try_get("citations")?;
    Ok(CachedAnswer {
        id,
        content: row.try_get("content")?,
        sources: row.try_get("sources")?,
        abstained: row.try_get("abstained")?,
        support: row.try_get("support")?,
        grounding: row.try_get("grounding")?,
        model: row.try_get("model")?,
        snapshot: row.try_get("snapshot_id")?,
        fell_back: row.try_get("fell_back")?,
        record: row.try_get("record")?,
        citations,
    })
}
