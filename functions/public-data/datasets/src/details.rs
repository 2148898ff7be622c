//! A dataset with its profile and its data card.

use crate::corrections::Corrections;
use crate::dataset::{ColumnKind, ColumnOut, DatasetOut, columns};
use serde::Serialize;
use serde_json::Value;
use sisuiq_datasets_db::datasets::{Dataset, Reading};
use sisuiq_model::Language;
use utoipa::ToSchema;

/// A dataset with what is known of its columns.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DatasetDetailsOut {
    #[serde(flatten)]
    dataset: DatasetOut,
    /// The columns; empty until it is ready.
    columns_info: Vec<ColumnOut>,
    /// Statistics of the columns, once it is ready.
    #[schema(value_type = Option<TableProfileOut>)]
    profile: Option<Value>,
    /// How the file was read, once it is ready: its encoding with the evidence, the header, rows that are left out, and remarks.
    #[schema(value_type = Option<ReadingOut>)]
    reading: Option<Value>,
    /// The corrections with which the file is read.
    #[schema(value_type = Corrections)]
    mapping: Value,
    /// Source, licence and suspected personal data.
    data_card: DataCardOut,
}

/// What a reader of the data should know.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DataCardOut {
    /// Where the data come from.
    #[schema(example = "https://www.data.go.kr")]
    source: Option<String>,
    /// The licence of the data.
    #[schema(example = "공공누리 제1유형")]
    licence: Option<String>,
    /// Columns whose values may be personal data.
    suspected_personal_data: Vec<SuspicionOut>,
}

/// A column whose values may be personal data.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SuspicionOut {
    /// The name of the column.
    #[schema(example = "연락처")]
    column: String,
    /// The kind of data, such as `phone`, `email` or `resident_registration_number`.
    #[schema(example = "phone")]
    kind: String,
    /// The evidence: `checksum`, `form` or `header_and_form`.
    #[schema(example = "form")]
    evidence: String,
    /// The share of the values that have the form, in percent.
    #[schema(example = 100.0, minimum = 0.0, maximum = 100.0)]
    percent: f64,
}

/// How a file was read.
#[derive(ToSchema)]
#[schema(example = json!({ "reading": { "encoding": "utf-8" }, "left_out": [{ "reason": "total", "rows": 1 }], "remarks": [] }))]
#[expect(dead_code, reason = "describes a value, is never built")]
pub(crate) struct ReadingOut {
    /// Encoding, separator or sheet, header and notations, each with its evidence.
    #[schema(value_type = Object)]
    reading: Value,
    /// The rows that are left out, by reason.
    #[schema(value_type = Vec<Object>)]
    left_out: Value,
    /// Remarks, in English.
    remarks: Vec<String>,
}

/// Statistics of a table.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes a value, is never built")]
pub(crate) struct TableProfileOut {
    /// The number of rows.
    #[schema(example = 39_609, minimum = 0)]
    row_count: u64,
    /// The columns.
    columns: Vec<ColumnProfileOut>,
}

/// Statistics of a column.
#[derive(ToSchema)]
#[schema(example = json!({ "top": [{ "value": 3, "count": 7 }], "personal": [] }))]
#[expect(dead_code, reason = "describes a value, is never built")]
pub(crate) struct ColumnProfileOut {
    /// Its name.
    #[schema(example = "ECLO")]
    name: String,
    /// The type of its values.
    kind: ColumnKind,
    /// The zone of all its times as it was written.
    #[schema(required = false, example = "+09:00")]
    zone: Option<String>,
    /// The number of rows without a value.
    #[schema(example = 0, minimum = 0)]
    missing: u64,
    /// Their share in percent.
    #[schema(example = 0.0, minimum = 0.0, maximum = 100.0)]
    missing_percent: f64,
    /// The number of different values.
    #[schema(example = 42, minimum = 0)]
    distinct: u64,
    /// Statistics of numbers: `min`, `max`, `mean`, `std` and the `quantiles` of 5, 25, 50, 75 and 95 %.
    #[schema(value_type = Option<Object>, required = false)]
    numbers: Option<Value>,
    /// The first and the last day or time.
    #[schema(required = false, example = json!(["2019-01-01", "2021-12-31"]))]
    period: Option<Vec<String>>,
    /// The most frequent values, each a `value` with its `count`, if values repeat.
    #[schema(value_type = Vec<Object>)]
    top: Value,
    /// The personal data that the values may be.
    #[schema(value_type = Vec<Object>)]
    personal: Value,
}

impl DatasetDetailsOut {
    pub(crate) fn new(dataset: Dataset, reading: Option<Reading>, language: Language) -> Self {
        let (profile, account) = reading.map(|Reading { profile, account }| (profile, account)).unzip();
        let suspected_personal_data = profile.as_ref().map(suspicions).unwrap_or_default();
        let (source, licence) = (dataset.source.clone(), dataset.licence.clone());
        Self {
            columns_info: profile.as_ref().map(columns).unwrap_or_default(),
            profile,
            reading: account,
            mapping: dataset.mapping.clone(),
            data_card: DataCardOut { source, licence, suspected_personal_data },
            dataset: DatasetOut::new(dataset, language),
        }
    }
}

/// The suspected personal data of a stored profile.
pub(crate) fn suspicions(profile: &Value) -> Vec<SuspicionOut> {
    let columns = profile.get("columns").and_then(Value::as_array).into_iter().flatten();
    let found = columns.flat_map(|column| {
        let name = column.get("name").and_then(Value::as_str).unwrap_or_default();
        let personal = column.get("personal").and_then(Value::as_array).into_iter().flatten();
        personal.filter_map(move |personal| {
            let text = |member: &str| Some(personal.get(member)?.as_str()?.to_owned());
            let percent = personal.get("percent")?.as_f64()?;
            Some(SuspicionOut { column: name.to_owned(), kind: text("data")?, evidence: text("evidence")?, percent })
        })
    });
    found.collect()
}

#[cfg(test)]
mod tests {
    use super::suspicions;
    use serde_json::json;

    #[test]
    fn suspicions_name_their_columns() {
        let personal = json!([{ "data": "phone", "evidence": "form", "looked_at": 2, "percent": 100.0 }]);
        let profile = json!({ "row_count": 2, "columns": [
            { "name": "n", "personal": [] }, { "name": "연락처", "personal": personal }
        ] });
        let found = suspicions(&profile);
        assert_eq!((found.len(), found[0].column.as_str(), found[0].kind.as_str()), (1, "연락처", "phone"));
        assert!(suspicions(&json!({})).is_empty());
    }
}
