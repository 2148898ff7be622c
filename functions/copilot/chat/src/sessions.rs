//! `GET /api/chat/sessions`: the caller's newest conversations.

use crate::State;
use axum::extract::State as Extract;
use jiff::Timestamp;
use serde::Serialize;
use sisuiq_chat_db::chat_sessions::{self, ListedSession, Page};
use sisuiq_http::{Forbidden, Json, Result, TooManyRequests, Unauthorized, Unavailable};
use sisuiq_identity::User;
use sisuiq_model::{ChatMode, ChatSessionId};
use utoipa::ToSchema;

/// The most conversations that are listed.
const MOST: i64 = 50;

/// A conversation.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SessionOut {
    /// The conversation's id.
    id: ChatSessionId,
    /// The beginning of its first question.
    #[schema(example = "How many staff will be trained in live-line work")]
    title: Option<String>,
    /// The mode of the first question.
    mode: ChatMode,
    /// The time of the first question.
    created_at: Timestamp,
    /// The number of questions and answers.
    #[schema(example = 2)]
    message_count: i64,
}

impl From<ListedSession> for SessionOut {
    fn from(ListedSession { session, message_count }: ListedSession) -> Self {
        Self { id: session.id, title: session.title, mode: session.mode, created_at: session.created_at, message_count }
    }
}

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
pub(crate) async fn sessions(caller: User, Extract(state): Extract<State>) -> Result<Json<Vec<SessionOut>>> {
    let page = Page { search: None, limit: MOST, offset: 0 };
    let connection = state.database.connection().await?;
    let listed = chat_sessions::list_owned(&connection, caller.id, page).await?;
    Ok(Json(listed.into_iter().map(SessionOut::from).collect()))
}
