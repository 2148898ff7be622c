//! `PATCH /api/v1/sessions/{id}`: renames a conversation.

use crate::State;
use axum::extract::State as Extract;
use garde::Validate;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sisuiq_chat_db::chat_sessions;
use sisuiq_http::{
    BadRequest, Forbidden, Json, NotFound, Path, PayloadTooLarge, Problem, Result, TooManyRequests, Unauthorized,
    Unavailable, Unprocessable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::{ChatMode, ChatSessionId};
use utoipa::ToSchema;

/// The longest title, in Unicode scalar values.
const LONGEST: usize = 500;

/// The new title.
#[derive(Debug, Deserialize, ToSchema, Validate)]
pub(crate) struct RenameIn {
    /// The title, 1 to 500 characters.
    #[garde(length(chars, min = 1, max = LONGEST), custom(|title: &str, (): &()| not_blank(title)))]
    #[schema(min_length = 1, max_length = 500, example = "Losses of the Harbour line")]
    title: String,
}

/// A renamed conversation.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RenamedOut {
    /// The conversation's id.
    session_id: ChatSessionId,
    /// The title.
    #[schema(example = "Losses of the Harbour line")]
    title: Option<String>,
    /// The mode of the first question.
    mode: ChatMode,
    /// The time of the first question.
    created_at: Timestamp,
}

fn not_blank(title: &str) -> garde::Result {
    if title.trim().is_empty() { Err(garde::Error::new("must not be blank")) } else { Ok(()) }
}

/// Rename a conversation
///
/// Changes the title of one of the caller's conversations.
#[utoipa::path(
    patch,
    path = "/api/v1/sessions/{id}",
    tag = "chat",
    params(("id" = ChatSessionId, Path, description = "The conversation")),
    request_body = RenameIn,
    responses(
        (status = 200, body = RenamedOut), BadRequest, Unauthorized, Forbidden, NotFound, PayloadTooLarge, Unprocessable,
        TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn rename(
    caller: User<capabilities::QuestionsAsk>,
    Extract(state): Extract<State>,
    Path(id): Path<ChatSessionId>,
    Json(input): Json<RenameIn>,
) -> Result<Json<RenamedOut>> {
    let connection = state.database.connection().await?;
    let renamed = chat_sessions::rename(&connection, id, caller.id, input.title.trim()).await?;
    let session = renamed.ok_or_else(|| Problem::not_found("session"))?;
    Ok(Json(RenamedOut {
        session_id: session.id,
        title: session.title,
        mode: session.mode,
        created_at: session.created_at,
    }))
}
