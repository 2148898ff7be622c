//! What was computed of outage tables.

use crate::{AnalyticsSnapshotId, GenericClient, Result, query};
use jiff::Timestamp;
use serde_json::Value;
use tokio_postgres::{Row, types::Json};

/// What was computed of one table.
#[derive(Clone, Debug)]
pub struct AnalyticsSnapshot {
    /// Its id.
    pub id: AnalyticsSnapshotId,
    /// What the table is called.
    pub dataset_name: String,
    /// The figures: an object.
    pub payload: Value,
    /// Where the table's file is stored, if it was one.
    pub file_path: Option<String>,
    /// When it was computed.
    pub created_at: Timestamp,
}

/// The newest one, if there is any.
pub async fn find_newest(client: &impl GenericClient) -> Result<Option<AnalyticsSnapshot>> {
    query::optional(client, include_str!("../queries/analytics_snapshots/find_newest.sql"), &[], decode).await
}

/// Stores one.
pub async fn insert(client: &impl GenericClient, snapshot: &AnalyticsSnapshot) -> Result<()> {
    let AnalyticsSnapshot { id, dataset_name, payload, file_path, created_at } = snapshot;
    let sql = include_str!("../queries/analytics_snapshots/insert.sql");
    let parameters: query::Parameters<'_> = &[id, dataset_name, &Json(payload), file_path, created_at];
    query::exactly("analytics_snapshots/insert", 1, query::execute(client, sql, parameters).await?)
}

fn decode(row: &Row) -> Result<AnalyticsSnapshot> {
    let Json(payload) = row.try_get("payload")?;
    Ok(AnalyticsSnapshot {
        id: row.try_get("id")?,
        dataset_name: row.try_get("dataset_name")?,
        payload,
        file_path: row.try_get("file_path")?,
        created_at: row.try_get("created_at")?,
    })
}
