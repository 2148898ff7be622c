//! `POST /api/documents/{id}/versions`: creates an upload for a new version.

use super::MOST;
use crate::{State, digest::hex_digest, document::CONTENT_TYPE};
use axum::{extract::State as Extract, response::Response};
use garde::Validate;
use http::StatusCode;
use serde::{Deserialize, Serialize};
use sisuiq_accounts_db::audit_records::AuditEvent;
use sisuiq_documents_db::{
    document_versions::{self, NewVersion},
    documents,
};
use sisuiq_http::{
    BadRequest, Claim, Conflict, FieldError, Forbidden, IdempotencyHeader, NotFound, Path, PayloadTooLarge, Problem,
    Result, Submitted, TooManyRequests, Unauthorized, Unavailable, Unprocessable,
};
use sisuiq_identity::{User, admission::Uploads, capabilities};
use sisuiq_model::{AuditAction, Capability, DocumentFormat, DocumentId, DocumentStatus, ObjectKey};
use sisuiq_uploads::UploadOut;
use utoipa::ToSchema;

/// The maximum number of unfinished versions of a document.
const MOST_UNFINISHED: i64 = 5;

/// A new file to upload.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[garde(allow_unvalidated)]
pub(crate) struct NewVersionIn {
    /// The size in bytes; the upload has to have exactly this size.
    #[garde(range(min = 1))]
    #[schema(minimum = 1, example = 3_326_751)]
    size: u64,
    /// SHA-256 of its bytes in lower-case hex, if known: other bytes will be rejected, and the response names an
    /// existing version with the same bytes.
    #[garde(inner(custom(|text: &str, (): &()| hex_digest(text))))]
    #[schema(
        min_length = 64,
        max_length = 64,
        pattern = "^[0-9a-f]{64}$",
        example = "7f83b1657ff1fc53b92dc18148a1d65dfc2d4b1fa3d677284addd200126d9069"
    )]
    sha256: Option<String>,
}

/// A new version that waits for its file.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CreatedVersionOut {
    /// The document.
    document_id: DocumentId,
    /// The version's number.
    #[schema(example = 2)]
    version: i32,
    /// `pending` until the file is uploaded.
    status: DocumentStatus,
    /// The newest version with the same bytes, if the request has a digest and such a version exists.
    #[schema(example = 1)]
    duplicate_of: Option<i32>,
    /// The upload form.
    upload: UploadOut,
}

/// Create an upload for a new version
///
/// Registers a new version of a document and returns the form to upload its file with; for the document's owner and for
/// administrators who may see it. The current version answers questions until the new one is ready, and citations keep
/// referring to the version that they quoted. A document can have 100 versions, five of them in progress at the same
/// time.
#[utoipa::path(
    post,
    path = "/api/documents/{id}/versions",
    tag = "documents",
    extensions(("x-throttle" = json!("work"))),
    request_body = NewVersionIn,
    params(("id" = DocumentId, Path, description = "The document"), IdempotencyHeader),
    responses(
        (status = 201, body = CreatedVersionOut), BadRequest, Unauthorized, Forbidden, NotFound, Conflict, PayloadTooLarge,
        Unprocessable, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn create(
    caller: User<capabilities::DocumentsWrite, Uploads>,
    Extract(state): Extract<State>,
    Path(id): Path<DocumentId>,
    Submitted { input, idempotency_key }: Submitted<NewVersionIn>,
) -> Result<Response> {
    if input.size > state.uploads.max_bytes {
        let fault = format!("must be at most {} bytes", state.uploads.max_bytes);
        return Err(Problem::unprocessable(vec![FieldError::new("size", fault)]));
    }
    let now = state.clock.now();
    let version = next(&state, &caller, id).await?;
    let key = ObjectKey { document_id: id, version, format: DocumentFormat::Pdf }.to_string();
    let upload = state.uploads.promise(&key, CONTENT_TYPE, input.size, now).await?;
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    let claimed = match idempotency_key.claim(&transaction, &caller.id.to_string(), now).await? {
        Claim::New(claimed) => claimed,
        Claim::Replay(response) => return Ok(response),
    };
    if !documents::hold_managed(&transaction, id, caller.id, caller.administers(Capability::DocumentsManage)).await? {
        return Err(Problem::not_found("document"));
    }
    let standing = document_versions::standing(&transaction, id).await?;
    if standing.newest >= version {
        return Err(Problem::conflict("another version was created at the same time: try again"));
    }
    if standing.newest >= MOST || standing.unfinished >= MOST_UNFINISHED {
        let detail = format!("a document can have at most {MOST} versions, {MOST_UNFINISHED} of them in progress");
        return Err(Problem::conflict(detail));
    }
    let duplicate_of = match &input.sha256 {
        Some(sha256) => document_versions::find_of_bytes(&transaction, id, sha256).await?,
        None => None,
    };
    let new = NewVersion {
        document_id: id,
        version,
        object_key: &key,
        declared_size: i64::try_from(input.size).unwrap_or(i64::MAX),
        created_at: now,
        upload_expires_at: upload.expires_at,
    };
    document_versions::insert(&transaction, &new).await?;
    if let Some(sha256) = &input.sha256 {
        document_versions::expect_bytes(&transaction, id, version, sha256).await?;
    }
    let number = version.to_string();
    let event = AuditEvent::done(AuditAction::AddDocumentVersion).to(id).with("version", number.as_str());
    state.identity.record(&transaction, &caller.actor, &event).await?;
    let status = DocumentStatus::Pending;
    let out = CreatedVersionOut { document_id: id, version, status, duplicate_of, upload };
    let response = claimed.respond(&transaction, StatusCode::CREATED, &out).await?;
    transaction.commit().await?;
    Ok(response)
}

/// The number of the next version. Its upload form names the number, so it is read before the document is locked.
async fn next(state: &State, caller: &User<capabilities::DocumentsWrite, Uploads>, id: DocumentId) -> Result<i32> {
    let connection = state.database.connection().await?;
    if !documents::is_managed(&connection, id, caller.id, caller.administers(Capability::DocumentsManage)).await? {
        return Err(Problem::not_found("document"));
    }
    Ok(document_versions::standing(&connection, id).await?.newest + 1)
}
