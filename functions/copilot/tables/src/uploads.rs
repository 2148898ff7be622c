//! `POST /api/ingest/data/uploads`: creates an upload for a table.

use crate::{State, customers};
use axum::{extract::State as Extract, response::Response};
use garde::Validate;
use serde::Deserialize;
use serde_json::json;
use sisuiq_analytics::Kind;
use sisuiq_datasets::{AnnouncedTable, TableUploadOut, dataset_name, promise};
use sisuiq_datasets_db::datasets::DatasetNotes;
use sisuiq_http::{
    BadRequest, Conflict, FieldError, Forbidden, IdempotencyHeader, PayloadTooLarge, Problem, Result, Submitted,
    TooManyRequests, Unauthorized, Unavailable, Unprocessable,
};
use sisuiq_identity::{User, admission::Uploads, capabilities};
use sisuiq_uploads::printable;
use utoipa::ToSchema;

/// A new table to upload.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[garde(allow_unvalidated)]
pub(crate) struct TableIn {
    /// The file's name, ending with `.csv` or `.xlsx`; 1 to 500 characters.
    #[garde(length(chars, min = 1, max = 500), custom(|name: &str, (): &()| printable(name)), custom(|name: &str, (): &()| table(name)))]
    #[schema(min_length = 1, max_length = 500, example = "outages.csv")]
    name: String,
    /// The table's name; the file's name without its ending by default. At most 255 characters.
    #[garde(inner(length(chars, min = 1, max = 255), custom(|name: &str, (): &()| printable(name))))]
    #[schema(min_length = 1, max_length = 255, example = "outages 2024")]
    dataset_name: Option<String>,
    /// The number of customers served; required for reliability indices.
    #[garde(inner(custom(|number: &f64, (): &()| customers(*number).map_err(garde::Error::new))))]
    #[schema(minimum = 1, maximum = 10_000_000_000.0, example = 250_000)]
    customers_served: Option<f64>,
    /// The size in bytes, at most 50 MiB unless configured otherwise; the upload has to have exactly this size.
    #[garde(range(min = 1))]
    #[schema(minimum = 1, example = 70_608)]
    size: u64,
}

/// Create an upload for a table
///
/// Registers one CSV or XLSX file and returns the form to upload it with. Its figures are computed after the upload:
/// `GET /api/ingest/data/{id}` shows the progress. Tables of administrators are visible to everyone; tables of users
/// are private.
#[utoipa::path(
    post,
    path = "/api/ingest/data/uploads",
    tag = "tables",
    extensions(("x-throttle" = json!("work"))),
    request_body = TableIn,
    params(IdempotencyHeader),
    responses((status = 201, body = TableUploadOut), BadRequest, Unauthorized, Forbidden, Conflict, PayloadTooLarge, Unprocessable, TooManyRequests, Unavailable),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn promise_upload(
    caller: User<capabilities::TablesWrite, Uploads>,
    Extract(state): Extract<State>,
    Submitted { input, idempotency_key }: Submitted<TableIn>,
) -> Result<Response> {
    if input.size > state.uploads.max_bytes {
        let limit = format!("must be at most {} bytes", state.uploads.max_bytes);
        return Err(Problem::unprocessable(vec![FieldError::new("size", limit)]));
    }
    let kind = Kind::of_name(input.name.trim()).unwrap_or(Kind::Csv);
    let file_name = input.name.trim();
    let table = AnnouncedTable {
        kind,
        file_name,
        size: input.size,
        dataset_name: &dataset_name(input.dataset_name.as_deref(), file_name),
        customers_served: input.customers_served,
        notes: DatasetNotes::default(),
        mapping: &json!({}),
    };
    promise(&state, &caller, table, idempotency_key).await
}

fn table(name: &str) -> garde::Result {
    match Kind::of_name(name.trim()) {
        Some(_) => Ok(()),
        None => Err(garde::Error::new("must end with .csv or .xlsx")),
    }
}
