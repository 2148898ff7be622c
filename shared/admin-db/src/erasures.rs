//! Erasures, which a restored backup must not undo. Triggers record them in the transaction that erases; a restore adds those it
//! knows from outside.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sisuiq_db::{GenericClient, Result, query};
use tokio_postgres::Row;
use uuid::Uuid;

/// An object that was deleted or hidden, or an API key that was revoked. Its id is never given to anything else.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Erasure {
    /// `user`, `document`, `snapshot`, `conversation` or `api_key`.
    pub kind: String,
    /// Its id.
    pub object_id: Uuid,
    /// Time of the erasure.
    pub erased_at: Timestamp,
}

/// Those without a copy outside the database, the oldest first, at most `most`.
pub async fn find_not_kept(client: &impl GenericClient, most: i64) -> Result<Vec<Erasure>> {
    query::all(client, include_str!("../queries/erasures/find_not_kept.sql"), &[&most], decode).await
}

/// Records that these have a copy outside the database.
pub async fn keep(client: &impl GenericClient, erasures: &[Erasure], now: Timestamp) -> Result<u64> {
    let (kinds, ids) = names(erasures);
    query::execute(client, include_str!("../queries/erasures/keep.sql"), &[&kinds, &ids, &now]).await
}

/// Deletes those from before `before` that have a copy; returns how many.
pub async fn forget(client: &impl GenericClient, before: Timestamp) -> Result<u64> {
    query::execute(client, include_str!("../queries/erasures/forget.sql"), &[&before]).await
}

fn names(erasures: &[Erasure]) -> (Vec<&str>, Vec<Uuid>) {
    erasures.iter().map(|erasure| (erasure.kind.as_str(), erasure.object_id)).unzip()
}

fn decode(row: &Row) -> Result<Erasure> {
    Ok(Erasure {
        kind: row.try_get("kind")?,
        object_id: row.try_get("object_id")?,
        erased_at: row.try_get("erased_at")?,
    })
}
