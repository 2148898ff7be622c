//! `POST /api/v1/knowledge/chats/{id}/move`: moves a conversation to another folder.

use super::{super::folder::Folder, KnowledgeChatOut, no_chat, unchanged};
use crate::State;
use axum::extract::State as Extract;
use garde::Validate;
use serde::Deserialize;
use sisuiq_chat_db::knowledge_chats::{self, ChatChange};
use sisuiq_http::{
    BadRequest, Forbidden, Json, NotFound, Path, PayloadTooLarge, Result, TooManyRequests, Unauthorized, Unavailable,
    Unprocessable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::ChatSessionId;
use utoipa::ToSchema;

/// The folder to move to.
#[derive(Debug, Deserialize, ToSchema, Validate)]
pub(crate) struct MoveIn {
    /// The folder: `default`, or the id of another one of the caller's.
    #[garde(skip)]
    #[schema(min_length = 7, max_length = 36, example = "default")]
    folder_id: String,
}

/// Move a conversation to a folder
///
/// Moves one of the caller's conversations about sanctions law to another of their folders.
#[utoipa::path(
    post,
    path = "/api/v1/knowledge/chats/{id}/move",
    tag = "knowledge",
    params(("id" = ChatSessionId, Path, description = "The conversation")),
    request_body = MoveIn,
    responses(
        (status = 200, body = KnowledgeChatOut), BadRequest, Unauthorized, Forbidden, NotFound, PayloadTooLarge, Unprocessable,
        TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn file(
    caller: User<capabilities::QuestionsAsk>,
    Extract(state): Extract<State>,
    Path(id): Path<ChatSessionId>,
    Json(MoveIn { folder_id }): Json<MoveIn>,
) -> Result<Json<KnowledgeChatOut>> {
    let Folder(folder) = Folder::parse(folder_id)?;
    let change = ChatChange { folder: Some(folder), ..ChatChange::default() };
    let connection = state.database.connection().await?;
    let moved = knowledge_chats::update(&connection, id, caller.id, change, state.clock.now()).await;
    Ok(Json(moved.map_err(unchanged)?.ok_or_else(no_chat)?.into()))
}
