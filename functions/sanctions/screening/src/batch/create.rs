//! `POST /api/v1/knowledge/screen/batch`: creates an upload for a file of subjects.

use axum::extract::State as Extract;
use axum::response::Response;
use encoding_rs::Encoding;
use garde::Validate;
use http::StatusCode;
use serde::{Deserialize, Serialize};
use sisuiq_accounts_db::audit_records::AuditEvent;
use sisuiq_clock::later;
use sisuiq_http::{
    BadRequest, Claim, Conflict, FieldError, Forbidden, IdempotencyHeader, PayloadTooLarge, Problem, Result, Submitted,
    TooManyRequests, Unauthorized, Unavailable, Unprocessable,
};
use sisuiq_identity::{User, admission::Uploads, capabilities};
use sisuiq_model::{AuditAction, ScreeningBatchId, ScreeningBatchStatus, SourceId};
use sisuiq_sanctions_db::{
    name_indexes,
    screening_batches::{self, NewBatch},
};
use sisuiq_screener::FORMAT;
use sisuiq_uploads::{UploadOut, printable};
use utoipa::ToSchema;

use crate::{State, screen::name_unknown};

/// The largest file, in bytes.
const LARGEST_FILE: u64 = 32 * 1024 * 1024;

/// A file of subjects.
#[derive(Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub(crate) struct ScreeningBatchIn {
    /// The name of the file, ending with `.csv`.
    #[garde(length(chars, min = 5, max = 500), custom(|name: &str, (): &()| printable(name)), custom(csv))]
    #[schema(min_length = 5, max_length = 500, example = "customers.csv")]
    file_name: String,
    /// The size in bytes, at most 32 MiB; the upload has to have exactly this size.
    #[garde(range(min = 1, max = LARGEST_FILE))]
    #[schema(minimum = 1, maximum = 33_554_432, example = 1_048_576)]
    size: u64,
    /// The character encoding, such as `windows-1252`. It is needed if the bytes of the file do not tell it for certain: UTF-8 and UTF-16 are told.
    #[garde(inner(length(chars, min = 1, max = 40)))]
    #[serde(default)]
    #[schema(min_length = 1, max_length = 40, example = "windows-1252")]
    encoding: Option<String>,
    /// The sources whose lists are searched; all enabled ones if none is given.
    #[garde(inner(length(min = 1, max = 200)))]
    #[serde(default)]
    #[schema(min_items = 1, max_items = 200)]
    sources: Option<Vec<SourceId>>,
    /// The score from which an entry is a hit; that of each list if it is left out.
    #[garde(range(min = 0.5, max = 1.0))]
    #[serde(default)]
    #[schema(minimum = 0.5, maximum = 1.0, example = 0.7)]
    threshold: Option<f64>,
}

/// A batch that waits for its file.
#[derive(Serialize, ToSchema)]
pub(crate) struct NewScreeningBatchOut {
    id: ScreeningBatchId,
    status: ScreeningBatchStatus,
    upload: UploadOut,
}

/// Refuses names of other files.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "garde passes the context by reference")]
fn csv(name: &str, (): &()) -> garde::Result {
    let is_csv = name.get(name.len().saturating_sub(4)..).is_some_and(|end| end.eq_ignore_ascii_case(".csv"));
    if is_csv { Ok(()) } else { Err(garde::Error::new("must end with .csv")) }
}

/// Screen a file
///
/// Registers a CSV file of up to 100,000 subjects and returns the form to upload it with. Its rows are screened after the upload, all against the same
/// versions of the lists; `GET /api/v1/knowledge/screen/batch/{id}` shows the progress.
///
/// The first line has headings: `name`, and optionally `id` (the caller's own id of the subject), `kind`, `birth_date`, `country`, `gender` and the classes of
/// identifiers (`passport`, `tax_number`, `imo` and others), with the values of `POST /api/v1/knowledge/screen`. Several values of a cell are
/// separated by `|`, cells by commas, semicolons or tabs. Other columns are ignored and named. A row that is wrong gets errors and does not affect others. Files
/// that cannot be read with certainty fail with the reason. The file is deleted once it is read; rows and alerts are kept like single screenings.
#[utoipa::path(
    post,
    path = "/api/v1/knowledge/screen/batch",
    tag = "screening",
    extensions(("x-throttle" = json!("work"))),
    request_body = ScreeningBatchIn,
    params(IdempotencyHeader),
    responses(
        (status = 201, body = NewScreeningBatchOut), BadRequest, Unauthorized, Forbidden, Conflict, PayloadTooLarge,
        Unprocessable, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn create(
    caller: User<capabilities::ScreeningUse, Uploads>,
    Extract(state): Extract<State>,
    Submitted { input, idempotency_key }: Submitted<ScreeningBatchIn>,
) -> Result<Response> {
    let now = state.clock.now();
    let id = ScreeningBatchId(state.clock.uuid_v7());
    is_encoding(input.encoding.as_deref())?;
    let mut connection = state.database.connection().await?;
    let lists = name_indexes::list_current(&connection, FORMAT, input.sources.as_deref()).await?;
    name_unknown(input.sources.as_deref(), &lists)?;
    if lists.is_empty() {
        return Err(Problem::conflict("no list is watched: create a source of a list, and run it"));
    }
    let object_key = format!("screening/{id}/1.csv");
    let upload = state.uploads.promise(&object_key, "text/csv", input.size, now).await?;
    let transaction = connection.transaction().await?;
    let claimed = match idempotency_key.claim(&transaction, &caller.id.to_string(), now).await? {
        Claim::New(claimed) => claimed,
        Claim::Replay(response) => return Ok(response),
    };
    let batch = NewBatch {
        id,
        requested_by: caller.id,
        file_name: input.file_name,
        object_key,
        bytes: i64::try_from(input.size).map_err(Problem::internal)?,
        encoding: input.encoding,
        threshold: input.threshold,
        sources: input.sources,
        upload_until: upload.expires_at,
        created_at: now,
        expires_at: later(now, state.retention),
    };
    screening_batches::insert(&transaction, &batch).await?;
    let event = AuditEvent::done(AuditAction::CreateScreeningBatch).to(id).with("bytes", batch.bytes);
    state.identity.record(&transaction, &caller.actor, &event).await?;
    let answer = NewScreeningBatchOut { id, status: ScreeningBatchStatus::Uploading, upload };
    let response = claimed.respond(&transaction, StatusCode::CREATED, &answer).await?;
    transaction.commit().await?;
    Ok(response)
}

fn is_encoding(name: Option<&str>) -> Result<()> {
    match name {
        Some(name) if Encoding::for_label_no_replacement(name.as_bytes()).is_none() => {
            let text = "must be the name of a character encoding, such as windows-1252";
            Err(Problem::unprocessable(vec![FieldError::new("encoding", text)]))
        }
        _ => Ok(()),
    }
}
