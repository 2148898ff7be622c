//! `GET /api/v1/ops/users`: members of staff, the newest first.

use axum::extract::State as Extract;
use axum::response::{AppendHeaders, IntoResponse};
use garde::Validate;
use http::Uri;
use serde::Deserialize;
use sisuiq_accounts_db::staff::{self, Filter};
use sisuiq_http::{Cursor, Forbidden, Json, Query, Result, TooManyRequests, Unauthorized, Unavailable, Unprocessable};
use sisuiq_identity::{Staff, permits};
use sisuiq_model::{StaffId, StaffRoleId};
use utoipa::IntoParams;

use crate::State;
use crate::member::StaffOut;

#[derive(Deserialize, IntoParams, Validate)]
#[into_params(parameter_in = Query)]
#[garde(allow_unvalidated)]
pub(crate) struct ListIn {
    /// Only staff members with this role.
    #[param(example = 3)]
    role_id: Option<i64>,
    /// Only staff members of exactly this department.
    #[garde(inner(length(chars, max = 100)))]
    #[param(max_length = 100, example = "Operations")]
    department: Option<String>,
    /// Only active staff members (true) or inactive ones (false).
    is_active: Option<bool>,
    /// The number of items to skip.
    #[serde(default)]
    #[garde(range(min = 0, max = 1_000_000))]
    #[param(minimum = 0, maximum = 1_000_000, default = 0)]
    skip: i64,
    /// The maximum number of items.
    #[serde(default = "default_limit")]
    #[garde(range(min = 1, max = 100))]
    #[param(minimum = 1, maximum = 100, default = 50)]
    limit: i64,
    /// The cursor from the `Link` header of the previous page: staff members who are added or removed meanwhile do not
    /// shift the pages.
    #[param(value_type = Option<String>, max_length = 64, example = "1763712000000000_7")]
    cursor: Option<Cursor<i64>>,
}

const fn default_limit() -> i64 {
    50
}

/// List staff members
///
/// Staff members, newest first. Requires `staff.view`.
#[utoipa::path(
    get,
    path = "/api/v1/ops/users",
    tag = "staff",
    params(ListIn),
    responses(
        (
            status = 200, body = Vec<StaffOut>,
            headers(("link" = String, description = "The next page, unless this is the last one"))
        ),
        Unauthorized, Forbidden, Unprocessable, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn list(
    _caller: Staff<permits::StaffView>,
    Extract(state): Extract<State>,
    uri: Uri,
    Query(input): Query<ListIn>,
) -> Result<impl IntoResponse> {
    let filter = Filter {
        role: input.role_id.map(StaffRoleId),
        department: input.department.as_deref(),
        is_active: input.is_active,
        skip: input.skip,
        limit: input.limit,
        after: input.cursor.map(|cursor| (cursor.at, StaffId(cursor.id))),
    };
    let found = staff::list(&state.database.connection().await?, &filter).await?;
    let last = found.last().filter(|_| usize::try_from(input.limit) == Ok(found.len()));
    let next = last.and_then(|last| Cursor { at: last.created_at, id: last.id }.link(&uri));
    Ok((AppendHeaders(next), Json(found.into_iter().map(StaffOut::from).collect::<Vec<_>>())))
}
