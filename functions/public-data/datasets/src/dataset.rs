//! A dataset as clients see it.

use crate::unreadable::DatasetErrorOut;
use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;
use sisuiq_datasets_db::datasets::{Dataset, Reading};
use sisuiq_model::{DatasetId, DocumentAccess, DocumentStatus, Language};
use utoipa::ToSchema;

/// A dataset with its processing status.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DatasetOut {
    /// Its id.
    id: DatasetId,
    /// Its name.
    #[schema(example = "대구 교통사고 2021")]
    name: String,
    /// Its description.
    #[schema(example = "2021년 대구광역시 교통사고 목록")]
    description: Option<String>,
    /// Where its data come from.
    #[schema(example = "https://www.data.go.kr")]
    source: Option<String>,
    /// The licence of its data.
    #[schema(example = "공공누리 제1유형")]
    licence: Option<String>,
    /// The file's name.
    #[schema(example = "accidents.csv")]
    file_name: Option<String>,
    /// The access to it.
    access: DocumentAccess,
    /// The processing status.
    status: DocumentStatus,
    /// The reason of the failure, if it failed.
    error: Option<DatasetErrorOut>,
    /// The number of rows, once it is ready.
    #[schema(example = 39_609, minimum = 0)]
    rows: Option<i64>,
    /// The number of columns, once it is ready.
    #[schema(example = 23, minimum = 0)]
    columns: Option<i32>,
    /// The size of the file in bytes.
    #[schema(example = 5_242_880, minimum = 0)]
    size_bytes: Option<i64>,
    /// When its upload was requested.
    uploaded_at: Timestamp,
    /// True if it lists outages: `GET /api/ingest/data/{id}` has their figures.
    is_outage_table: bool,
    /// True if its rows can be read.
    copy_ready: bool,
}

/// A dataset with its columns.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct UploadedDatasetOut {
    #[serde(flatten)]
    dataset: DatasetOut,
    /// The columns; empty until it is ready.
    columns_info: Vec<ColumnOut>,
}

/// A column of a dataset.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ColumnOut {
    /// Its name.
    #[schema(example = "사고유형")]
    name: String,
    /// The type of its values.
    #[serde(rename = "type")]
    #[schema(value_type = ColumnKind)]
    kind: Value,
    /// The number of different values.
    #[schema(example = 3, minimum = 0)]
    unique: u64,
    /// The number of rows without a value.
    #[schema(example = 0, minimum = 0)]
    missing: u64,
}

/// The type of a column's values.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
#[expect(dead_code, reason = "describes a value, is never built")]
pub(crate) enum ColumnKind {
    Integer,
    Number,
    Text,
    Date,
    Timestamp,
    Boolean,
}

impl DatasetOut {
    pub(crate) fn new(dataset: Dataset, language: Language) -> Self {
        Self {
            error: DatasetErrorOut::of(&dataset, language),
            copy_ready: dataset.readable_copy().is_some(),
            id: dataset.id,
            name: dataset.dataset_name,
            description: dataset.description,
            source: dataset.source,
            licence: dataset.licence,
            file_name: dataset.file_name,
            access: dataset.access,
            status: dataset.status,
            rows: dataset.row_count,
            columns: dataset.column_count,
            size_bytes: dataset.size.or(dataset.declared_size),
            uploaded_at: dataset.created_at,
            is_outage_table: dataset.is_of_outages,
        }
    }
}

impl UploadedDatasetOut {
    pub(crate) fn new(dataset: Dataset, reading: Option<&Reading>, language: Language) -> Self {
        let columns_info = reading.map(|reading| columns(&reading.profile)).unwrap_or_default();
        Self { dataset: DatasetOut::new(dataset, language), columns_info }
    }
}

/// The columns of a stored profile.
pub(crate) fn columns(profile: &Value) -> Vec<ColumnOut> {
    let columns = profile.get("columns").and_then(Value::as_array).into_iter().flatten();
    let column = |column: &Value| {
        Some(ColumnOut {
            name: column.get("name")?.as_str()?.to_owned(),
            kind: column.get("kind")?.clone(),
            unique: column.get("distinct")?.as_u64()?,
            missing: column.get("missing")?.as_u64()?,
        })
    };
    columns.filter_map(column).collect()
}
