//! `PUT /api/v1/knowledge/chats/{id}`: changes title, folder or dataset of a conversation.

use super::{super::folder::Folder, KnowledgeChatOut, LONGEST, no_chat, not_blank, unchanged};
use crate::State;
use axum::extract::State as Extract;
use garde::Validate;
use serde::{Deserialize, Deserializer};
use sisuiq_chat_db::knowledge_chats::{self, ChatChange};
use sisuiq_documents_db::knowledge_datasets;
use sisuiq_http::{
    BadRequest, Forbidden, Json, NotFound, Path, PayloadTooLarge, Problem, Result, TooManyRequests, Unauthorized,
    Unavailable, Unprocessable,
};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::ChatSessionId;
use utoipa::ToSchema;

/// The members to change. Other members are ignored.
#[derive(Debug, Deserialize, ToSchema, Validate)]
pub(crate) struct ChatChangeIn {
    /// The title, 1 to 500 characters.
    #[garde(inner(length(chars, min = 1, max = LONGEST), custom(|title: &str, (): &()| not_blank(title))))]
    #[schema(min_length = 1, max_length = 500, example = "Export of turbines")]
    title: Option<String>,
    /// The folder.
    #[garde(skip)]
    #[schema(min_length = 7, max_length = 36, example = "default")]
    folder_id: Option<String>,
    /// The dataset whose documents are searched from now on, by name. `null` stands for all documents that the caller may see.
    #[garde(skip)]
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 60, example = "EU-Sanctions")]
    dataset: DatasetChange,
}

/// A dataset that may be changed or removed.
#[derive(Debug, Default)]
enum DatasetChange {
    #[default]
    Unchanged,
    Removed,
    Changed(String),
}

impl<'de> Deserialize<'de> for DatasetChange {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        let name = Option::<String>::deserialize(deserializer)?;
        Ok(name.map_or(Self::Removed, Self::Changed))
    }
}

/// Change a conversation about sanctions law
///
/// Changes title, folder or dataset of one of the caller's conversations; members that are not given stay. Its messages stay as they are.
/// The folder has to be one of the caller's, the dataset one that the caller sees.
#[utoipa::path(
    put,
    path = "/api/v1/knowledge/chats/{id}",
    tag = "knowledge",
    params(("id" = ChatSessionId, Path, description = "The conversation")),
    request_body = ChatChangeIn,
    responses(
        (status = 200, body = KnowledgeChatOut), BadRequest, Unauthorized, Forbidden, NotFound, PayloadTooLarge, Unprocessable,
        TooManyRequests, Unavailable
    ),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn update(
    caller: User<capabilities::QuestionsAsk>,
    Extract(state): Extract<State>,
    Path(id): Path<ChatSessionId>,
    Json(input): Json<ChatChangeIn>,
) -> Result<Json<KnowledgeChatOut>> {
    let folder = input.folder_id.map(Folder::parse).transpose()?.map(|Folder(folder)| folder);
    let connection = state.database.connection().await?;
    let dataset = match &input.dataset {
        DatasetChange::Unchanged => None,
        DatasetChange::Removed => Some(None),
        DatasetChange::Changed(name) => {
            let found = knowledge_datasets::find_visible(&connection, caller.visibility(), name).await?;
            Some(Some(found.ok_or_else(|| Problem::not_found("dataset"))?.name))
        }
    };
    let change = ChatChange {
        title: input.title.as_deref().map(str::trim),
        folder,
        dataset: dataset.as_ref().map(Option::as_deref),
    };
    let changed = knowledge_chats::update(&connection, id, caller.id, change, state.clock.now()).await;
    Ok(Json(changed.map_err(unchanged)?.ok_or_else(no_chat)?.into()))
}
