//! `POST /api/v1/ops/auth/register`: creates a staff member.

use axum::extract::State as Extract;
use axum::response::Response;
use sisuiq_http::{
    BadRequest, Conflict, Forbidden, IdempotencyHeader, PayloadTooLarge, Result, Submitted, TooManyRequests,
    Unauthorized, Unavailable, Unprocessable,
};
use sisuiq_identity::{Staff, permits};

use crate::State;
use crate::member::StaffOut;
use crate::new_member::{StaffIn, add};

/// Register a staff member
///
/// Adds a staff member, who can log in after approval. Requires `staff.create`.
#[utoipa::path(
    post,
    path = "/api/v1/ops/auth/register",
    tag = "staff",
    request_body = StaffIn,
    params(IdempotencyHeader),
    responses(
        (status = 201, body = StaffOut), BadRequest, Unauthorized, Forbidden, Conflict, PayloadTooLarge, Unprocessable,
        TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn register(
    caller: Staff<permits::StaffCreate>,
    Extract(state): Extract<State>,
    submitted: Submitted<StaffIn>,
) -> Result<Response> {
    add(&state, &caller, submitted).await
}
