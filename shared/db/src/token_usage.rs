//! What accounts use of language models.

use crate::{GenericClient, Result, UserId, query};
use jiff::civil::Date;

/// Sets so many tokens of a day aside for an answer that is to be written; `false` when the account would then have used more than
/// `most`. However many ask at once, what is set aside never exceeds it.
pub async fn reserve(client: &impl GenericClient, user: UserId, day: Date, tokens: i64, most: i64) -> Result<bool> {
    let sql = include_str!("../queries/token_usage/reserve.sql");
    Ok(query::execute(client, sql, &[&user, &day, &tokens, &most]).await? == 1)
}

/// Replaces what was set aside by what was used, which is `actual`.
pub async fn settle(client: &impl GenericClient, user: UserId, day: Date, reserved: i64, actual: i64) -> Result<()> {
    let sql = include_str!("../queries/token_usage/settle.sql");
    query::exactly("token_usage/settle", 1, query::execute(client, sql, &[&user, &day, &reserved, &actual]).await?)
}

/// Forgets days before `before`, the oldest first, `most` at most; says how many.
pub async fn delete_before(client: &impl GenericClient, before: Date, most: i64) -> Result<u64> {
    query::execute(client, include_str!("../queries/token_usage/delete_before.sql"), &[&before, &most]).await
}
