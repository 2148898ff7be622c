//! `DELETE /api/v1/knowledge/folders/{id}`: deletes a folder.

use super::super::folder::{Folder, no_folder};
use crate::State;
use axum::extract::State as Extract;
use http::StatusCode;
use sisuiq_chat_db::chat_folders;
use sisuiq_http::{BadRequest, Forbidden, NotFound, Path, Problem, Result, TooManyRequests, Unauthorized, Unavailable};
use sisuiq_identity::{User, capabilities};

/// Delete a folder
///
/// Moves its conversations to the default folder, which itself cannot be deleted.
#[utoipa::path(
    delete,
    path = "/api/v1/knowledge/folders/{id}",
    tag = "knowledge",
    params(("id" = String, Path, description = "The folder", min_length = 7, max_length = 36, example = "0190b5a0-0000-7000-8000-000000000000")),
    responses(
        (status = 204, description = "The folder is deleted"), BadRequest, Unauthorized, Forbidden, NotFound, TooManyRequests,
        Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn delete(
    caller: User<capabilities::QuestionsAsk>,
    Extract(state): Extract<State>,
    Path(Folder(folder)): Path<Folder>,
) -> Result<StatusCode> {
    let id = folder.ok_or_else(|| Problem::bad_request("the default folder cannot be deleted"))?;
    let connection = state.database.connection().await?;
    if !chat_folders::delete(&connection, id, caller.id).await? {
        return Err(no_folder());
    }
    Ok(StatusCode::NO_CONTENT)
}
