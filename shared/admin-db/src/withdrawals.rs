//! Access that was taken back and things that were handed over, which no backup may undo. Triggers note it in the transaction that does
//! it, and a restore what it knows from outside.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sisuiq_db::{GenericClient, Result, query};
use tokio_postgres::Row;
use uuid::Uuid;

/// The newest word on what somebody may.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Withdrawal {
    /// `account`, `staff`, `share`, `role_share`, `document_owner` or `snapshot_owner`.
    pub kind: String,
    /// The account, or the document or table of figures.
    pub object_id: Uuid,
    /// Whom a document was shared with: an account's id or a role; empty for whatever is no share.
    pub subject: String,
    /// Whether it is taken back, and was not given again.
    pub is_withdrawn: bool,
    /// Who owns what was handed over.
    pub owner_id: Option<Uuid>,
    /// When that was so.
    pub changed_at: Timestamp,
}

/// Those of which there is no copy outside the database, oldest first, `most` at most.
pub async fn find_not_kept(client: &impl GenericClient, most: i64) -> Result<Vec<Withdrawal>> {
    query::all(client, include_str!("../queries/withdrawals/find_not_kept.sql"), &[&most], decode).await
}

/// Notes that there is a copy of these outside the database.
pub async fn keep(client: &impl GenericClient, withdrawals: &[Withdrawal], now: Timestamp) -> Result<u64> {
    let kinds: Vec<&str> = withdrawals.iter().map(|one| one.kind.as_str()).collect();
    let objects: Vec<Uuid> = withdrawals.iter().map(|one| one.object_id).collect();
    let subjects: Vec<&str> = withdrawals.iter().map(|one| one.subject.as_str()).collect();
    let moments: Vec<Timestamp> = withdrawals.iter().map(|one| one.changed_at).collect();
    let sql = include_str!("../queries/withdrawals/keep.sql");
    query::execute(client, sql, &[&kinds, &objects, &subjects, &moments, &now]).await
}

/// Forgets those that a copy was made of before `before`; says how many.
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
