//! `GET /api/v1/auth/me`: whose session it is.

use serde::Serialize;
use sisuiq_db::{Surface, UserId, UserRole};
use sisuiq_http::{Forbidden, Json, TooManyRequests, Unauthorized, Unavailable};
use sisuiq_identity::Person;
use utoipa::ToSchema;

/// An account as investigators see their own.
#[derive(Serialize, ToSchema)]
pub(crate) struct MeOut {
    id: UserId,
    #[schema(example = "alice@example.com")]
    email: String,
    #[schema(example = "Alice Lwanga")]
    full_name: String,
    is_active: bool,
    /// Whether they are an administrator.
    #[schema(example = false)]
    is_superuser: bool,
    role: UserRole,
    /// Where the session began.
    surface: Surface,
}

/// Whose session it is
///
/// Whose session it is, wherever it began.
#[utoipa::path(
    get,
    path = "/api/v1/auth/me",
    tag = "customers",
    responses((status = 200, body = MeOut), Unauthorized, Forbidden, TooManyRequests, Unavailable),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn me(caller: Person) -> Json<MeOut> {
    Json(MeOut {
        id: caller.id,
        email: caller.account.email.clone(),
        full_name: caller.account.name.clone(),
        is_active: caller.account.is_active,
        is_superuser: caller.role == UserRole::Admin,
        role: caller.role,
        surface: caller.surface,
    })
}
