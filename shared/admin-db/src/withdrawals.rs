//! Withdrawn rights and changes of owner, which a restored backup must not undo. Triggers record them in the transaction that makes
//! them; a restore adds those it knows from outside.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sisuiq_db::{GenericClient, Result, query};
use tokio_postgres::Row;
use uuid::Uuid;

/// The latest change of a right.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Withdrawal {
    /// `account`, `account_role`, `staff`, `share`, `role_share`, `group_share`, `email_share`, `group`, `group_member`, `document_owner`
    /// or `snapshot_owner`.
    pub kind: String,
    /// The account, the document or table of figures, the group, or the share with an e-mail address.
    pub object_id: Uuid,
    /// The account, role or group that a document was shared with, the member of a group, or the new role of an account; empty for
    /// other changes.
    pub subject: String,
    /// `true` if the right is withdrawn now.
    pub is_withdrawn: bool,
    /// The new owner of a document or table that was handed over.
    pub owner_id: Option<Uuid>,
    /// Time of the change.
    pub changed_at: Timestamp,
}

/// Those without a copy outside the database, the oldest first, at most `most`.
pub async fn find_not_kept(client: &impl GenericClient, most: i64) -> Result<Vec<Withdrawal>> {
    query::all(client, include_str!("../queries/withdrawals/find_not_kept.sql"), &[&most], decode).await
}

/// Records that these have a copy outside the database.
pub async fn keep(client: &impl GenericClient, withdrawals: &[Withdrawal], now: Timestamp) -> Result<u64> {
    let kinds: Vec<&str> = withdrawals.iter().map(|one| one.kind.as_str()).collect();
    let objects: Vec<Uuid> = withdrawals.iter().map(|one| one.object_id).collect();
    let subjects: Vec<&str> = withdrawals.iter().map(|one| one.subject.as_str()).collect();
    let moments: Vec<Timestamp> = withdrawals.iter().map(|one| one.changed_at).collect();
    let sql = include_str!("../queries/withdrawals/keep.sql");
    query::execute(client, sql, &[&kinds, &objects, &subjects, &moments, &now]).await
}

/// Deletes those whose copy was made before `before`; returns how many.
pub async fn forget(client: &impl GenericClient, before: Timestamp) -> Result<u64> {
    query::execute(client, include_str!("../queries/withdrawals/forget.sql"), &[&before]).await
}

fn decode(row: &Row) -> Result<Withdrawal> {
    Ok(Withdrawal {
        kind: row.try_get("kind")?,
        object_id: row.try_get("object_id")?,
        subject: row.try_get("subject")?,
        is_withdrawn: row.try_get("is_withdrawn")?,
        owner_id: row.try_get("owner_id")?,
        changed_at: row.try_get("changed_at")?,
    })
}
