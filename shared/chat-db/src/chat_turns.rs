//! Turns of conversations: question, answer, citations, provenance record and events, stored together.

use crate::{
    answer_records::AnswerRecord, answer_streams::AnswerEvent, chat_messages::ChatMessage, chat_sessions::ChatSession,
};
use sisuiq_db::{GenericClient, Result, query};
use sisuiq_model::{Citation, MessageId, UserId};
use tokio_postgres::types::Json;

/// One turn of a conversation.
#[derive(Clone, Copy, Debug)]
pub struct ChatTurn<'a> {
    /// The conversation.
    pub session: &'a ChatSession,
    /// `true` if the conversation begins with this turn.
    pub is_new_session: bool,
    /// Owner of the conversation.
    pub owner: UserId,
    /// The question; `None` when it is stored already.
    pub question: Option<&'a ChatMessage>,
    /// The answer.
    pub answer: &'a ChatMessage,
    /// The answer that it replaces.
    pub superseded: Option<MessageId>,
    /// The checked quotes under the answer.
    pub citations: &'a [Citation],
    /// Provenance record.
    pub record: &'a AnswerRecord,
    /// The last events of its stream that are not stored yet; `None` when it was not streamed.
    pub events: Option<&'a [AnswerEvent]>,
}

/// Stores all of the turn or nothing, in one round trip; `false` when another answer has taken that place already.
pub async fn insert(client: &impl GenericClient, turn: ChatTurn<'_>) -> Result<bool> {
    let ChatTurn { session, is_new_session, owner, question, answer, superseded, citations, record, events } = turn;
    let messages: Vec<&ChatMessage> = question.into_iter().chain([answer]).collect();
    let told = events.unwrap_or_default();
    let numbers: Vec<i32> = told.iter().map(|event| event.number).collect();
    let names: Vec<&str> = told.iter().map(|event| event.name.as_str()).collect();
    let data: Vec<&str> = told.iter().map(|event| event.data.as_str()).collect();
    let parameters: query::Parameters<'_> = &[
        &session.id,
        &owner,
        &session.title,
        &session.mode,
        &session.created_at,
        &is_new_session,
        &Json(&messages),
        &answer.id,
        &answer.created_at,
        &Json(citations),
        &superseded,
        &record.protected,
        &record.payload,
        &record.signature,
        &events.is_some(),
        &numbers,
        &names,
        &data,
        &session.workspace,
        &session.dataset,
    ];
    let sql = include_str!("../queries/chat_turns/insert.sql");
    let stored: i64 = query::one(client, sql, parameters, |row| Ok(row.try_get("stored")?)).await?;
    if superseded.is_some() && stored == 0 {
        return Ok(false);
    }
    let expected = messages.len() + citations.len() + 1;
    query::exactly("chat_turns/insert", expected as u64, u64::try_from(stored).unwrap_or_default())?;
    Ok(true)
}
