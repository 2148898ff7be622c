//! `GET /api/v1/sessions/{id}`: one conversation with its messages.

use crate::{
    State,
    message::{MOST_MESSAGES, MessageOut},
};
use axum::extract::State as Extract;
use serde::Serialize;
use sisuiq_chat_db::{chat_messages, chat_sessions};
use sisuiq_http::{
    BadRequest, Forbidden, Json, NotFound, Path, Problem, Result, TooManyRequests, Unauthorized, Unavailable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::{ChatMode, ChatSessionId};
use tokio::try_join;
use utoipa::ToSchema;

/// A conversation with its messages.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ConversationOut {
    /// The conversation's id.
    session_id: ChatSessionId,
    /// The title.
    #[schema(example = "How many staff will be trained in live-line work")]
    title: Option<String>,
    /// The mode of the first question.
    mode: ChatMode,
    /// The newest messages, at most 1,000, in the order in which they were written.
    messages: Vec<MessageOut>,
}

/// Read a conversation with its title
///
/// Returns one of the caller's conversations with its newest messages, at most 1,000.
#[utoipa::path(
    get,
    path = "/api/v1/sessions/{id}",
    tag = "chat",
    params(("id" = ChatSessionId, Path, description = "The conversation")),
    responses((status = 200, body = ConversationOut), BadRequest, Unauthorized, Forbidden, NotFound, TooManyRequests, Unavailable),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn read(
    caller: User<capabilities::QuestionsAsk>,
    Extract(state): Extract<State>,
    Path(id): Path<ChatSessionId>,
) -> Result<Json<ConversationOut>> {
    let connection = state.database.connection().await?;
    let (found, messages) = try_join!(
        chat_sessions::find_owned(&connection, id, caller.id),
        chat_messages::list_latest(&connection, id, caller.id, MOST_MESSAGES),
    )?;
    let session = found.ok_or_else(|| Problem::not_found("session"))?;
    Ok(Json(ConversationOut {
        session_id: session.id,
        title: session.title,
        mode: session.mode,
        messages: messages.into_iter().map(MessageOut::from).collect(),
    }))
}
