//! `POST /api/ingest/data`: a small table in the request itself.

use crate::{State, access, content_type::content_type, customers, dataset_name, deletion::hide, snapshot::row_count};
use aws_sdk_s3::primitives::ByteStream;
use axum::{body::Bytes, extract::State as Extract};
use http::StatusCode;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sisuiq_accounts_db::audit_records::AuditEvent;
use sisuiq_analytics::Kind;
use sisuiq_clock::later;
use sisuiq_documents_db::analytics_snapshots::{self, AnalyticsSnapshot, NewSnapshot};
use sisuiq_http::{
    BadRequest, Claim, Conflict, FieldError, Forbidden, Form, IdempotencyHeader, IdempotencyKey, Json, PayloadTooLarge,
    Problem, RequestTimeout, Result, SubmittedForm, TooManyRequests, Unauthorized, Unavailable, Unprocessable,
    UnsupportedMediaType,
};
use sisuiq_identity::{Caller, User, admission::Uploads, capabilities};
use sisuiq_model::{AnalyticsSnapshotId, AuditAction, DocumentStatus, TableKey, Visibility};
use sisuiq_uploads::printable;
use std::time::Duration;
use tokio::time::{sleep, timeout};
use utoipa::ToSchema;

/// The largest file, in bytes. Lambda admits events of 6 MB, in which a binary body is Base64 and takes 4/3 of its length.
const LARGEST_FILE: usize = 4 * 1024 * 1024;
/// The largest form, in bytes: the file, the other fields and the boundaries.
pub(crate) const LARGEST_FORM: usize = LARGEST_FILE + 64 * 1024;
/// The time that the request waits for the figures.
const WAIT: Duration = Duration::from_secs(8);
/// The interval of polling for the figures.
const PAUSE: Duration = Duration::from_millis(200);
const STORAGE_RETRY: Duration = Duration::from_secs(2);

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
    id: AnalyticsSnapshotId,
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
    SubmittedForm { form, idempotency_key }: SubmittedForm<LARGEST_FORM>,
) -> Result<(StatusCode, Json<DataOut>)> {
    let table = SentTable::read(&form)?;
    let taken = take(&state, &caller, &table, &idempotency_key).await?;
    let seen_by = caller.visibility();
    match timeout(WAIT, finished(&state, seen_by, taken.id)).await {
        Err(_elapsed) => Ok((StatusCode::ACCEPTED, Json(under_way(taken, &table)))),
        Ok(Ok(Some(snapshot))) if snapshot.status == DocumentStatus::Failed => {
            hide(&state, &caller, snapshot.id).await?;
            Err(refusal(snapshot.error_detail.unwrap_or_default()))
        }
        Ok(Ok(Some(snapshot))) => Ok((StatusCode::OK, Json(read(snapshot)))),
        Ok(Ok(None)) => Err(refusal("the table was deleted before it was processed".to_owned())),
        Ok(Err(problem)) => Err(problem),
    }
}

/// The fields of the form.
struct SentTable {
    kind: Kind,
    file_name: String,
    file: Bytes,
    dataset_name: String,
    customers_served: Option<f64>,
}

impl SentTable {
    /// Validates the form. Returns 400 with all fields that are wrong, or 413 for a file that is too large.
    fn read(form: &Form) -> Result<Self> {
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
            errors.push(FieldError::new(
                "file",
                "must have a name of at most 500 characters that ends with .csv or .xlsx",
            ));
        }
        let said = form.text("dataset_name")?;
        let dataset_name = dataset_name(said, &file_name);
        if said.is_some_and(|name| name.chars().count() > 255) {
            errors.push(FieldError::new("dataset_name", "must have at most 255 characters"));
        } else if errors.is_empty() && printable(&dataset_name).is_err() {
            errors.push(FieldError::new("dataset_name", "must not be blank or contain control characters"));
        }
        let served = form.text("customers_served")?.map(|text| text.trim().parse::<f64>().unwrap_or(f64::NAN));
        if let Some(Err(fault)) = served.map(customers) {
            errors.push(FieldError::new("customers_served", fault));
        }
        match kind {
            Some(kind) if errors.is_empty() => {
                Ok(Self { kind, file_name, file: file.bytes, dataset_name, customers_served: served })
            }
            _ => Err(Problem::bad_request("the form is incomplete").errors(errors)),
        }
    }
}

/// The state of an upload: stored with the `Idempotency-Key`, so that a repeated request continues where the first one
/// ended.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
struct Taken {
    id: AnalyticsSnapshotId,
}

impl Taken {
    fn key(self, kind: Kind) -> String {
        TableKey { snapshot_id: self.id, extension: kind.extension() }.to_string()
    }
}

/// Creates a snapshot for the table and uploads the file to its key.
async fn take(state: &State, caller: &Caller, table: &SentTable, idempotency_key: &IdempotencyKey) -> Result<Taken> {
    let taken = promise(state, caller, table, idempotency_key).await?;
    let connection = state.database.connection().await?;
    let seen_by = caller.visibility();
    let found = analytics_snapshots::find_visible(&connection, seen_by, taken.id).await?;
    drop(connection);
    // the object does not exist yet, or the response to its upload was lost; the first upload counts
    if found.is_some_and(|snapshot| snapshot.status == DocumentStatus::Pending)
        && let Err(problem) = put(state, &taken.key(table.kind), table).await
    {
        // with a key, a repeated request uploads to the same snapshot
        if !idempotency_key.is_present() {
            hide(state, caller, taken.id).await?;
        }
        return Err(problem);
    }
    Ok(taken)
}

async fn promise(state: &State, caller: &Caller, table: &SentTable, idempotency_key: &IdempotencyKey) -> Result<Taken> {
    let now = state.clock.now();
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    let claimed = match idempotency_key.claim_or_wait(&transaction, &caller.id.to_string(), now).await? {
        Claim::New(claimed) => claimed,
        Claim::Replay(kept) => return serde_json::from_slice(kept.body()).map_err(Problem::internal),
    };
    let taken = Taken { id: AnalyticsSnapshotId(state.clock.uuid_v7()) };
    let new = NewSnapshot {
        id: taken.id,
        owner_id: caller.id,
        access: access(caller),
        dataset_name: &table.dataset_name,
        file_name: &table.file_name,
        file_path: &taken.key(table.kind),
        declared_size: i64::try_from(table.file.len()).unwrap_or(i64::MAX),
        customers_served: table.customers_served,
        created_at: now,
        upload_expires_at: later(now, state.uploads.lifetime),
    };
    analytics_snapshots::insert(&transaction, &new).await?;
    let event = AuditEvent::done(AuditAction::CreateSnapshot).to(taken.id).with("access", new.access.as_str());
    state.identity.record(&transaction, &caller.actor, &event).await?;
    let body = serde_json::to_vec(&taken).map_err(Problem::internal)?;
    claimed.store(&transaction, StatusCode::ACCEPTED, body).await?;
    transaction.commit().await?;
    Ok(taken)
}

async fn put(state: &State, key: &str, table: &SentTable) -> Result<()> {
    let request = state.uploads.objects.put_object().bucket(&state.uploads.bucket).key(key);
    let request = request.content_type(content_type(table.kind)).body(ByteStream::from(table.file.clone()));
    let sent = request.send().await;
    sent.map(drop).map_err(|error| Problem::unavailable("table store", STORAGE_RETRY).caused_by(error))
}

/// The table once it is ready or failed. `None` if it was deleted meanwhile.
async fn finished(state: &State, seen_by: Visibility, id: AnalyticsSnapshotId) -> Result<Option<AnalyticsSnapshot>> {
    loop {
        let connection = state.database.connection().await?;
        let found = analytics_snapshots::find_visible(&connection, seen_by, id).await?;
        drop(connection);
        match found.as_ref().map(|snapshot| snapshot.status) {
            Some(DocumentStatus::Pending | DocumentStatus::Processing) => sleep(PAUSE).await,
            Some(DocumentStatus::Ready | DocumentStatus::Failed) | None => return Ok(found),
        }
    }
}

fn refusal(fault: String) -> Problem {
    Problem::bad_request("the table cannot be read").errors(vec![FieldError::new("file", fault)])
}

fn read(snapshot: AnalyticsSnapshot) -> DataOut {
    DataOut {
        id: snapshot.id,
        dataset_name: snapshot.dataset_name,
        file_path: snapshot.file_path.unwrap_or_default(),
        status: snapshot.status,
        row_count: row_count(&snapshot.payload),
        summary: Some(snapshot.payload),
        message: "The table was processed.",
    }
}

fn under_way(taken: Taken, table: &SentTable) -> DataOut {
    DataOut {
        id: taken.id,
        dataset_name: table.dataset_name.clone(),
        file_path: taken.key(table.kind),
        status: DocumentStatus::Processing,
        row_count: None,
        summary: None,
        message: "The table is still being processed: try again in a few seconds.",
    }
}
