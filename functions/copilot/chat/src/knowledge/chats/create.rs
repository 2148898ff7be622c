//! `POST /api/v1/knowledge/chats`: creates a conversation about sanctions law.

use super::{super::folder::Folder, KnowledgeChatOut, LONGEST, no_chat, not_blank, unchanged};
use crate::State;
use axum::{extract::State as Extract, response::Response};
use garde::Validate;
use http::StatusCode;
use serde::Deserialize;
use sisuiq_chat_db::knowledge_chats::{self, KnowledgeChat};
use sisuiq_documents_db::knowledge_datasets;
use sisuiq_http::{
    BadRequest, Claim, Conflict, Forbidden, IdempotencyHeader, NotFound, PayloadTooLarge, Problem, Result, Submitted,
    TooManyRequests, Unauthorized, Unavailable, Unprocessable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::{ChatMode, ChatSessionId};
use utoipa::ToSchema;

/// A new conversation. Every member may be absent.
#[derive(Debug, Deserialize, ToSchema, Validate)]
pub(crate) struct ChatIn {
    /// The title, 1 to 500 characters. Without one, the first question becomes the title.
    #[garde(inner(length(chars, min = 1, max = LONGEST), custom(|title: &str, (): &()| not_blank(title))))]
    #[schema(min_length = 1, max_length = 500, example = "Export of turbines")]
    title: Option<String>,
    /// The folder; the default one when absent.
    #[garde(skip)]
    #[schema(min_length = 7, max_length = 36, example = "default")]
    folder_id: Option<String>,
    /// The dataset whose documents are searched, by name. All documents that the caller may see when absent.
    #[garde(inner(length(chars, min = 1, max = 60)))]
    #[schema(min_length = 1, max_length = 60, example = "EU-Sanctions")]
    dataset: Option<String>,
}

/// Create a conversation about sanctions law
///
/// A conversation without messages. Folder and dataset have to be some that the caller sees.
#[utoipa::path(
    post,
    path = "/api/v1/knowledge/chats",
    tag = "knowledge",
    request_body = ChatIn,
    params(IdempotencyHeader),
    responses(
        (status = 201, body = KnowledgeChatOut), BadRequest, Unauthorized, Forbidden, NotFound, Conflict, PayloadTooLarge,
        Unprocessable, TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn create(
    caller: User<capabilities::QuestionsAsk>,
    Extract(state): Extract<State>,
    Submitted { input, idempotency_key }: Submitted<ChatIn>,
) -> Result<Response> {
    let now = state.clock.now();
    let Folder(folder) = input.folder_id.map_or(Ok(Folder(None)), Folder::parse)?;
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    let claimed = match idempotency_key.claim(&transaction, &caller.id.to_string(), now).await? {
        Claim::New(claimed) => claimed,
        Claim::Replay(response) => return Ok(response),
    };
    let dataset = match input.dataset {
        None => None,
        Some(name) => {
            let found = knowledge_datasets::find_visible(&transaction, caller.visibility(), &name).await?;
            Some(found.ok_or_else(|| Problem::not_found("dataset"))?.name)
        }
    };
    let chat = KnowledgeChat {
        id: ChatSessionId(state.clock.uuid_v7()),
        title: input.title.map(|title| title.trim().to_owned()),
        folder,
        dataset,
        created_at: now,
        updated_at: now,
        message_count: 0,
    };
    knowledge_chats::insert(&transaction, &chat, caller.id, ChatMode::Sanctions).await.map_err(unchanged)?;
    let stored = knowledge_chats::find(&transaction, chat.id, caller.id).await?.ok_or_else(no_chat)?;
    let response = claimed.respond(&transaction, StatusCode::CREATED, &KnowledgeChatOut::from(stored)).await?;
    transaction.commit().await?;
    Ok(response)
}
