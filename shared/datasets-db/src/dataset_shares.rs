//! Links with which anybody may read a dataset.

use jiff::Timestamp;
use serde_json::Value;
use sisuiq_db::{GenericClient, Result, query};
use sisuiq_model::{DatasetId, UserId};
use tokio_postgres::{Row, types::Json};

/// A link for those who may change its dataset.
#[derive(Clone, Debug)]
pub struct DatasetShare {
    /// The dataset.
    pub dataset_id: DatasetId,
    /// The token, sealed.
    pub sealed_token: Vec<u8>,
    /// Questions of the holders may go to the deployment's language model.
    pub allow_provider: bool,
    /// The most questions of all holders to the language model a day.
    pub daily_budget: i32,
    /// How often it was opened.
    pub uses: i64,
    /// When it was last opened.
    pub last_used_at: Option<Timestamp>,
    /// When it was created.
    pub created_at: Timestamp,
    /// When it ends.
    pub expires_at: Timestamp,
    /// This call created it.
    pub is_new: bool,
}

/// A new link.
#[derive(Clone, Copy, Debug)]
pub struct NewShare<'a> {
    /// The dataset.
    pub dataset_id: DatasetId,
    /// The SHA-256 of its token.
    pub token_hash: &'a [u8],
    /// The token, sealed.
    pub sealed_token: &'a [u8],
    /// Questions of the holders may go to the deployment's language model.
    pub allow_provider: bool,
    /// The most questions of all holders to the language model a day.
    pub daily_budget: i32,
    /// When it ends.
    pub expires_at: Timestamp,
}

/// A dataset that a valid link opens.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct OpenedShare {
    /// The dataset.
    pub dataset_id: DatasetId,
    /// The account that created the link, and that its questions are charged to.
    pub created_by: UserId,
    /// Questions of the holders may go to the deployment's language model.
    pub allow_provider: bool,
    /// When the link ends.
    pub expires_at: Timestamp,
}

/// Deletes the link of a dataset if nobody can use it any more.
pub async fn end_old(client: &impl GenericClient, id: DatasetId, now: Timestamp) -> Result<()> {
    query::execute(client, include_str!("../queries/dataset_shares/end_old.sql"), &[&id, &now]).await?;
    Ok(())
}

/// Stores the link of a dataset, or changes what the existing one allows. Returns the link that there is then; `None` when the caller
/// has no such dataset to change. Owners change their own, administrators also those for everyone.
pub async fn put(
    client: &impl GenericClient,
    new: &NewShare<'_>,
    (by, is_admin): (UserId, bool),
    now: Timestamp,
) -> Result<Option<DatasetShare>> {
    let sql = include_str!("../queries/dataset_shares/put.sql");
    let parameters: query::Parameters<'_> = &[
        &new.dataset_id,
        &by,
        &is_admin,
        &new.token_hash,
        &new.sealed_token,
        &now,
        &new.expires_at,
        &new.allow_provider,
        &new.daily_budget,
    ];
    query::optional(client, sql, parameters, decode).await
}

/// The valid link of a dataset that the caller may change: `None` without such a dataset, `Some(None)` without a link.
pub async fn find_managed(
    client: &impl GenericClient,
    id: DatasetId,
    (by, is_admin): (UserId, bool),
    now: Timestamp,
) -> Result<Option<Option<DatasetShare>>> {
    let sql = include_str!("../queries/dataset_shares/find_managed.sql");
    query::optional(client, sql, &[&id, &by, &is_admin, &now], |row| {
        let sealed: Option<Vec<u8>> = row.try_get("sealed_token")?;
        sealed.map(|_| decode(row)).transpose()
    })
    .await
}

/// Deletes the link of a dataset; `false` when there was none.
pub async fn delete(client: &impl GenericClient, id: DatasetId) -> Result<bool> {
    Ok(query::execute(client, include_str!("../queries/dataset_shares/delete.sql"), &[&id]).await? == 1)
}

/// Counts a use of the link with this SHA-256; `None` when it is not valid.
pub async fn count_use(client: &impl GenericClient, token_hash: &[u8], now: Timestamp) -> Result<Option<OpenedShare>> {
    let sql = include_str!("../queries/dataset_shares/count_use.sql");
    query::optional(client, sql, &[&token_hash, &now], decode_opened).await
}

/// The dataset of the link with this SHA-256; `None` when it is not valid.
pub async fn find_valid(client: &impl GenericClient, token_hash: &[u8], now: Timestamp) -> Result<Option<OpenedShare>> {
    let sql = include_str!("../queries/dataset_shares/find_valid.sql");
    query::optional(client, sql, &[&token_hash, &now], decode_opened).await
}

/// Takes one of the day's questions to a language model from the link with this SHA-256. `false` when they are used up, when the link does
/// not allow any, or when it is no longer valid. The day is that of `now` by UTC.
pub async fn take_question(client: &impl GenericClient, token_hash: &[u8], now: Timestamp) -> Result<bool> {
    let sql = include_str!("../queries/dataset_shares/take_question.sql");
    Ok(query::execute(client, sql, &[&token_hash, &now]).await? == 1)
}

/// The profile of a dataset that has been read.
pub async fn find_profile(client: &impl GenericClient, id: DatasetId) -> Result<Option<Value>> {
    let sql = include_str!("../queries/dataset_shares/find_profile.sql");
    query::optional(client, sql, &[&id], |row| {
        let Json(profile) = row.try_get("profile")?;
        Ok(profile)
    })
    .await
}

/// Deletes at most `limit` links that have ended, the oldest first, and returns how many.
pub async fn delete_expired(client: &impl GenericClient, now: Timestamp, limit: i64) -> Result<u64> {
    query::execute(client, include_str!("../queries/dataset_shares/delete_expired.sql"), &[&now, &limit]).await
}

fn decode(row: &Row) -> Result<DatasetShare> {
    Ok(DatasetShare {
        dataset_id: row.try_get("dataset_id")?,
        sealed_token: row.try_get("sealed_token")?,
        allow_provider: row.try_get("allow_provider")?,
        daily_budget: row.try_get("daily_budget")?,
        uses: row.try_get("uses")?,
        last_used_at: row.try_get("last_used_at")?,
        created_at: row.try_get("created_at")?,
        expires_at: row.try_get("expires_at")?,
        is_new: row.try_get("is_new")?,
    })
}

fn decode_opened(row: &Row) -> Result<OpenedShare> {
    Ok(OpenedShare {
        dataset_id: row.try_get("dataset_id")?,
        created_by: row.try_get("created_by")?,
        allow_provider: row.try_get("allow_provider")?,
        expires_at: row.try_get("expires_at")?,
    })
}
