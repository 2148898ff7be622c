//! `POST /api/documents/{id}/versions`: a promise of a place for another file of a document.

use super::MOST;
use crate::{State, create::CONTENT_TYPE};
use axum::{extract::State as Extract, response::Response};
use garde::Validate;
use http::StatusCode;
use serde::{Deserialize, Serialize};
use sisuiq_db::{
    AuditAction, DocumentId, DocumentStatus, ObjectKey,
    audit_records::Deed,
    document_versions::{self, NewVersion},
    documents,
};
use sisuiq_http::{
    BadRequest, Claim, Conflict, FieldError, Forbidden, IdempotencyHeader, NotFound, Path, PayloadTooLarge, Problem,
    Result, Submitted, TooManyRequests, Unauthorized, Unavailable, Unprocessable,
};
use sisuiq_identity::{User, admission::Uploads};
use sisuiq_uploads::UploadOut;
use utoipa::ToSchema;

/// How many versions of a document may wait for their file or be read at the same time.
const MOST_UNFINISHED: i64 = 5;

/// A file to be uploaded.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[garde(allow_unvalidated)]
pub(crate) struct NewVersionIn {
    /// The file's size in bytes: exactly so many will be accepted.
    #[garde(range(min = 1))]
    #[schema(minimum = 1, example = 3_326_751)]
    size: u64,
    /// SHA-256 of its bytes in lower-case hex, if it is known: other bytes will be refused, and the answer says whether the
    /// document has a version with these.
    #[garde(inner(custom(|text: &str, (): &()| crate::list::hex_digest(text))))]
    #[schema(
        min_length = 64,
        max_length = 64,
        pattern = "^[0-9a-f]{64}$",
        example = "7f83b1657ff1fc53b92dc18148a1d65dfc2d4b1fa3d677284addd200126d9069"
    )]
    sha256: Option<String>,
}

/// A version that waits for its file.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CreatedVersionOut {
    /// The document.
    document_id: DocumentId,
    /// The version's number.
    #[schema(example = 2)]
    version: i32,
    /// `pending` until the file has landed.
    status: DocumentStatus,
    /// The newest version with the same bytes, if the digest was given and there is one.
    #[schema(example = 1)]
    duplicate_of: Option<i32>,
    /// How to upload it.
    upload: UploadOut,
}

/// Promise a place for a new version
///
/// Promises a place for another file of a document and returns the form to upload it with, for the document's owner and for
/// administrators who may see it. The version before it answers questions until this one is ready, and citations go on naming
/// the version that they quoted. A document can have 100 versions, of which five may be on their way at the same time.
#[utoipa::path(
    post,
    path = "/api/documents/{id}/versions",
    tag = "documents",
    request_body = NewVersionIn,
    params(("id" = DocumentId, Path, description = "The document"), IdempotencyHeader),
    responses(
        (status = 201, body = CreatedVersionOut), BadRequest, Unauthorized, Forbidden, NotFound, Conflict, PayloadTooLarge,
        Unprocessable, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn create(
    caller: User<Uploads>,
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
    let key = ObjectKey { document_id: id, version }.to_string();
    let upload = state.uploads.promise((&key, CONTENT_TYPE), input.size, now).await?;
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    let claimed = match idempotency_key.claim(&transaction, &caller.id.to_string(), now).await? {
        Claim::New(claimed) => claimed,
        Claim::Replay(response) => return Ok(response),
    };
    if !documents::hold_managed(&transaction, id, caller.id, caller.is_admin()).await? {
        return Err(Problem::not_found("document"));
    }
    let standing = document_versions::standing(&transaction, id).await?;
    if standing.newest >= version {
        return Err(Problem::conflict("another version was begun at the same time: try again"));
    }
    if standing.newest >= MOST || standing.unfinished >= MOST_UNFINISHED {
        let detail = format!(
            "a document can have {MOST} versions, of which {MOST_UNFINISHED} may be on their way at the same time"
        );
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
        document_versions::expect(&transaction, id, version, sha256).await?;
    }
    let number = version.to_string();
    let deed = Deed::done(AuditAction::AddDocumentVersion).to(id).with("version", number.as_str());
    state.identity.record(&transaction, &caller.actor, &deed).await?;
    let status = DocumentStatus::Pending;
    let out = CreatedVersionOut { document_id: id, version, status, duplicate_of, upload };
    let response = claimed.respond(&transaction, StatusCode::CREATED, &out).await?;
    transaction.commit().await?;
    Ok(response)
}

/// The number of the version that is begun next.
async fn next(state: &State, caller: &User<Uploads>, id: DocumentId) -> Result<i32> {
    let connection = state.database.connection().await?;
    if !documents::is_managed(&connection, id, caller.id, caller.is_admin()).await? {
        return Err(Problem::not_found("document"));
    }
    Ok(document_versions::standing(&connection, id).await?.newest + 1)
}
