//! `GET /api/auth/access-request`: the caller's newest request for access.

use axum::extract::State as Extract;
use serde::Serialize;
use sisuiq_accounts_db::access_requests;
use sisuiq_http::{Forbidden, Json, Result, TooManyRequests, Unauthorized, Unavailable};
use sisuiq_identity::Person;
use utoipa::ToSchema;

use super::AccessRequestOut;
use crate::State;

/// The newest request for access.
#[derive(Serialize, ToSchema)]
pub(crate) struct NewestAccessRequestOut {
    /// The request; null if there was none.
    request: Option<AccessRequestOut>,
}

/// Get the own request for access
///
/// The caller's newest request for access.
#[utoipa::path(
    get,
    path = "/api/auth/access-request",
    tag = "auth",
    responses((status = 200, body = NewestAccessRequestOut), Unauthorized, Forbidden, TooManyRequests, Unavailable),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn read(caller: Person, Extract(state): Extract<State>) -> Result<Json<NewestAccessRequestOut>> {
    let found = access_requests::find_newest(&state.database.connection().await?, caller.id).await?;
    Ok(Json(NewestAccessRequestOut { request: found.map(AccessRequestOut::from) }))
}
