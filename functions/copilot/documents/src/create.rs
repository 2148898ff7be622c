//! `POST /api/documents`: creates an upload.

use crate::{
    State,
    creation::{self, CreatedOut, DocumentIn},
};
use axum::{extract::State as Extract, response::Response};
use sisuiq_http::{
    BadRequest, Conflict, Forbidden, IdempotencyHeader, PayloadTooLarge, Result, Submitted, TooManyRequests,
    Unauthorized, Unavailable, Unprocessable,
};
use sisuiq_identity::{User, admission::Uploads, capabilities};

/// Create an upload
///
/// Registers one PDF and returns the form to upload it with. Documents of administrators are visible to everyone;
/// documents of users are private until shared.
#[utoipa::path(
    post,
    path = "/api/documents",
    tag = "documents",
    extensions(("x-throttle" = json!("work"))),
    request_body = DocumentIn,
    params(IdempotencyHeader),
    responses((status = 201, body = CreatedOut), BadRequest, Unauthorized, Forbidden, Conflict, PayloadTooLarge, Unprocessable, TooManyRequests, Unavailable),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn create(
    caller: User<capabilities::DocumentsWrite, Uploads>,
    Extract(state): Extract<State>,
    submitted: Submitted<DocumentIn>,
) -> Result<Response> {
    creation::create(&state, &caller, submitted, None).await
}
