//! `GET /api/chat/conversations`: the caller's conversations about datasets.

use crate::State;
use axum::extract::State as Extract;
use garde::Validate;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sisuiq_chat_db::chat_sessions::{self, DataSession};
use sisuiq_http::{Forbidden, Json, Query, Result, TooManyRequests, Unauthorized, Unavailable, Unprocessable};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::{ChatSessionId, DatasetId};
use utoipa::{IntoParams, ToSchema};

/// The filter and the page of the list.
#[derive(Debug, Deserialize, IntoParams, Validate)]
#[garde(allow_unvalidated)]
#[into_params(parameter_in = Query)]
pub(crate) struct ConversationsIn {
    /// Only those about this dataset.
    dataset_id: Option<DatasetId>,
    /// The most conversations to return, 1 to 100.
    #[garde(range(min = 1, max = 100))]
    #[serde(default = "default_limit")]
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: i64,
    /// The number of conversations to skip.
    #[garde(range(min = 0))]
    #[serde(default)]
    #[param(minimum = 0, default = 0)]
    offset: i64,
}

/// One page of the list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DataConversationsOut {
    /// The conversations, latest answer first.
    conversations: Vec<DataConversationOut>,
    /// The most conversations of a page.
    #[schema(example = 20, minimum = 1, maximum = 100)]
    limit: i64,
    /// The number of skipped conversations.
    #[schema(example = 0, minimum = 0)]
    offset: i64,
}

/// A conversation about a dataset.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DataConversationOut {
    /// Its id.
    id: ChatSessionId,
    /// The dataset; null for a conversation about none.
    dataset_id: Option<DatasetId>,
    /// The first question, which ends in `...` if it was cut, or the title that it was given later.
    #[schema(example = "사고유형별 사망자수 합계는?")]
    title: Option<String>,
    /// The time of the first question.
    created_at: Timestamp,
    /// The time of the last answer.
    updated_at: Timestamp,
}

impl From<DataSession> for DataConversationOut {
    fn from(DataSession { id, dataset, title, created_at, updated_at }: DataSession) -> Self {
        Self { id, dataset_id: dataset, title, created_at, updated_at }
    }
}

/// List conversations about datasets
///
/// Returns the caller's conversations about datasets, latest answer first. Conversations about datasets that the caller may not see any
/// more are left out. `DELETE /api/v1/sessions/{id}`, `PATCH` and the export take them as well.
#[utoipa::path(
    get,
    path = "/api/chat/conversations",
    tag = "chat",
    params(ConversationsIn),
    responses((status = 200, body = DataConversationsOut), Unauthorized, Forbidden, Unprocessable, TooManyRequests, Unavailable),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn list(
    caller: User<capabilities::QuestionsAsk>,
    Extract(state): Extract<State>,
    Query(ConversationsIn { dataset_id, limit, offset }): Query<ConversationsIn>,
) -> Result<Json<DataConversationsOut>> {
    let connection = state.database.connection().await?;
    let listed = chat_sessions::list_data(&connection, caller.id, dataset_id, (limit, offset)).await?;
    let conversations = listed.into_iter().map(DataConversationOut::from).collect();
    Ok(Json(DataConversationsOut { conversations, limit, offset }))
}

const fn default_limit() -> i64 {
    20
}
