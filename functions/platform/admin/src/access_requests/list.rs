//! `GET /api/admin/access-requests`: requests of guests for a role.

use axum::extract::State as Extract;
use garde::Validate;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sisuiq_accounts_db::access_requests::{self, ListedAccessRequest};
use sisuiq_http::{Forbidden, Json, Paged, Paging, Result, TooManyRequests, Unauthorized, Unavailable, Unprocessable};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::{AccessRequestId, AccessRequestStatus, UserId, UserRole};
use utoipa::{IntoParams, ToSchema};

use crate::State;

/// Filters of the list of requests.
#[derive(Deserialize, IntoParams, Validate)]
#[garde(allow_unvalidated)]
#[into_params(parameter_in = Query)]
pub(crate) struct AccessRequestsIn {
    /// True for requests that wait for a decision, false for the others.
    #[param(example = true)]
    waiting: Option<bool>,
}

/// A request for access, as administrators see it.
#[derive(Serialize, ToSchema)]
pub(crate) struct AdminAccessRequestOut {
    id: AccessRequestId,
    user_id: UserId,
    /// The e-mail address of the account.
    #[schema(example = "grace@example.com")]
    email: String,
    /// The name of the account.
    #[schema(example = "Grace Akello")]
    name: String,
    /// The account's current role.
    role: UserRole,
    status: AccessRequestStatus,
    /// What the person wrote.
    #[schema(example = "I work on outage reports.")]
    reason: Option<String>,
    /// The role that was given; null before the decision and after a refusal.
    granted_role: Option<UserRole>,
    /// When access was requested.
    created_at: Timestamp,
    /// When an administrator decided.
    decided_at: Option<Timestamp>,
}

/// One page of the list.
#[derive(Serialize, ToSchema)]
pub(crate) struct AdminAccessRequestsOut {
    /// The requests.
    data: Vec<AdminAccessRequestOut>,
    /// The total number of items.
    #[schema(example = 1, minimum = 0)]
    count: i64,
}

/// List requests for access
///
/// Requests of guests for a role, newest first.
#[utoipa::path(
    get,
    path = "/api/admin/access-requests",
    tag = "admin",
    params(AccessRequestsIn, Paging),
    responses(
        (status = 200, body = AdminAccessRequestsOut), Unauthorized, Forbidden, Unprocessable, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn list(
    _caller: User<capabilities::UsersManage>,
    Extract(state): Extract<State>,
    Paged(input, paging): Paged<AccessRequestsIn, Paging>,
) -> Result<Json<AdminAccessRequestsOut>> {
    let connection = state.database.connection().await?;
    let (found, count) = access_requests::list(&connection, input.waiting, paging.limit, paging.offset).await?;
    Ok(Json(AdminAccessRequestsOut { data: found.into_iter().map(AdminAccessRequestOut::from).collect(), count }))
}

impl From<ListedAccessRequest> for AdminAccessRequestOut {
    fn from(listed: ListedAccessRequest) -> Self {
        let ListedAccessRequest { request, user, email, name, role } = listed;
        Self {
            id: request.id,
            user_id: user,
            email,
            name,
            role,
            status: request.status(),
            reason: request.reason,
            granted_role: request.granted_role,
            created_at: request.created_at,
            decided_at: request.decided_at,
        }
    }
}
