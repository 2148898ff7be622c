//! `GET /api/groups`: groups that documents can be shared with.

use crate::State;
use axum::extract::State as Extract;
use garde::Validate;
use serde::{Deserialize, Serialize};
use sisuiq_accounts_db::account_groups::{self, AccountGroup};
use sisuiq_http::{Forbidden, Json, Paged, Paging, Result, TooManyRequests, Unauthorized, Unavailable, Unprocessable};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::AccountGroupId;
use utoipa::{IntoParams, ToSchema};

/// Filters of the groups.
#[derive(Deserialize, IntoParams, Validate)]
#[into_params(parameter_in = Query)]
pub(crate) struct GroupsIn {
    /// Only groups whose name contains this text, ignoring case.
    #[garde(inner(length(chars, min = 1, max = 100)))]
    #[param(min_length = 1, max_length = 100, example = "grid")]
    q: Option<String>,
}

/// A group of accounts.
#[derive(Serialize, ToSchema)]
pub(crate) struct GroupOut {
    id: AccountGroupId,
    /// Its name.
    #[schema(example = "Grid planning")]
    name: String,
    /// The number of its members.
    #[schema(example = 12, minimum = 0)]
    member_count: i64,
}

/// One page of the groups.
#[derive(Serialize, ToSchema)]
pub(crate) struct GroupsOut {
    /// The groups.
    data: Vec<GroupOut>,
    /// The total number of items.
    #[schema(example = 1, minimum = 0)]
    count: i64,
}

/// List groups to share with
///
/// The groups that documents can be shared with, by name.
#[utoipa::path(
    get,
    path = "/api/groups",
    tag = "documents",
    params(GroupsIn, Paging),
    responses(
        (status = 200, body = GroupsOut), Unauthorized, Forbidden, Unprocessable, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn list(
    _caller: User<capabilities::DocumentsWrite>,
    Extract(state): Extract<State>,
    Paged(input, paging): Paged<GroupsIn, Paging>,
) -> Result<Json<GroupsOut>> {
    let connection = state.database.connection().await?;
    let (found, count) = account_groups::list(&connection, input.q.as_deref(), paging.limit, paging.offset).await?;
    Ok(Json(GroupsOut { data: found.into_iter().map(GroupOut::from).collect(), count }))
}

impl From<AccountGroup> for GroupOut {
    fn from(group: AccountGroup) -> Self {
        Self { id: group.id, name: group.name, member_count: group.members }
    }
}
