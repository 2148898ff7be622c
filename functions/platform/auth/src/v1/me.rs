//! `GET /api/v1/auth/me`: whose session it is.

use axum::extract::State as Extract;
use serde::Serialize;
use sisuiq_accounts_db::users;
use sisuiq_http::{Forbidden, Json, Result, TooManyRequests, Unauthorized, Unavailable};
use sisuiq_identity::Person;
use sisuiq_model::{Surface, UserId, UserRole};
use utoipa::ToSchema;

use crate::State;

/// The account of a session.
#[derive(Serialize, ToSchema)]
pub(crate) struct MeOut {
    id: UserId,
    /// The user name to log in with, if there is one besides the address.
    #[schema(example = "alice")]
    username: Option<String>,
    #[schema(example = "alice@example.com")]
    email: String,
    #[schema(example = "Alice Lwanga")]
    full_name: String,
    is_active: bool,
    /// True if they are an administrator.
    #[schema(example = false)]
    is_superuser: bool,
    role: UserRole,
    /// The surface on which the session began.
    surface: Surface,
}

/// Get the account of a session
///
/// The account that the session belongs to, wherever the session began.
#[utoipa::path(
    get,
    path = "/api/v1/auth/me",
    tag = "customers",
    responses((status = 200, body = MeOut), Unauthorized, Forbidden, TooManyRequests, Unavailable),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn me(caller: Person, Extract(state): Extract<State>) -> Result<Json<MeOut>> {
    let username = users::find_username(&state.database.connection().await?, caller.id).await?;
    Ok(Json(MeOut {
        id: caller.id,
        username,
        email: caller.account.email.clone(),
        full_name: caller.account.name.clone(),
        is_active: caller.account.is_active,
        is_superuser: caller.role == UserRole::Admin,
        role: caller.role,
        surface: caller.surface,
    }))
}
