//! `GET /api/v1/knowledge/chats`: the caller's conversations about sanctions law.

use super::{
    super::folder::{Folder, no_folder},
    KnowledgeChatOut,
};
use crate::State;
use axum::extract::State as Extract;
use garde::Validate;
use serde::{Deserialize, Serialize};
use sisuiq_chat_db::{chat_folders, knowledge_chats};
use sisuiq_http::{
    Forbidden, Json, NotFound, Paged, Paging, Result, TooManyRequests, Unauthorized, Unavailable, Unprocessable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::Page;
use utoipa::{IntoParams, ToSchema};

/// The filter of the list.
#[derive(Debug, Deserialize, IntoParams, Validate)]
#[garde(allow_unvalidated)]
#[into_params(parameter_in = Query)]
pub(crate) struct ChatsIn {
    /// Only those in this folder: `default`, or the id of another one.
    #[param(value_type = Option<String>, min_length = 7, max_length = 36, example = "default")]
    folder_id: Option<String>,
}

/// One page of the list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct KnowledgeChatsOut {
    /// The conversations, newest first.
    data: Vec<KnowledgeChatOut>,
    /// The total number of items.
    #[schema(example = 1, minimum = 0)]
    count: i64,
}

/// List conversations about sanctions law
///
/// The caller's conversations, of all folders or of one, newest first.
#[utoipa::path(
    get,
    path = "/api/v1/knowledge/chats",
    tag = "knowledge",
    params(ChatsIn, Paging),
    responses(
        (status = 200, body = KnowledgeChatsOut), Unauthorized, Forbidden, NotFound, Unprocessable, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn list(
    caller: User<capabilities::DocumentsRead>,
    Extract(state): Extract<State>,
    Paged(ChatsIn { folder_id }, Paging { limit, offset }): Paged<ChatsIn>,
) -> Result<Json<KnowledgeChatsOut>> {
    let folder = folder_id.map(Folder::parse).transpose()?.map(|Folder(id)| id);
    let connection = state.database.connection().await?;
    if let Some(Some(id)) = folder
        && chat_folders::find(&connection, id, caller.id).await?.is_none()
    {
        return Err(no_folder());
    }
    let page = Page { order: (), limit, offset, after: None };
    let found = knowledge_chats::list(&caller.id, &folder, &page).read(&connection).await?;
    let data = found.rows.into_iter().map(KnowledgeChatOut::from).collect();
    Ok(Json(KnowledgeChatsOut { data, count: found.count }))
}
