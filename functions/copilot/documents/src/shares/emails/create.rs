//! `POST /api/documents/{id}/shares/emails`: lets the owner of an e-mail address read a document.

use super::EmailShareOut;
use crate::State;
use crate::shares::{MOST, ReaderChange, count, hold};
use axum::extract::State as Extract;
use garde::Validate;
use http::StatusCode;
use serde::Deserialize;
use sisuiq_documents_db::{document_email_shares, document_shares};
use sisuiq_events::announce;
use sisuiq_http::{
    BadRequest, Conflict, Forbidden, Json, NotFound, Path, PayloadTooLarge, Problem, Result, TooManyRequests,
    Unauthorized, Unavailable, Unprocessable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::{AuditAction, DocumentId, EmailShareId};
use utoipa::ToSchema;

/// An e-mail address to share a document with.
#[derive(Deserialize, ToSchema, Validate)]
pub(crate) struct EmailShareIn {
    /// The address, ignoring case.
    #[garde(length(chars, max = 254), email)]
    #[schema(max_length = 254, format = Email, example = "grace@example.com")]
    email: String,
}

/// Share a document with an e-mail address
///
/// Whoever has confirmed this address, now or later, may read the document and get answers from it, except guests. The answer
/// does not tell whether there is such an account. Sharing twice returns the same share with status 200. A document can be shared with
/// 1,000 accounts and e-mail addresses.
#[utoipa::path(
    post,
    path = "/api/documents/{id}/shares/emails",
    tag = "documents",
    request_body = EmailShareIn,
    params(("id" = DocumentId, Path, description = "The document")),
    responses(
        (status = 201, body = EmailShareOut), (status = 200, body = EmailShareOut, description = "It was shared already"), BadRequest,
        Unauthorized, Forbidden, NotFound, Conflict, PayloadTooLarge, Unprocessable, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn create(
    caller: User<capabilities::DocumentsWrite>,
    Extract(state): Extract<State>,
    Path(id): Path<DocumentId>,
    Json(input): Json<EmailShareIn>,
) -> Result<(StatusCode, Json<EmailShareOut>)> {
    let now = state.clock.now();
    let new = EmailShareId(state.clock.uuid_v7());
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    hold(&transaction, &caller, id).await?;
    let (share, is_new) = document_email_shares::insert(&transaction, new, id, &input.email, now).await?;
    if !is_new {
        return Ok((StatusCode::OK, Json(share.into())));
    }
    if document_shares::count(&transaction, id).await? > MOST {
        return Err(Problem::conflict(format!(
            "a document can be shared with at most {MOST} accounts and addresses: share it with a group or a role instead"
        )));
    }
    let reader = share.id.to_string();
    let change = ReaderChange { action: AuditAction::ShareDocument, document: id, reader: &reader };
    let readers = count(&state, &transaction, &caller, change, now).await?;
    transaction.commit().await?;
    drop(connection);
    announce("access update", id, state.queue.send_readers(readers)).await;
    Ok((StatusCode::CREATED, Json(share.into())))
}
