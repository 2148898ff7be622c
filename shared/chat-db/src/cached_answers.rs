//! Cached answers, for callers who see the same documents in the same state.

use jiff::Timestamp;
use sisuiq_datasets_db::datasets::{self, Dataset};
use sisuiq_db::{GenericClient, Result, query};
use sisuiq_model::{AnswerSupport, Citation, DatasetId, DocumentId, MessageId, UserId, Visibility};
use tokio::join;
use tokio_postgres::{Row, types::Json};

/// Key of a cached answer.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// The caller's visibility.
    pub seen_by: Visibility,
    /// Digest of the settings that decide the answer, apart from question and documents.
    pub setting: &'a [u8],
    /// A digest of the question; `None` if `answer` is set.
    pub asked: Option<&'a [u8]>,
    /// The cached answer to a similar question, from [`list_alike`].
    pub answer: Option<MessageId>,
    /// Now.
    pub now: Timestamp,
    /// `true` if the answer uses the newest table's figures.
    pub reads_figures: bool,
}

/// The result of a look-up.
#[derive(Clone, Debug)]
pub struct Looked {
    /// Digest of the documents that the caller may see, in their current state.
    pub scope: Vec<u8>,
    /// `true` if there are cached answers to questions that may be similar.
    pub has_alike: bool,
    /// The newest table, if [`Wanted::reads_figures`].
    pub snapshot: Option<Dataset>,
    /// The answer.
    pub answer: Option<CachedAnswer>,
}

/// A cached answer.
#[derive(Clone, Debug)]
pub struct CachedAnswer {
    /// Its id.
    pub id: MessageId,
    /// Its text.
    pub content: String,
    /// Names of its sources for people.
    pub sources: Vec<String>,
    /// `true` if it abstains.
    pub abstained: bool,
    /// Support of the documents for the question.
    pub support: AnswerSupport,
    /// Share of the answer that its citations support.
    pub grounding: Option<f64>,
    /// The model that wrote it.
    pub model: String,
    /// The table whose figures it reports.
    pub snapshot: Option<DatasetId>,
    /// `true` if the answer is from all documents, because those the mode prefers answered less well or there are none.
    pub fell_back: bool,
    /// Provenance record as JSON.
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
    /// Its embedding: `f32` values in little-endian order.
    pub embedding: Vec<u8>,
}

/// An answer to be cached.
#[derive(Clone, Copy, Debug)]
pub struct NewCachedAnswer<'a> {
    /// The caller.
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
    /// The table whose figures it reports.
    pub snapshot: Option<DatasetId>,
    /// As [`CachedAnswer::fell_back`].
    pub fell_back: bool,
    /// Now.
    pub created_at: Timestamp,
    /// Time of expiry.
    pub expires_at: Timestamp,
}

/// Finds an answer for a caller who sees the same documents, unchanged.
pub async fn find(client: &impl GenericClient, wanted: Wanted<'_>) -> Result<Looked> {
    let Wanted { seen_by, setting, asked, answer, now, reads_figures } = wanted;
    let sql = include_str!("../queries/cached_answers/find.sql");
    let viewer = seen_by.user();
    let parameters: query::Parameters<'_> = &[&viewer, &setting, &asked, &answer, &now, &reads_figures];
    let newest = async { if reads_figures { datasets::find_newest(client, seen_by).await } else { Ok(None) } };
    // both are awaited: a connection with an outstanding answer is closed
    let (looked, snapshot) = join!(query::one(client, sql, parameters, decode), newest);
    let (mut looked, snapshot) = (looked?, snapshot?);
    // each of the two statements has its own view of which table is the newest
    if looked.answer.as_ref().is_some_and(|answer| answer.snapshot != snapshot.as_ref().map(|newest| newest.id)) {
        looked.answer = None;
    }
    Ok(Looked { snapshot, ..looked })
}

/// The questions with an embedding that have a cached answer in this setting and scope, the newest first, `most` at most.
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

/// Caches a stored answer, unless the documents changed since before it was made. Returns whether it was cached.
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

/// Deletes expired answers, the oldest first, at most `most`; returns how many.
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
