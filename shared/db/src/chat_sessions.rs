//! Conversations.

use crate::{ChatMode, ChatSessionId, GenericClient, Result, UserId, query};
use jiff::Timestamp;

/// A conversation.
#[derive(Clone, Debug)]
pub struct ChatSession {
    /// Its id.
    pub id: ChatSessionId,
    /// The beginning of its first question.
    pub title: Option<String>,
    /// The mode it was started in.
    pub mode: ChatMode,
    /// When it was started.
    pub created_at: Timestamp,
}

/// A conversation and how long it is.
#[derive(Clone, Debug)]
pub struct ListedSession {
    /// The conversation.
    pub session: ChatSession,
    /// Questions and answers in it.
    pub message_count: i64,
}

/// The conversation, if it is this account's.
pub async fn find_owned(client: &impl GenericClient, id: ChatSessionId, owner: UserId) -> Result<Option<ChatSession>> {
    let sql = include_str!("../queries/chat_sessions/find_owned.sql");
    query::optional(client, sql, &[&id, &owner], decode).await
}

/// The account's newest conversations.
pub async fn list_owned(client: &impl GenericClient, owner: UserId, limit: i64) -> Result<Vec<ListedSession>> {
    let sql = include_str!("../queries/chat_sessions/list_owned.sql");
    query::all(client, sql, &[&owner, &limit], |row| {
        Ok(ListedSession { session: decode(row)?, message_count: row.try_get("message_count")? })
    })
    .await
}

fn decode(row: &tokio_postgres::Row) -> Result<ChatSession> {
    Ok(ChatSession {
        id: row.try_get("id")?,
        title: row.try_get("title")?,
        mode: row.try_get("mode")?,
        created_at: row.try_get("created_at")?,
    })
}
