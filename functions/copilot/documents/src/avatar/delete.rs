//! `DELETE /api/v1/users/me/avatar`: no picture any more.

use axum::extract::State as Extract;
use http::StatusCode;
use sisuiq_accounts_db::users;
use sisuiq_http::{Forbidden, Result, TooManyRequests, Unauthorized, Unavailable};
use sisuiq_identity::Person;

use super::forget;
use crate::State;

/// Delete the caller's avatar
///
/// Deletes the caller's avatar. Deleting twice has no further effect.
#[utoipa::path(
    delete,
    path = "/api/v1/users/me/avatar",
    tag = "customers",
    responses((status = 204, description = "The picture is deleted"), Unauthorized, Forbidden, TooManyRequests, Unavailable),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn delete(caller: Person, Extract(state): Extract<State>) -> Result<StatusCode> {
    let connection = state.database.connection().await?;
    let before = users::replace_avatar(&connection, caller.id, None, state.clock.now()).await?;
    drop(connection);
    if let Some(before) = before {
        forget(&state, &before).await;
    }
    Ok(StatusCode::NO_CONTENT)
}
