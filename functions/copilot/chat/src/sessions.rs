//! `GET /api/chat/sessions`: the caller's newest conversations.

use crate::{State, session::SessionOut};
use axum::extract::State as Extract;
use sisuiq_chat_db::chat_sessions::{self, Page};
use sisuiq_http::{Forbidden, Json, Result, TooManyRequests, Unauthorized, Unavailable};
use sisuiq_identity::{User, capabilities};

/// The most conversations that are listed.
const MOST: i64 = 50;

/// List conversations
///
/// Returns the caller's newest conversations, at most 50, newest first.
#[utoipa::path(
    get,
    path = "/api/chat/sessions",
    tag = "chat",
    responses((
            status = 200, body = Vec<SessionOut>,
            links(("history" = (
                operation_id = "get_chat_history_session_id", parameters(("session_id" = "$response.body#/0/id"))
            )))
        ), Unauthorized, Forbidden, TooManyRequests, Unavailable),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn sessions(
    caller: User<capabilities::QuestionsAsk>,
    Extract(state): Extract<State>,
) -> Result<Json<Vec<SessionOut>>> {
    let page = Page { search: None, limit: MOST, offset: 0 };
    let connection = state.database.connection().await?;
    let listed = chat_sessions::list_owned(&connection, caller.id, page).await?;
    Ok(Json(listed.into_iter().map(SessionOut::from).collect()))
}
