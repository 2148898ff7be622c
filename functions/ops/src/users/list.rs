//! `GET /api/v1/ops/users`: members of staff, the newest first.

use axum::extract::State as Extract;
use garde::Validate;
use serde::Deserialize;
use sisuiq_db::StaffRoleId;
use sisuiq_db::staff::{self, Filter};
use sisuiq_http::{Forbidden, Json, Query, Result, TooManyRequests, Unauthorized, Unavailable, Unprocessable};
use sisuiq_identity::{Staff, permits};
use utoipa::IntoParams;

use crate::State;
use crate::member::StaffOut;

#[derive(Deserialize, IntoParams, Validate)]
#[into_params(parameter_in = Query)]
#[garde(allow_unvalidated)]
pub(crate) struct ListIn {
    /// Those with this role.
    #[param(example = 3)]
    role_id: Option<i64>,
    /// Those of exactly this department.
    #[garde(inner(length(chars, max = 100)))]
    #[param(max_length = 100, example = "Operations")]
    department: Option<String>,
    /// Those in service, or those that are not.
    is_active: Option<bool>,
    /// So many are left out.
    #[serde(default)]
    #[garde(range(min = 0, max = 1_000_000))]
    #[param(minimum = 0, maximum = 1_000_000, default = 0)]
    skip: i64,
    /// So many at most.
    #[serde(default = "usual")]
    #[garde(range(min = 1, max = 100))]
    #[param(minimum = 1, maximum = 100, default = 50)]
    limit: i64,
}

const fn usual() -> i64 {
    50
}

/// List members of staff
///
/// Members of staff, the newest first. Needs `staff.view`.
#[utoipa::path(
    get,
    path = "/api/v1/ops/users",
    tag = "staff",
    params(ListIn),
    responses((status = 200, body = Vec<StaffOut>), Unauthorized, Forbidden, Unprocessable, TooManyRequests, Unavailable),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn list(
    _caller: Staff<permits::StaffView>,
    Extract(state): Extract<State>,
    Query(input): Query<ListIn>,
) -> Result<Json<Vec<StaffOut>>> {
    let filter = Filter {
        role: input.role_id.map(StaffRoleId),
        department: input.department.as_deref(),
        is_active: input.is_active,
        skip: input.skip,
        limit: input.limit,
    };
    let found = staff::list(&state.database.connection().await?, &filter).await?;
    Ok(Json(found.into_iter().map(Into::into).collect()))
}
