//! A table as clients see it.

use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;
use sisuiq_datasets_db::datasets::Dataset;
use sisuiq_model::{DatasetId, DocumentAccess, DocumentStatus};
use sisuiq_uploads::ErrorOut;
use utoipa::ToSchema;

/// A table with its processing status.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({ "status": "ready", "error": null, "summary": { "row_count": 1674, "saidi": 6.2 } }))]
pub(crate) struct SnapshotOut {
    /// Its id.
    id: DatasetId,
    /// The table's name.
    #[schema(example = "demo_outages")]
    dataset_name: String,
    /// The file's name.
    #[schema(example = "outages.csv")]
    file_name: Option<String>,
    /// The storage path of the file.
    #[schema(example = "data/0190b5a0-7c1e-7d3a-9f54-2f0c6f1d8e11/1.csv")]
    file_path: Option<String>,
    /// The access to the table.
    access: DocumentAccess,
    /// The processing status.
    status: DocumentStatus,
    /// The reason of the failure, if it failed.
    error: Option<ErrorOut>,
    /// The number of rows without the header, once it is ready; not included in lists.
    #[schema(example = 1_674)]
    row_count: Option<i64>,
    /// The figures, once it is ready; not included in lists.
    #[schema(value_type = Option<Object>)]
    summary: Option<Value>,
    /// The number of customers served, as given with the upload.
    #[schema(example = 250_000.0)]
    customers_served: Option<f64>,
    /// The size in bytes, once uploaded.
    #[schema(example = 70_608)]
    size: Option<i64>,
    /// SHA-256 of its bytes in lower-case hex, once it is processed.
    #[schema(example = "7f83b1657ff1fc53b92dc18148a1d65dfc2d4b1fa3d677284addd200126d9069")]
    sha256: Option<String>,
    /// The duration of the analysis in milliseconds.
    #[schema(example = 12)]
    analytics_ms: Option<i64>,
    /// When the upload was created.
    created_at: Timestamp,
    /// When its status last changed or its file was last accepted.
    updated_at: Timestamp,
}

impl From<Dataset> for SnapshotOut {
    fn from(snapshot: Dataset) -> Self {
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

/// The number of rows that the figures were computed from.
pub(crate) fn row_count(payload: &Value) -> Option<i64> {
    payload.get("row_count").and_then(Value::as_i64)
}
