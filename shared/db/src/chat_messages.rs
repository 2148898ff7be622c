//! Questions and answers.

use crate::{ChatSessionId, GenericClient, MessageId, MessageRole, Result, UserId, query};
use jiff::Timestamp;
use serde::Serialize;

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

fn decode(row: &tokio_postgres::Row) -> Result<ChatMessage> {
    Ok(ChatMessage {
        id: row.try_get("id")?,
        role: row.try_get("role")?,
        content: row.try_get("content")?,
        sources: row.try_get("sources")?,
        abstained: row.try_get("abstained")?,
        degraded: row.try_get("degraded")?,
        created_at: row.try_get("created_at")?,
    })
}
