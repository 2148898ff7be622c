//! A table as clients see it.

use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;
use sisuiq_documents_db::analytics_snapshots::AnalyticsSnapshot;
use sisuiq_model::{AnalyticsSnapshotId, DocumentAccess, DocumentStatus};
use sisuiq_uploads::ErrorOut;
use utoipa::ToSchema;

/// A table and how far it has come.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({ "status": "ready", "error": null, "summary": { "row_count": 1674, "saidi": 6.2 } }))]
pub(crate) struct SnapshotOut {
    /// Its id.
    id: AnalyticsSnapshotId,
    /// What the table is called.
    #[schema(example = "demo_outages")]
    dataset_name: String,
    /// What its file was called.
    #[schema(example = "outages.csv")]
    file_name: Option<String>,
    /// Where the file is stored.
    #[schema(example = "data/0190b5a0-7c1e-7d3a-9f54-2f0c6f1d8e11/1.csv")]
    file_path: Option<String>,
    /// Who may read it.
    access: DocumentAccess,
    /// How far it has come.
    status: DocumentStatus,
    /// Why it failed; only when it did.
    error: Option<ErrorOut>,
    /// Rows without the header, once it is ready.
    #[schema(example = 1_674)]
    row_count: Option<i64>,
    /// The figures, once it is ready; lists leave them out.
    #[schema(value_type = Option<Object>)]
    summary: Option<Value>,
    /// How many customers are served, as was said with the upload.
    #[schema(example = 250_000.0)]
    customers_served: Option<f64>,
    /// Bytes, once they have landed.
    #[schema(example = 70_608)]
    size: Option<i64>,
    /// SHA-256 of its bytes in lower-case hex, once it has been read.
    #[schema(example = "7f83b1657ff1fc53b92dc18148a1d65dfc2d4b1fa3d677284addd200126d9069")]
    sha256: Option<String>,
    /// How long its figures took, in milliseconds.
    #[schema(example = 12)]
    analytics_ms: Option<i64>,
    /// When the upload was asked for.
    created_at: Timestamp,
    /// When its state last changed.
    updated_at: Timestamp,
}

impl From<AnalyticsSnapshot> for SnapshotOut {
    fn from(snapshot: AnalyticsSnapshot) -> Self {
        Self {
            row_count: row_count(&snapshot.payload),
            summary: Some(snapshot.payload).filter(|payload| payload.as_object().is_some_and(|told| !told.is_empty())),
            id: snapshot.id,
            dataset_name: snapshot.dataset_name,
            file_name: snapshot.file_name,
            file_path: snapshot.file_path,
            access: snapshot.access,
            status: snapshot.status,
            error: ErrorOut::of(snapshot.error_code, snapshot.error_detail),
            customers_served: snapshot.customers_served,
            size: snapshot.size,
            sha256: snapshot.sha256,
            analytics_ms: snapshot.analytics_ms,
            created_at: snapshot.created_at,
            updated_at: snapshot.updated_at.unwrap_or(snapshot.created_at),
        }
    }
}

/// How many rows the figures come from.
pub(crate) fn row_count(payload: &Value) -> Option<i64> {
    payload.get("row_count").and_then(Value::as_i64)
}
