//! Conversations about sanctions law: those of the workspace `sanctions`.

use jiff::Timestamp;
use sisuiq_db::{Filters, GenericClient, List, Result, SortOrder, query};
use sisuiq_model::{ChatFolderId, ChatMode, ChatSessionId, MessageId, MessageRole, Page, UserId};
use tokio_postgres::Row;

/// The constraint that refuses a folder that is not the account's.
pub const FOLDER: &str = "chat_sessions_folder_id_fkey";

/// A conversation, and how long it is.
#[derive(Clone, Debug)]
pub struct KnowledgeChat {
    /// Its id.
    pub id: ChatSessionId,
    /// Its title; `None` until it has a question, or is given one.
    pub title: Option<String>,
    /// Its folder; `None` for the default one.
    pub folder: Option<ChatFolderId>,
    /// The name of the dataset whose documents it is about; `None` for all documents.
    pub dataset: Option<String>,
    /// Time of creation.
    pub created_at: Timestamp,
    /// Time of the last answer, or of the last change of title, folder or dataset.
    pub updated_at: Timestamp,
    /// Number of questions and answers in it, without replaced answers.
    pub message_count: i64,
}

/// What of a conversation is to change.
#[derive(Clone, Copy, Debug, Default)]
pub struct ChatChange<'a> {
    /// The title.
    pub title: Option<&'a str>,
    /// The folder; `Some(None)` is the default one.
    pub folder: Option<Option<ChatFolderId>>,
    /// The dataset; `Some(None)` stands for all documents.
    pub dataset: Option<Option<&'a str>>,
}

/// The account's conversations, newest first, optionally only those of a folder; `Some(None)` is the default one.
#[must_use]
pub fn list<'a>(
    owner: &'a UserId,
    folder: &'a Option<Option<ChatFolderId>>,
    page: &'a Page<()>,
) -> List<'a, KnowledgeChat> {
    let filters = Filters::new([owner]).only("sessions.folder_id IS NOT DISTINCT FROM ?", folder.as_ref());
    let order = SortOrder::by("created_at DESC, id DESC");
    filters.list(include_str!("../queries/knowledge_chats/list.sql"), page, order, decode)
}

/// The conversation, if it is this account's.
pub async fn find(client: &impl GenericClient, id: ChatSessionId, owner: UserId) -> Result<Option<KnowledgeChat>> {
    query::optional(client, include_str!("../queries/knowledge_chats/find.sql"), &[&id, &owner], decode).await
}

/// Stores a conversation without messages. Fails at [`FOLDER`] when its folder is not this account's.
pub async fn insert(client: &impl GenericClient, chat: &KnowledgeChat, owner: UserId, mode: ChatMode) -> Result<()> {
    let KnowledgeChat { id, title, folder, dataset, created_at, .. } = chat;
    let sql = include_str!("../queries/knowledge_chats/insert.sql");
    let stored = query::execute(client, sql, &[id, &owner, title, &mode, created_at, folder, dataset]).await?;
    query::exactly("knowledge_chats/insert", 1, stored)
}

/// Changes a conversation, and returns it as it is then; `None` when it is not this account's. Fails at [`FOLDER`] when the folder
/// is not.
pub async fn update(
    client: &impl GenericClient,
    id: ChatSessionId,
    owner: UserId,
    change: ChatChange<'_>,
    now: Timestamp,
) -> Result<Option<KnowledgeChat>> {
    let ChatChange { title, folder, dataset } = change;
    let parameters: query::Parameters<'_> =
        &[&id, &owner, &title, &folder.is_some(), &folder.flatten(), &dataset.is_some(), &dataset.flatten(), &now];
    let sql = include_str!("../queries/knowledge_chats/update.sql");
    query::optional(client, sql, parameters, decode).await
}

/// Deletes a conversation with all that belongs to it, and returns its folder; `None` when it is not this account's.
pub async fn delete(
    client: &impl GenericClient,
    id: ChatSessionId,
    owner: UserId,
) -> Result<Option<Option<ChatFolderId>>> {
    let sql = include_str!("../queries/knowledge_chats/delete.sql");
    query::optional(client, sql, &[&id, &owner], |row| Ok(row.try_get("folder_id")?)).await
}

/// Who wrote a message of one of this account's conversations; `None` when there is no such message.
pub async fn find_role(
    client: &impl GenericClient,
    chat: ChatSessionId,
    message: MessageId,
    owner: UserId,
) -> Result<Option<MessageRole>> {
    let sql = include_str!("../queries/knowledge_chats/find_role.sql");
    query::optional(client, sql, &[&chat, &message, &owner], |row| Ok(row.try_get("role")?)).await
}

fn decode(row: &Row) -> Result<KnowledgeChat> {
    Ok(KnowledgeChat {
        id: row.try_get("id")?,
        title: row.try_get("title")?,
        folder: row.try_get("folder_id")?,
        dataset: row.try_get("dataset_name")?,
        created_at: row.try_get("created_at")?,
        updated_at: row.try_get("updated_at")?,
        message_count: row.try_get("message_count")?,
    })
}
