//! Members of groups.

use jiff::Timestamp;
use sisuiq_db::{GenericClient, Result, query};
use sisuiq_model::{AccountGroupId, AccountStatus, UserId, UserRole};
use tokio_postgres::Row;

/// An account in a group.
#[derive(Clone, Debug)]
pub struct GroupMember {
    /// The account.
    pub user: UserId,
    /// Its e-mail address.
    pub email: String,
    /// Its name.
    pub name: String,
    /// Its role.
    pub role: UserRole,
    /// Whether its owner can log in.
    pub status: AccountStatus,
    /// Since when it is a member.
    pub created_at: Timestamp,
}

/// Members of a group by name, with their total number.
pub async fn list(
    client: &impl GenericClient,
    group: AccountGroupId,
    limit: i64,
    offset: i64,
) -> Result<(Vec<GroupMember>, i64)> {
    let sql = include_str!("../queries/account_group_members/list.sql");
    let rows = query::all(client, sql, &[&group, &limit, &offset], |row| {
        let user: Option<UserId> = row.try_get("user_id")?;
        Ok((user.map(|user| decode(user, row)).transpose()?, row.try_get::<_, i64>("count")?))
    })
    .await?;
    let count = rows.first().map_or(0, |(_, count)| *count);
    Ok((rows.into_iter().filter_map(|(member, _)| member).collect(), count))
}

/// The groups of an account by name, with their names.
pub async fn groups_of(client: &impl GenericClient, member: UserId) -> Result<Vec<(AccountGroupId, String)>> {
    let sql = include_str!("../queries/account_group_members/groups_of.sql");
    query::all(client, sql, &[&member], |row| Ok((row.try_get("id")?, row.try_get("name")?))).await
}

/// Adds an account to a group that is [locked](crate::account_groups::hold), and returns whether that is new; `None` when
/// there is no such account.
pub async fn insert(
    transaction: &impl GenericClient,
    group: AccountGroupId,
    user: UserId,
    now: Timestamp,
) -> Result<Option<bool>> {
    let sql = include_str!("../queries/account_group_members/insert.sql");
    query::optional(transaction, sql, &[&group, &user, &now], |row| Ok(row.try_get("is_new")?)).await
}

/// Removes an account from a group; `false` when it is no member.
pub async fn delete(transaction: &impl GenericClient, group: AccountGroupId, user: UserId) -> Result<bool> {
    let sql = include_str!("../queries/account_group_members/delete.sql");
    Ok(query::execute(transaction, sql, &[&group, &user]).await? == 1)
}

fn decode(user: UserId, row: &Row) -> Result<GroupMember> {
    Ok(GroupMember {
        user,
        email: row.try_get("email")?,
        name: row.try_get("name")?,
        role: row.try_get("role")?,
        status: row.try_get("status")?,
        created_at: row.try_get("created_at")?,
    })
}
