//! `POST /api/v1/knowledge/folders`: creates a folder.

use super::{
    super::folder::{Folder, no_folder},
    FolderOut,
};
use crate::{State, question::not_blank};
use axum::{extract::State as Extract, response::Response};
use garde::Validate;
use http::StatusCode;
use serde::Deserialize;
use sisuiq_chat_db::chat_folders::{self, ChatFolder};
use sisuiq_http::{
    BadRequest, Claim, Conflict, Forbidden, IdempotencyHeader, PayloadTooLarge, Problem, Result, Submitted,
    TooManyRequests, Unauthorized, Unavailable, Unprocessable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::ChatFolderId;
use utoipa::ToSchema;

/// The most folders of an account.
const MOST: i64 = 100;

/// A new folder.
#[derive(Debug, Deserialize, ToSchema, Validate)]
pub(crate) struct FolderIn {
    /// The name, 1 to 100 characters; unique, ignoring case.
    #[garde(length(chars, min = 1, max = 100), custom(|name: &str, (): &()| not_blank(name)))]
    #[schema(min_length = 1, max_length = 100, example = "Shipping")]
    name: String,
}

/// Create a folder
///
/// A folder without conversations. An account can have 100.
#[utoipa::path(
    post,
    path = "/api/v1/knowledge/folders",
    tag = "knowledge",
    request_body = FolderIn,
    params(IdempotencyHeader),
    responses(
        (status = 201, body = FolderOut), BadRequest, Unauthorized, Forbidden, Conflict, PayloadTooLarge, Unprocessable,
        TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn create(
    caller: User<capabilities::QuestionsAsk>,
    Extract(state): Extract<State>,
    Submitted { input, idempotency_key }: Submitted<FolderIn>,
) -> Result<Response> {
    let now = state.clock.now();
    let name = input.name.trim().to_owned();
    let folder = ChatFolder { id: ChatFolderId(state.clock.uuid_v7()), name, created_at: now };
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    let claimed = match idempotency_key.claim(&transaction, &caller.id.to_string(), now).await? {
        Claim::New(claimed) => claimed,
        Claim::Replay(response) => return Ok(response),
    };
    if Folder::is_reserved(&folder.name) || !chat_folders::insert(&transaction, &folder, caller.id).await? {
        return Err(Problem::conflict("you already have a folder with this name"));
    }
    if chat_folders::count(&transaction, caller.id).await? > MOST {
        return Err(Problem::conflict(format!("you can have at most {MOST} folders: delete one that you do not need")));
    }
    let stored = chat_folders::find(&transaction, folder.id, caller.id).await?.ok_or_else(no_folder)?;
    let response = claimed.respond(&transaction, StatusCode::CREATED, &FolderOut::from(stored)).await?;
    transaction.commit().await?;
    Ok(response)
}
