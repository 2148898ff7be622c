//! `POST /api/datasets/uploads`: creates an upload for a dataset.

use crate::{
    State,
    corrections::{self, Corrections},
    problems::{invalid, wrong},
};
use axum::{extract::State as Extract, response::Response};
use garde::Validate;
use serde::Deserialize;
use serde_json::{Map, Value};
use sisuiq_analytics::Kind;
use sisuiq_datasets::{AnnouncedTable, TableUploadOut, dataset_name, promise};
use sisuiq_datasets_db::datasets::DatasetNotes;
use sisuiq_http::{
    BadRequest, Conflict, Forbidden, IdempotencyHeader, PayloadTooLarge, PreferredLanguage, Result, Submitted,
    TooManyRequests, Unauthorized, Unavailable, Unprocessable,
};
use sisuiq_identity::{User, admission::Uploads, capabilities};
use sisuiq_model::Text;
use sisuiq_uploads::printable;
use utoipa::ToSchema;

/// A new dataset to upload.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[garde(allow_unvalidated)]
pub(crate) struct DatasetIn {
    /// The file's name, ending with `.csv` or `.xlsx`; 1 to 500 characters.
    #[garde(length(chars, min = 1, max = 500), custom(|name: &str, (): &()| printable(name)), custom(|name: &str, (): &()| table(name)))]
    #[schema(min_length = 1, max_length = 500, example = "accidents.csv")]
    file_name: String,
    /// The size in bytes, at most 50 MiB unless configured otherwise; the upload has to have exactly this size.
    #[garde(range(min = 1))]
    #[schema(minimum = 1, example = 5_242_880)]
    size: u64,
    /// The dataset's name; the file's name without its ending by default. At most 255 characters.
    #[garde(inner(length(chars, min = 1, max = 255), custom(|name: &str, (): &()| printable(name))))]
    #[schema(min_length = 1, max_length = 255, example = "대구 교통사고 2021")]
    name: Option<String>,
    /// Its description; at most 500 characters.
    #[garde(inner(length(chars, max = 500)))]
    #[schema(max_length = 500, example = "2021년 대구광역시 교통사고 목록")]
    description: Option<String>,
    /// Where the data come from; at most 500 characters.
    #[garde(inner(length(chars, max = 500)))]
    #[schema(max_length = 500, example = "https://www.data.go.kr")]
    source: Option<String>,
    /// The licence of the data; at most 200 characters.
    #[garde(inner(length(chars, max = 200)))]
    #[schema(max_length = 200, example = "공공누리 제1유형")]
    licence: Option<String>,
    /// Corrections of how the file is read.
    #[schema(value_type = Option<Corrections>)]
    mapping: Option<Value>,
}

/// Create an upload for a dataset
///
/// Registers one CSV or XLSX file and returns the form to upload it with. It is read after the upload: `GET /api/datasets/{id}` shows the
/// progress. Datasets of administrators are visible to everyone; datasets of users are private.
#[utoipa::path(
    post,
    path = "/api/datasets/uploads",
    tag = "datasets",
    extensions(("x-throttle" = json!("work"))),
    request_body = DatasetIn,
    params(IdempotencyHeader),
    responses((status = 201, body = TableUploadOut), BadRequest, Unauthorized, Forbidden, Conflict, PayloadTooLarge, Unprocessable, TooManyRequests, Unavailable),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn promise_upload(
    caller: User<capabilities::TablesWrite, Uploads>,
    Extract(state): Extract<State>,
    PreferredLanguage(language): PreferredLanguage,
    Submitted { input, idempotency_key }: Submitted<DatasetIn>,
) -> Result<Response> {
    let most = state.datasets.uploads.max_bytes;
    if input.size > most {
        let text = Text::new(
            format!("파일은 {most}바이트({} MiB)를 넘을 수 없습니다", most >> 20),
            format!("must be at most {most} bytes ({} MiB)", most >> 20),
        );
        return Err(invalid(vec![wrong(language, "size", &text)]));
    }
    let file_name = input.file_name.trim();
    let kind = Kind::of_name(file_name).unwrap_or(Kind::Csv);
    if let Some(mapping) = &input.mapping {
        let mapping = corrections::read(mapping, language)?;
        corrections::check_kind(&mapping, kind, language)?;
    }
    let table = AnnouncedTable {
        kind,
        file_name,
        size: input.size,
        dataset_name: &dataset_name(input.name.as_deref(), file_name),
        customers_served: None,
        notes: DatasetNotes {
            description: input.description.as_deref(),
            source: input.source.as_deref(),
            licence: input.licence.as_deref(),
        },
        mapping: &input.mapping.unwrap_or_else(|| Map::new().into()),
    };
    promise(&state.datasets, &caller, table, idempotency_key).await
}

fn table(name: &str) -> garde::Result {
    match Kind::of_name(name.trim()) {
        Some(_) => Ok(()),
        None => Err(garde::Error::new("must end with .csv or .xlsx")),
    }
}
