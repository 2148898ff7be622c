//! A question, its answer and what that cites, stored together.

use crate::{
    GenericClient, Result, UserId, chat_messages::ChatMessage, chat_sessions::ChatSession, citations::Citation, query,
};
use tokio_postgres::types::Json;

/// One turn of a conversation.
#[derive(Clone, Copy, Debug)]
pub struct ChatTurn<'a> {
    /// The conversation.
    pub session: &'a ChatSession,
    /// Whether the conversation begins with this turn.
    pub is_new_session: bool,
    /// Whose conversation it is.
    pub owner: UserId,
    /// What was asked.
    pub question: &'a ChatMessage,
    /// What was answered.
    pub answer: &'a ChatMessage,
    /// The checked quotes under the answer.
    pub citations: &'a [Citation],
}

/// Stores all of the turn or nothing, in one round trip.
pub async fn insert(client: &impl GenericClient, turn: ChatTurn<'_>) -> Result<()> {
    let ChatTurn { session, is_new_session, owner, question, answer, citations } = turn;
    let messages = [question, answer];
    let parameters: query::Parameters<'_> = &[
        &session.id,
        &owner,
        &session.title,
        &session.mode,
        &session.created_at,
        &is_new_session,
        &Json(messages),
        &answer.id,
        &answer.created_at,
        &Json(citations),
    ];
    let sql = include_str!("../queries/chat_turns/insert.sql");
    let stored: i64 = query::one(client, sql, parameters, |row| Ok(row.try_get("stored")?)).await?;
    let expected = messages.len() + citations.len();
    query::exactly("chat_turns/insert", expected as u64, u64::try_from(stored).unwrap_or_default())
}
