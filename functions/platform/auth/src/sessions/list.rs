//! `GET /api/auth/sessions`: where the caller is logged in.

use axum::extract::State as Extract;
use jiff::Timestamp;
use serde::Serialize;
use sisuiq_accounts_db::auth_sessions::{self, Standing};
use sisuiq_http::{Forbidden, Json, Result, TooManyRequests, Unauthorized, Unavailable};
use sisuiq_identity::Person;
use sisuiq_model::{AuthSessionId, Surface};
use utoipa::ToSchema;

use crate::State;

/// The maximum number of listed sessions.
const MOST: i64 = 100;

/// One session.
#[derive(Serialize, ToSchema)]
pub(crate) struct LoginSessionOut {
    id: AuthSessionId,
    surface: Surface,
    /// The `User-Agent` of the login.
    #[schema(example = "curl/8.5.0")]
    user_agent: Option<String>,
    /// The IP address of the login.
    #[schema(example = "203.0.113.9")]
    address: Option<String>,
    created_at: Timestamp,
    /// When its tokens were last refreshed.
    last_used_at: Option<Timestamp>,
    expires_at: Timestamp,
    /// True if it is the session of this request.
    is_current: bool,
}

/// Sessions, newest first.
#[derive(Serialize, ToSchema)]
pub(crate) struct LoginSessionsOut {
    data: Vec<LoginSessionOut>,
    #[schema(example = 1)]
    count: usize,
}

/// List the caller's sessions
///
/// Where the caller is logged in: the latest hundred sessions.
#[utoipa::path(
    get,
    path = "/api/auth/sessions",
    tag = "auth",
    responses((status = 200, body = LoginSessionsOut), Unauthorized, Forbidden, TooManyRequests, Unavailable),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn list(caller: Person, Extract(state): Extract<State>) -> Result<Json<LoginSessionsOut>> {
    let connection = state.database.connection().await?;
    let standing = auth_sessions::list_standing(&connection, caller.id, state.clock.now(), MOST).await?;
    let data: Vec<LoginSessionOut> =
        standing.into_iter().map(|one| LoginSessionOut::new(one, caller.session())).collect();
    Ok(Json(LoginSessionsOut { count: data.len(), data }))
}

impl LoginSessionOut {
    fn new(standing: Standing, current: Option<AuthSessionId>) -> Self {
        let Standing { id, surface, user_agent, address, created_at, last_used_at, expires_at } = standing;
        Self { id, surface, user_agent, address, created_at, last_used_at, expires_at, is_current: Some(id) == current }
    }
}
