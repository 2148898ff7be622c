//! `POST /api/auth/logout`: the end of a session.

use axum::extract::State as Extract;
use http::HeaderMap;
use serde::Serialize;
use sisuiq_accounts_db::{
    audit_records::{Actor, AuditEvent},
    auth_sessions,
};
use sisuiq_http::{Json, Result, TooManyRequests, Unavailable};
use sisuiq_identity::{Client, CookieName, Purpose, SetCookies, Visitor};
use sisuiq_model::AuditAction;
use utoipa::ToSchema;

use crate::State;

/// A confirmation.
#[derive(Serialize, ToSchema)]
pub(crate) struct LogoutOut {
    #[schema(example = "logged out")]
    message: &'static str,
}

/// Log out
///
/// Ends the session of the access token, or else of the refresh token, and clears both cookies. Without a session it
/// succeeds too.
#[utoipa::path(
    post,
    path = "/api/auth/logout",
    tag = "auth",
    responses((status = 200, body = LogoutOut), TooManyRequests, Unavailable),
    security((), ("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn logout(
    Visitor { caller, .. }: Visitor,
    Extract(state): Extract<State>,
    client: Client,
    headers: HeaderMap,
) -> Result<(SetCookies, Json<LogoutOut>)> {
    let cookies = state.identity.cookies();
    if let Some(caller) = caller.filter(|caller| caller.session().is_some()) {
        state.identity.end(&caller).await?;
    } else if let Some(hash) =
        cookies.sent(&headers, CookieName::Refresh).and_then(|text| Purpose::Refresh.recognise(text))
    {
        end_by_refresh(&state, &client, &hash).await?;
    }
    Ok((SetCookies::clear(cookies)?, Json(LogoutOut { message: "logged out" })))
}

async fn end_by_refresh(state: &State, client: &Client, hash: &[u8]) -> Result<()> {
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    if let Some((session, user)) = auth_sessions::revoke_by_refresh(&transaction, hash, state.clock.now()).await? {
        let actor = Actor { user: Some(user), session: Some(session), ..client.actor.clone() };
        state.identity.record(&transaction, &actor, &AuditEvent::done(AuditAction::LogOut).to(session)).await?;
    }
    Ok(transaction.commit().await?)
}
