//! Conversations.

use jiff::Timestamp;
use sisuiq_db::{Connection, GenericClient, Result, query};
use sisuiq_model::{ChatMode, ChatSessionId, DatasetId, MessageId, MessageRole, UserId, Workspace};

/// A conversation.
#[derive(Clone, Debug)]
pub struct ChatSession {
    /// Its id.
    pub id: ChatSessionId,
    /// Its first question, shortened with `...` if long, or the title it was given later.
    pub title: Option<String>,
    /// The mode it was started in.
    pub mode: ChatMode,
    /// The workspace that it belongs to.
    pub workspace: Workspace,
    /// The dataset that it is about.
    pub dataset: Option<DatasetId>,
    /// Time of creation.
    pub created_at: Timestamp,
}

/// A conversation and how long it is.
#[derive(Clone, Debug)]
pub struct ListedSession {
    /// The conversation.
    pub session: ChatSession,
    /// Number of questions and answers in it, without replaced answers.
    pub message_count: i64,
}

/// The conversation, if it is this account's.
pub async fn find_owned(client: &impl GenericClient, id: ChatSessionId, owner: UserId) -> Result<Option<ChatSession>> {
    let sql = include_str!("../queries/chat_sessions/find_owned.sql");
    query::optional(client, sql, &[&id, &owner], decode).await
}

/// The conversation of an answer, if it is this account's.
pub async fn find_of_answer(
    client: &impl GenericClient,
    answer: MessageId,
    owner: UserId,
) -> Result<Option<ChatSession>> {
    let sql = include_str!("../queries/chat_sessions/find_of_answer.sql");
    query::optional(client, sql, &[&answer, &owner], decode).await
}

/// The oldest conversation of this title that the account has.
pub async fn find_owned_by_title(
    client: &impl GenericClient,
    owner: UserId,
    title: &str,
) -> Result<Option<ChatSessionId>> {
    let sql = include_str!("../queries/chat_sessions/find_owned_by_title.sql");
    query::optional(client, sql, &[&owner, &title], |row| Ok(row.try_get("id")?)).await
}

/// A question or an answer of a demo conversation.
#[derive(Clone, Debug)]
pub struct Said {
    /// Its id.
    pub id: MessageId,
    /// Text.
    pub content: String,
    /// Time of writing.
    pub at: Timestamp,
    /// The question that it answers; a question answers none.
    pub answers: Option<MessageId>,
}

/// Stores a whole conversation about documents.
pub async fn insert_conversation(
    client: &impl GenericClient,
    session: &ChatSession,
    owner: UserId,
    said: &[Said],
) -> Result<()> {
    let ids: Vec<MessageId> = said.iter().map(|said| said.id).collect();
    let role = |said: &Said| if said.answers.is_some() { MessageRole::Assistant } else { MessageRole::User };
    let roles: Vec<&str> = said.iter().map(|said| role(said).as_str()).collect();
    let contents: Vec<&str> = said.iter().map(|said| said.content.as_str()).collect();
    let times: Vec<Timestamp> = said.iter().map(|said| said.at).collect();
    let questions: Vec<Option<MessageId>> = said.iter().map(|said| said.answers).collect();
    let ChatSession { id, title, mode, created_at, .. } = session;
    let parameters: query::Parameters<'_> =
        &[id, &owner, title, mode, created_at, &ids, &roles, &contents, &times, &questions];
    let sql = include_str!("../queries/chat_sessions/insert_conversation.sql");
    let stored = query::execute(client, sql, parameters).await?;
    query::exactly("chat_sessions/insert_conversation", said.len() as u64, stored)
}

/// Filters and part of an account's conversations.
#[derive(Clone, Copy, Debug)]
pub struct Page<'a> {
    /// Only those whose title contains this text, or with a message that matches it by full-text search.
    pub search: Option<&'a str>,
    /// The most rows to return.
    pub limit: i64,
    /// The number of rows to skip.
    pub offset: i64,
}

/// A conversation of the workspace `data` in a list.
#[derive(Clone, Debug)]
pub struct DataSession {
    /// Its id.
    pub id: ChatSessionId,
    /// The dataset that it is about.
    pub dataset: Option<DatasetId>,
    /// Its title.
    pub title: Option<String>,
    /// Time of creation.
    pub created_at: Timestamp,
    /// Time of its last answer.
    pub updated_at: Timestamp,
}

/// The account's conversations about a dataset, or all of the workspace `data`, latest answer first, without those about datasets
/// that the account may not see any more.
pub async fn list_data(
    client: &impl GenericClient,
    owner: UserId,
    dataset: Option<DatasetId>,
    (limit, offset): (i64, i64),
) -> Result<Vec<DataSession>> {
    let sql = include_str!("../queries/chat_sessions/list_data.sql");
    query::all(client, sql, &[&owner, &dataset, &limit, &offset], |row| {
        Ok(DataSession {
            id: row.try_get("id")?,
            dataset: row.try_get("dataset_id")?,
            title: row.try_get("title")?,
            created_at: row.try_get("created_at")?,
            updated_at: row.try_get("updated_at")?,
        })
    })
    .await
}

/// The account's conversations about documents, newest first.
pub async fn list_owned(client: &impl GenericClient, owner: UserId, page: Page<'_>) -> Result<Vec<ListedSession>> {
    let sql = include_str!("../queries/chat_sessions/list_owned.sql");
    query::all(client, sql, &[&owner, &page.limit, &page.offset, &page.search], |row| {
        Ok(ListedSession { session: decode(row)?, message_count: row.try_get("message_count")? })
    })
    .await
}

/// The number of conversations [`list_owned`] would return without limit and offset.
pub async fn count_owned(client: &impl GenericClient, owner: UserId, search: Option<&str>) -> Result<i64> {
    let sql = include_str!("../queries/chat_sessions/count_owned.sql");
    query::one(client, sql, &[&owner, &search], |row| Ok(row.try_get(0)?)).await
}

/// Gives a conversation another title; `None` when it is not this account's.
pub async fn rename(
    client: &impl GenericClient,
    id: ChatSessionId,
    owner: UserId,
    title: &str,
) -> Result<Option<ChatSession>> {
    let sql = include_str!("../queries/chat_sessions/rename.sql");
    query::optional(client, sql, &[&id, &owner, &title], decode).await
}

/// Deletes a conversation with all that belongs to it; `false` when it is not this account's.
pub async fn delete_owned(client: &impl GenericClient, id: ChatSessionId, owner: UserId) -> Result<bool> {
    let sql = include_str!("../queries/chat_sessions/delete_owned.sql");
    Ok(query::execute(client, sql, &[&id, &owner]).await? == 1)
}

/// Deletes conversations without a message since `before`, with all that belongs to them, the oldest first, at most `most`; returns
/// how many. Conversations stay that still have an event stream, or whose row or account another transaction locks.
pub async fn delete_idle(connection: &mut Connection, before: Timestamp, most: i64) -> Result<u64> {
    let transaction = connection.transaction().await?;
    let idle = hold_idle(&transaction, before, most).await?;
    let deleted = delete_held(&transaction, &idle, before).await?;
    transaction.commit().await?;
    Ok(deleted)
}

async fn hold_idle(transaction: &impl GenericClient, before: Timestamp, most: i64) -> Result<Vec<ChatSessionId>> {
    let sql = include_str!("../queries/chat_sessions/hold_idle.sql");
    query::all(transaction, sql, &[&before, &most], |row| Ok(row.try_get("id")?)).await
}

async fn delete_held(transaction: &impl GenericClient, held: &[ChatSessionId], before: Timestamp) -> Result<u64> {
    let sql = include_str!("../queries/chat_sessions/delete_held.sql");
    query::execute(transaction, sql, &[&held, &before]).await
}

fn decode(row: &tokio_postgres::Row) -> Result<ChatSession> {
    Ok(ChatSession {
        id: row.try_get("id")?,
        title: row.try_get("title")?,
        mode: row.try_get("mode")?,
        workspace: row.try_get("workspace")?,
        dataset: row.try_get("dataset_id")?,
        created_at: row.try_get("created_at")?,
    })
}
