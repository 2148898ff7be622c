//! `GET /api/v1/knowledge/folders`: the caller's folders.

use super::{super::folder::Folder, FolderOut};
use crate::State;
use axum::extract::State as Extract;
use serde::Serialize;
use sisuiq_chat_db::chat_folders;
use sisuiq_http::{Forbidden, Json, Result, TooManyRequests, Unauthorized, Unavailable};
use sisuiq_identity::{User, capabilities};
use utoipa::ToSchema;

/// The caller's folders.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FoldersOut {
    /// The default folder, then the others by name.
    data: Vec<FolderOut>,
    /// The number of folders.
    #[schema(example = 1, minimum = 1)]
    count: usize,
}

/// List folders
///
/// All of the caller's folders of conversations about sanctions law: the default one, which always exists, then the others by name.
#[utoipa::path(
    get,
    path = "/api/v1/knowledge/folders",
    tag = "knowledge",
    responses((status = 200, body = FoldersOut), Unauthorized, Forbidden, TooManyRequests, Unavailable),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn list(
    caller: User<capabilities::DocumentsRead>,
    Extract(state): Extract<State>,
) -> Result<Json<FoldersOut>> {
    let connection = state.database.connection().await?;
    let others = chat_folders::list(&connection, caller.id).await?;
    let default = FolderOut { id: Folder(None), name: "Default".to_owned(), created_at: None };
    let data: Vec<_> = std::iter::once(default).chain(others.into_iter().map(FolderOut::from)).collect();
    Ok(Json(FoldersOut { count: data.len(), data }))
}
