//! `POST /api/v1/ops/users`: creates a staff member.

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

/// Create a staff member
///
/// An alias of `POST /api/v1/ops/auth/register` at the address of the staff list. The new staff member can log in after
/// approval. Requires `staff.create`.
#[utoipa::path(
    post,
    path = "/api/v1/ops/users",
    tag = "staff",
    request_body = StaffIn,
    params(IdempotencyHeader),
    responses(
        (status = 201, body = StaffOut), BadRequest, Unauthorized, Forbidden, Conflict, PayloadTooLarge, Unprocessable,
        TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn create(
    caller: Staff<permits::StaffCreate>,
    Extract(state): Extract<State>,
    submitted: Submitted<StaffIn>,
) -> Result<Response> {
    add(&state, &caller, submitted).await
}
