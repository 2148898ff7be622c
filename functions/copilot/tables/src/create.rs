//! `POST /api/ingest/data`: a small table in the request itself.

use crate::{State, customers, snapshot::row_count};
use axum::extract::State as Extract;
use http::StatusCode;
use serde::Serialize;
use serde_json::{Value, json};
use sisuiq_analytics::Kind;
use sisuiq_datasets::{Direct, LONGEST_NAME, SentTable, dataset_name, finished, hide, take};
use sisuiq_datasets_db::datasets::Dataset;
use sisuiq_http::{
    BadRequest, Conflict, FieldError, Forbidden, Form, IdempotencyHeader, Json, PayloadTooLarge, Problem,
    RequestTimeout, Result, SubmittedForm, TooManyRequests, Unauthorized, Unavailable, Unprocessable,
    UnsupportedMediaType,
};
use sisuiq_identity::{User, admission::Uploads, capabilities};
use sisuiq_model::{DatasetId, DocumentStatus};
use sisuiq_uploads::printable;
use utoipa::ToSchema;

/// The largest file, in bytes. Lambda admits events of 6 MB, in which a binary body is Base64 and takes 4/3 of its length.
const LARGEST_FILE: usize = 4 * 1024 * 1024;
/// The largest form, in bytes: the file, the other fields and the boundaries.
pub(crate) const LARGEST_FORM: usize = LARGEST_FILE + 64 * 1024;

/// The upload form.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "describes a form, is never built")]
pub(crate) struct DataIn {
    /// A CSV or XLSX file of at most 4 MiB, its name ending with `.csv` or `.xlsx`. Larger ones are uploaded by
    /// `POST /api/ingest/data/uploads`.
    #[schema(value_type = String, format = Binary, max_length = 4_194_304, example = "date,customers,minutes\n2024-03-01,120,45\n")]
    file: String,
    /// The table's name; the file's name without its ending by default. At most 255 characters.
    #[schema(min_length = 1, max_length = 255, example = "outages 2024")]
    dataset_name: Option<String>,
    /// The number of customers served; required for reliability indices.
    #[schema(minimum = 1, maximum = 10_000_000_000.0, example = 250_000)]
    customers_served: Option<f64>,
}

/// An uploaded table.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({ "status": "ready", "row_count": 1674, "summary": { "row_count": 1674, "saidi": 6.2 } }))]
pub(crate) struct DataOut {
    /// Its id.
    id: DatasetId,
    /// The table's name.
    #[schema(example = "outages")]
    dataset_name: String,
    /// The storage path of its file.
    #[schema(example = "data/0190b5a0-7c1e-7d3a-9f54-2f0c6f1d8e11/1.csv")]
    file_path: String,
    /// The processing status.
    status: DocumentStatus,
    /// The number of rows without the header, once it is ready.
    #[schema(example = 1_674)]
    row_count: Option<i64>,
    /// The figures, once it is ready.
    #[schema(value_type = Option<Object>)]
    summary: Option<Value>,
    /// The result, for people.
    #[schema(example = "The table was processed.")]
    message: &'static str,
}

/// Upload a small table
///
/// Accepts a CSV or XLSX file of at most 4 MiB and returns its figures, visible to everyone; with 202 when processing
/// takes longer than a few seconds. A table that in this time turns out to be unreadable is rejected with the reason and
/// deleted again.
#[utoipa::path(
    post,
    path = "/api/ingest/data",
    tag = "tables",
    extensions(("x-throttle" = json!("work"))),
    params(IdempotencyHeader),
    request_body(content = DataIn, content_type = "multipart/form-data"),
    responses(
        (status = 200, body = DataOut), (status = 202, body = DataOut, description = "Processing continues"),
        BadRequest, Unauthorized, Forbidden, RequestTimeout, Conflict, PayloadTooLarge, UnsupportedMediaType, Unprocessable,
        TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn create(
    caller: User<capabilities::TablesManage, Uploads>,
    Extract(state): Extract<State>,
    form: Result<SubmittedForm<LARGEST_FORM>>,
) -> Result<(StatusCode, Json<DataOut>)> {
    let larger = ("POST /api/ingest/data/uploads", state.uploads.max_bytes);
    let refused = |problem: Problem| problem.naming_uploads(LARGEST_FILE, larger);
    let SubmittedForm { form, idempotency_key } = form.map_err(refused)?;
    let table = sent_table(&form).map_err(refused)?;
    let (id, key) = take(&state, &caller, &table, &idempotency_key).await?;
    match finished(&state, caller.visibility(), id).await? {
        Direct::Processing => Ok((StatusCode::ACCEPTED, Json(under_way(id, key, table)))),
        Direct::Ended(dataset) if dataset.status == DocumentStatus::Failed => {
            hide(&state, &caller, dataset.id).await?;
            Err(refusal(dataset.error_detail.unwrap_or_default()))
        }
        Direct::Ended(dataset) => Ok((StatusCode::OK, Json(read(*dataset)))),
        Direct::Deleted => Err(refusal("the table was deleted before it was processed".to_owned())),
    }
}

/// Validates the form. Returns 400 with all fields that are wrong, or 413 for a file that is too large.
fn sent_table(form: &Form) -> Result<SentTable> {
    let file = form.file("file")?;
    if file.bytes.len() > LARGEST_FILE {
        return Err(Problem::too_large(LARGEST_FILE));
    }
    let mut errors = Vec::new();
    let file_name = file.name.trim().to_owned();
    let kind = Kind::of_name(&file_name);
    if file.bytes.is_empty() {
        errors.push(FieldError::new("file", "must not be empty"));
    } else if kind.is_none() || file_name.chars().count() > 500 || printable(&file_name).is_err() {
        errors.push(FieldError::new("file", "must have a name of at most 500 characters that ends with .csv or .xlsx"));
    }
    let said = form.text("dataset_name")?;
    let dataset_name = dataset_name(said, &file_name);
    if said.is_some_and(|name| name.chars().count() > LONGEST_NAME) {
        errors.push(FieldError::new("dataset_name", "must have at most 255 characters"));
    } else if errors.is_empty() && printable(&dataset_name).is_err() {
        errors.push(FieldError::new("dataset_name", "must not be blank or contain control characters"));
    }
    let served = form.text("customers_served")?.map(|text| text.trim().parse::<f64>().unwrap_or(f64::NAN));
    if let Some(Err(fault)) = served.map(customers) {
        errors.push(FieldError::new("customers_served", fault));
    }
    match kind {
        Some(kind) if errors.is_empty() => Ok(SentTable {
            kind,
            file_name,
            file: file.bytes,
            dataset_name,
            customers_served: served,
            description: None,
            mapping: json!({}),
        }),
        _ => Err(Problem::bad_request("the form is incomplete").errors(errors)),
    }
}

fn refusal(fault: String) -> Problem {
    Problem::bad_request("the table cannot be read").errors(vec![FieldError::new("file", fault)])
}

fn read(dataset: Dataset) -> DataOut {
    DataOut {
        id: dataset.id,
        dataset_name: dataset.dataset_name,
        file_path: dataset.file_path.unwrap_or_default(),
        status: dataset.status,
        row_count: row_count(&dataset.payload),
        summary: Some(dataset.payload),
        message: "The table was processed.",
    }
}

fn under_way(id: DatasetId, file_path: String, table: SentTable) -> DataOut {
    DataOut {
        id,
        dataset_name: table.dataset_name,
        file_path,
        status: DocumentStatus::Processing,
        row_count: None,
        summary: None,
        message: "The table is still being processed: try again in a few seconds.",
    }
}
