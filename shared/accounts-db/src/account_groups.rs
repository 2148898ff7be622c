//! Groups of accounts, which documents are shared with.

use jiff::Timestamp;
use sisuiq_db::{GenericClient, Result, query};
use sisuiq_model::AccountGroupId;
use tokio_postgres::Row;

/// A group.
#[derive(Clone, Debug)]
pub struct AccountGroup {
    /// Its id.
    pub id: AccountGroupId,
    /// Its name, unique without regard to case.
    pub name: String,
    /// Number of its members.
    pub members: i64,
    /// Number of documents that are shared with it.
    pub documents: i64,
    /// Time of its creation.
    pub created_at: Timestamp,
}

/// Groups whose names contain a text, ignoring case, by name and with their total number.
pub async fn list(
    client: &impl GenericClient,
    text: Option<&str>,
    limit: i64,
    offset: i64,
) -> Result<(Vec<AccountGroup>, i64)> {
    let sql = include_str!("../queries/account_groups/list.sql");
    let rows = query::all(client, sql, &[&text, &limit, &offset], |row| {
        let id: Option<AccountGroupId> = row.try_get("id")?;
        Ok((id.map(|_| decode(row)).transpose()?, row.try_get::<_, i64>("count")?))
    })
    .await?;
    let count = rows.first().map_or(0, |(_, count)| *count);
    Ok((rows.into_iter().filter_map(|(group, _)| group).collect(), count))
}

/// The number of groups.
pub async fn count(client: &impl GenericClient) -> Result<i64> {
    query::one(client, include_str!("../queries/account_groups/count.sql"), &[], |row| Ok(row.try_get(0)?)).await
}

/// A group; `None` when there is none.
pub async fn find(client: &impl GenericClient, id: AccountGroupId) -> Result<Option<AccountGroup>> {
    query::optional(client, include_str!("../queries/account_groups/find.sql"), &[&id], decode).await
}

/// Locks a group until the transaction ends, and returns its name. `None` when there is none.
pub async fn hold(transaction: &impl GenericClient, id: AccountGroupId) -> Result<Option<String>> {
    let sql = include_str!("../queries/account_groups/hold.sql");
    query::optional(transaction, sql, &[&id], |row| Ok(row.try_get("name")?)).await
}

/// Stores a group without members; `false` when the name is taken.
pub async fn insert(transaction: &impl GenericClient, id: AccountGroupId, name: &str, now: Timestamp) -> Result<bool> {
    let sql = include_str!("../queries/account_groups/insert.sql");
    Ok(query::execute(transaction, sql, &[&id, &name, &now]).await? == 1)
}

/// Renames a group that is [locked](hold); `false` when another one has the name.
pub async fn rename(transaction: &impl GenericClient, id: AccountGroupId, name: &str, now: Timestamp) -> Result<bool> {
    let sql = include_str!("../queries/account_groups/rename.sql");
    Ok(query::execute(transaction, sql, &[&id, &name, &now]).await? == 1)
}

/// Deletes a group with its members and shares; `false` when there is none.
pub async fn delete(transaction: &impl GenericClient, id: AccountGroupId) -> Result<bool> {
    let sql = include_str!("../queries/account_groups/delete.sql");
    Ok(query::execute(transaction, sql, &[&id]).await? == 1)
}

fn decode(row: &Row) -> Result<AccountGroup> {
    Ok(AccountGroup {
        id: row.try_get("id")?,
        name: row.try_get("name")?,
        members: row.try_get("members")?,
        documents: row.try_get("documents")?,
        created_at: row.try_get("created_at")?,
    })
}
