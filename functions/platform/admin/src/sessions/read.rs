//! `GET /api/admin/sessions/{id}`: whose conversation it is, and how long.

use axum::extract::State as Extract;
use sisuiq_admin_db::administration::{self, SessionFilters};
use sisuiq_http::{
    BadRequest, Forbidden, Json, NotFound, Path, Problem, Result, TooManyRequests, Unauthorized, Unavailable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::{ChatSessionId, ChatSessionOrder, Page};

use super::session::AdminSessionOut;
use crate::State;

/// Get the owner of a conversation
///
/// The entry of one conversation in the list, without its messages.
#[utoipa::path(
    get,
    path = "/api/admin/sessions/{id}",
    tag = "admin",
    params(("id" = ChatSessionId, Path, description = "The conversation")),
    responses(
        (status = 200, body = AdminSessionOut), BadRequest, Unauthorized, Forbidden, NotFound, TooManyRequests,
        Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn read(
    _caller: User<capabilities::ConversationsRead>,
    Extract(state): Extract<State>,
    Path(id): Path<ChatSessionId>,
) -> Result<Json<AdminSessionOut>> {
    let filters = SessionFilters { id: Some(id), ..SessionFilters::default() };
    let page = Page { order: ChatSessionOrder::Newest, limit: 1, offset: 0, after: None };
    let connection = state.database.connection().await?;
    let found = administration::sessions(&filters, &page).read(&connection).await?;
    let session = found.rows.into_iter().next().ok_or_else(|| Problem::not_found("conversation"))?;
    Ok(Json(session.into()))
}
