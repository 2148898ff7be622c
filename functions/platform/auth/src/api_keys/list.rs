//! `GET /api/auth/api-keys`: the caller's keys.

use axum::extract::State as Extract;
use serde::Serialize;
use sisuiq_accounts_db::api_keys;
use sisuiq_http::{Forbidden, Json, Result, TooManyRequests, Unauthorized, Unavailable};
use sisuiq_identity::Person;
use utoipa::ToSchema;

use super::ApiKeyOut;
use crate::State;

/// API keys, newest first.
#[derive(Serialize, ToSchema)]
pub(crate) struct ApiKeysOut {
    data: Vec<ApiKeyOut>,
    #[schema(example = 1)]
    count: usize,
}

/// List API keys
///
/// The caller's valid keys.
#[utoipa::path(
    get,
    path = "/api/auth/api-keys",
    tag = "auth",
    responses((status = 200, body = ApiKeysOut), Unauthorized, Forbidden, TooManyRequests, Unavailable),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn list(caller: Person, Extract(state): Extract<State>) -> Result<Json<ApiKeysOut>> {
    let connection = state.database.connection().await?;
    let keys = api_keys::list_standing(&connection, caller.id, state.clock.now()).await?;
    let data: Vec<ApiKeyOut> = keys.into_iter().map(Into::into).collect();
    Ok(Json(ApiKeysOut { count: data.len(), data }))
}
