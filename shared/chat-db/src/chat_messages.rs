//! Questions and answers.

use crate::answer_feedback::AnswerFeedback;
use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;
use sisuiq_db::{GenericClient, Result, query};
use sisuiq_model::{AnswerSupport, ChatMode, ChatSessionId, FeedbackRating, MessageId, MessageRole, UserId};

/// One message of a conversation.
#[derive(Clone, Debug, Serialize)]
pub struct ChatMessage {
    /// Its id.
    pub id: MessageId,
    /// Author.
    pub role: MessageRole,
    /// Text.
    pub content: String,
    /// Names of an answer's sources for people.
    pub sources: Vec<String>,
    /// `true` if the answer abstained for lack of support.
    pub abstained: bool,
    /// `true` if a store or model was unavailable and the answer was made without it.
    pub degraded: bool,
    /// Time of writing.
    pub created_at: Timestamp,
    /// Facts about an answer.
    #[serde(flatten)]
    pub answer: Option<AnswerFacts>,
    /// The calls of tools behind an answer about a dataset: a list.
    pub tool_calls: Option<Value>,
    /// What an answer about a dataset has beside its text: an object.
    pub analysis: Option<Value>,
}

/// Facts about an answer apart from its text.
#[derive(Clone, Debug, Serialize)]
pub struct AnswerFacts {
    /// The question that it answers.
    pub question_id: MessageId,
    /// The mode that it was answered in.
    pub mode: ChatMode,
    /// Support of the documents for the question.
    pub support: AnswerSupport,
    /// Share of the answer that its citations support, from 0 to 1; `None` when it states nothing.
    pub grounding: Option<f64>,
    /// The model that wrote it.
    pub model: String,
    /// `true` if it was stopped before its end.
    pub is_stopped: bool,
}

/// The newest messages of the conversation, if it is this account's, oldest of them first, without replaced answers.
pub async fn list_latest(
    client: &impl GenericClient,
    session: ChatSessionId,
    owner: UserId,
    limit: i64,
) -> Result<Vec<ChatMessage>> {
    let sql = include_str!("../queries/chat_messages/list_latest.sql");
    let mut newest_first = query::all(client, sql, &[&session, &owner, &limit], decode).await?;
    newest_first.reverse();
    Ok(newest_first)
}

/// An answer with its conversation, question and feedback.
#[derive(Clone, Debug)]
pub struct FoundAnswer {
    /// The answer.
    pub message: ChatMessage,
    /// Its conversation.
    pub session: ChatSessionId,
    /// The question; `None` for answers stored before questions were linked.
    pub question: Option<String>,
    /// Feedback of the caller.
    pub feedback: Option<AnswerFeedback>,
}

/// The answer, if it is this account's, also a replaced one.
pub async fn find_answer(client: &impl GenericClient, answer: MessageId, owner: UserId) -> Result<Option<FoundAnswer>> {
    let sql = include_str!("../queries/chat_messages/find_answer.sql");
    query::optional(client, sql, &[&answer, &owner], decode_found).await
}

/// The newest messages of the conversation of one of this account's answers, newest of them first, without replaced answers.
pub async fn list_around_answer(
    client: &impl GenericClient,
    answer: MessageId,
    owner: UserId,
    limit: i64,
) -> Result<Vec<ChatMessage>> {
    let sql = include_str!("../queries/chat_messages/list_around_answer.sql");
    query::all(client, sql, &[&answer, &owner, &limit], decode).await
}

fn decode_found(row: &tokio_postgres::Row) -> Result<FoundAnswer> {
    let rating: Option<FeedbackRating> = row.try_get("rating")?;
    let feedback = match rating {
        Some(rating) => Some(AnswerFeedback {
            rating,
            is_inaccurate: row.try_get("is_inaccurate")?,
            comment: row.try_get("comment")?,
            created_at: row.try_get("rated_at")?,
        }),
        None => None,
    };
    Ok(FoundAnswer {
        message: decode(row)?,
        session: row.try_get("session_id")?,
        question: row.try_get("question")?,
        feedback,
    })
}

fn decode(row: &tokio_postgres::Row) -> Result<ChatMessage> {
    Ok(ChatMessage {
        id: row.try_get("id")?,
        role: row.try_get("role")?,
        content: row.try_get("content")?,
        sources: row.try_get("sources")?,
        abstained: row.try_get("abstained")?,
        degraded: row.try_get("degraded")?,
        created_at: row.try_get("created_at")?,
        answer: decode_facts(row)?,
        tool_calls: row.try_get("tool_calls")?,
        analysis: row.try_get("analysis")?,
    })
}

/// `None` for a question, for an answer stored before questions were linked, and for one of a demo conversation, which no model
/// wrote.
fn decode_facts(row: &tokio_postgres::Row) -> Result<Option<AnswerFacts>> {
    let (question_id, support, model) = (row.try_get("question_id")?, row.try_get("support")?, row.try_get("model")?);
    let (Some(question_id), Some(support), Some(model)) = (question_id, support, model) else { return Ok(None) };
    Ok(Some(AnswerFacts {
        question_id,
        mode: row.try_get("mode")?,
        support,
        grounding: row.try_get("grounding")?,
        model,
        is_stopped: row.try_get("is_stopped")?,
    }))
}
