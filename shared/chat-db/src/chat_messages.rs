//! Questions and answers.

use crate::answer_feedback::AnswerFeedback;
use jiff::Timestamp;
use serde::Serialize;
use sisuiq_db::{GenericClient, Result, query};
use sisuiq_model::{AnswerSupport, ChatMode, ChatSessionId, FeedbackRating, MessageId, MessageRole, UserId};

/// One message of a conversation.
#[derive(Clone, Debug, Serialize)]
pub struct ChatMessage {
    /// Its id.
    pub id: MessageId,
    /// Who wrote it.
    pub role: MessageRole,
    /// What was written.
    pub content: String,
    /// What an answer cites, as people read it.
    pub sources: Vec<String>,
    /// Whether the answer declined for want of support.
    pub abstained: bool,
    /// Whether the answer was made without the vector store.
    pub degraded: bool,
    /// When it was written.
    pub created_at: Timestamp,
    /// What is known of an answer besides.
    #[serde(flatten)]
    pub answer: Option<AnswerFacts>,
}

/// What is known of an answer beside its text.
#[derive(Clone, Debug, Serialize)]
pub struct AnswerFacts {
    /// The question that it answers.
    pub question_id: MessageId,
    /// The mode that it was answered in.
    pub mode: ChatMode,
    /// What the documents have to say to the question.
    pub support: AnswerSupport,
    /// How much of it is supported by what it cites, from 0 to 1; nothing when it states nothing.
    pub grounding: Option<f64>,
    /// What wrote it.
    pub model: String,
    /// Whether it was stopped before its end.
    pub is_stopped: bool,
}

/// The newest messages of the conversation, if it is this account's, oldest of them first.
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

/// An answer with what stands around it.
#[derive(Clone, Debug)]
pub struct FoundAnswer {
    /// The answer.
    pub message: ChatMessage,
    /// Its conversation.
    pub session: ChatSessionId,
    /// What was asked; nothing for an answer that was stored before this was kept.
    pub question: Option<String>,
    /// What whoever asked thinks of it.
    pub feedback: Option<AnswerFeedback>,
}

/// The answer, if it is this account's, also when another took its place.
pub async fn find_answer(client: &impl GenericClient, answer: MessageId, owner: UserId) -> Result<Option<FoundAnswer>> {
    let sql = include_str!("../queries/chat_messages/find_answer.sql");
    query::optional(client, sql, &[&answer, &owner], decode_found).await
}

/// The newest messages of the conversation that an answer of this account's stands in, newest of them first.
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
        Some(rating) => {
            Some(AnswerFeedback { rating, comment: row.try_get("comment")?, created_at: row.try_get("rated_at")? })
        }
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
    })
}

/// Nothing for a question, and for an answer that was stored before this was kept.
fn decode_facts(row: &tokio_postgres::Row) -> Result<Option<AnswerFacts>> {
    let question_id: Option<MessageId> = row.try_get("question_id")?;
    let Some(question_id) = question_id else { return Ok(None) };
    Ok(Some(AnswerFacts {
        question_id,
        mode: row.try_get("mode")?,
        support: row.try_get("support")?,
        grounding: row.try_get("grounding")?,
        model: row.try_get("model")?,
        is_stopped: row.try_get("is_stopped")?,
    }))
}
