//! `/api/auth/sessions`: lists and ends the caller's sessions.

use axum::extract::State as Extract;
use http::StatusCode;
use jiff::Timestamp;
use serde::Serialize;
use sisuiq_accounts_db::{
    audit_records::Deed,
    auth_sessions::{self, Ending, Standing},
};
use sisuiq_http::{
    BadRequest, Forbidden, Json, NotFound, Path, Problem, Result, TooManyRequests, Unauthorized, Unavailable,
};
use sisuiq_identity::Person;
use sisuiq_model::{AuditAction, AuthSessionId, Surface};
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

/// End a session
///
/// Ends one of the caller's sessions. Its tokens are rejected from the next request on.
#[utoipa::path(
    delete,
    path = "/api/auth/sessions/{id}",
    tag = "auth",
    params(("id" = AuthSessionId, Path, description = "The session")),
    responses((status = 204, description = "The session is ended"), BadRequest, Unauthorized, Forbidden, NotFound, TooManyRequests, Unavailable),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn end(
    caller: Person,
    Extract(state): Extract<State>,
    Path(id): Path<AuthSessionId>,
) -> Result<StatusCode> {
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    if !auth_sessions::revoke_owned(&transaction, id, caller.id, state.clock.now()).await? {
        return Err(Problem::not_found("session"));
    }
    state.identity.record(&transaction, &caller.actor, &Deed::done(AuditAction::EndSession).to(id)).await?;
    transaction.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// End all other sessions
///
/// Ends all sessions of the caller except the current one.
#[utoipa::path(
    delete,
    path = "/api/auth/sessions",
    tag = "auth",
    responses((status = 204, description = "The sessions are ended"), Unauthorized, Forbidden, TooManyRequests, Unavailable),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn end_others(caller: Person, Extract(state): Extract<State>) -> Result<StatusCode> {
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    let now = state.clock.now();
    let ended = auth_sessions::revoke_all(&transaction, caller.id, caller.session(), now, Ending::Ended).await?;
    if ended > 0 {
        let deed = Deed::done(AuditAction::EndOtherSessions).to(caller.id).with("sessions", ended);
        state.identity.record(&transaction, &caller.actor, &deed).await?;
    }
    transaction.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

impl LoginSessionOut {
    fn new(standing: Standing, current: Option<AuthSessionId>) -> Self {
        let Standing { id, surface, user_agent, address, created_at, last_used_at, expires_at } = standing;
        Self { id, surface, user_agent, address, created_at, last_used_at, expires_at, is_current: Some(id) == current }
    }
}
