//! Folders of the conversations about sanctions law.

use jiff::Timestamp;
use sisuiq_db::{GenericClient, Result, query};
use sisuiq_model::{ChatFolderId, UserId};
use tokio_postgres::Row;

/// A folder. The default folder is none: conversations without a folder are in it.
#[derive(Clone, Debug)]
pub struct ChatFolder {
    /// Its id.
    pub id: ChatFolderId,
    /// Its name, unique among those of the account without regard to case.
    pub name: String,
    /// Time of creation.
    pub created_at: Timestamp,
}

/// The account's folders, by name.
pub async fn list(client: &impl GenericClient, owner: UserId) -> Result<Vec<ChatFolder>> {
    query::all(client, include_str!("../queries/chat_folders/list.sql"), &[&owner], decode).await
}

/// The number of the account's folders.
pub async fn count(client: &impl GenericClient, owner: UserId) -> Result<i64> {
    let sql = include_str!("../queries/chat_folders/count.sql");
    query::one(client, sql, &[&owner], |row| Ok(row.try_get(0)?)).await
}

/// The folder, if it is this account's.
pub async fn find(client: &impl GenericClient, id: ChatFolderId, owner: UserId) -> Result<Option<ChatFolder>> {
    query::optional(client, include_str!("../queries/chat_folders/find.sql"), &[&id, &owner], decode).await
}

/// Stores a folder; `false` when the account has one of this name.
pub async fn insert(client: &impl GenericClient, folder: &ChatFolder, owner: UserId) -> Result<bool> {
    let ChatFolder { id, name, created_at } = folder;
    let sql = include_str!("../queries/chat_folders/insert.sql");
    Ok(query::execute(client, sql, &[id, &owner, name, created_at]).await? == 1)
}

/// Deletes a folder, and moves its conversations to the default folder; `false` when it is not this account's.
pub async fn delete(client: &impl GenericClient, id: ChatFolderId, owner: UserId) -> Result<bool> {
    let sql = include_str!("../queries/chat_folders/delete.sql");
    Ok(query::execute(client, sql, &[&id, &owner]).await? == 1)
}

fn decode(row: &Row) -> Result<ChatFolder> {
    Ok(ChatFolder { id: row.try_get("id")?, name: row.try_get("name")?, created_at: row.try_get("created_at")? })
}
