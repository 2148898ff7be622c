//! `GET /api/chat/conversations/{id}/messages`: the messages of a conversation about a dataset.

use crate::{
    State,
    data::{
        analysis::{Analysis, AnswerChartOut, AnswerFigureOut, RefusalOut, ToolCallOut},
        problems::no_conversation,
    },
    message::MOST_MESSAGES,
};
use axum::extract::State as Extract;
use jiff::Timestamp;
use serde::Serialize;
use sisuiq_chat_db::{
    chat_messages::{self, ChatMessage},
    chat_sessions,
};
use sisuiq_datasets_db::datasets;
use sisuiq_http::{BadRequest, Forbidden, Json, NotFound, Path, Result, TooManyRequests, Unauthorized, Unavailable};
use sisuiq_identity::{User, capabilities};
use sisuiq_model::{ChatSessionId, DatasetId, MessageId, MessageRole, Workspace};
use tokio::try_join;
use utoipa::ToSchema;

/// A conversation about a dataset with its messages.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DataMessagesOut {
    /// The conversation's id.
    conversation_id: ChatSessionId,
    /// The dataset; null for a conversation about none.
    dataset_id: Option<DatasetId>,
    /// The title.
    #[schema(example = "사고유형별 사망자수 합계는?")]
    title: Option<String>,
    /// The newest messages, at most 1,000, in the order in which they were written.
    messages: Vec<DataMessageOut>,
}

/// A question about a dataset, or its answer.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DataMessageOut {
    /// The message's id.
    id: MessageId,
    /// The author.
    role: MessageRole,
    /// The text. That of an answer is Markdown.
    #[schema(example = "사고유형별 사망자수 합계는?")]
    content: String,
    /// The time at which the message was written.
    created_at: Timestamp,
    /// The calls of tools behind an answer, in their order.
    tool_calls: Vec<ToolCallOut>,
    /// The figures of an answer's text, in their order.
    figures: Vec<AnswerFigureOut>,
    /// A chart that shows the answer.
    chart: Option<AnswerChartOut>,
    /// Questions that may follow.
    #[schema(example = json!(["그럼 월별로는?"]))]
    suggestions: Vec<String>,
    /// What was understood; null if the question was not understood.
    #[schema(example = "'사망자수' 합계.")]
    understood: Option<String>,
    /// Why the question is not answered; null if it is.
    refusal: Option<RefusalOut>,
    /// `true` when the question is not answered. The text says why.
    #[schema(example = false)]
    abstained: bool,
}

impl From<ChatMessage> for DataMessageOut {
    fn from(message: ChatMessage) -> Self {
        let stored = Analysis::stored(message.tool_calls.as_ref(), message.analysis.as_ref()).unwrap_or_default();
        let Analysis { tool_calls, figures, chart, suggestions, understood, refusal, .. } = stored;
        Self {
            id: message.id,
            role: message.role,
            content: message.content,
            created_at: message.created_at,
            tool_calls,
            figures,
            chart,
            suggestions,
            understood,
            refusal,
            abstained: message.abstained,
        }
    }
}

/// Read a conversation about a dataset
///
/// Returns the newest messages of one of the caller's conversations, at most 1,000, with the calls and figures of its answers.
#[utoipa::path(
    get,
    path = "/api/chat/conversations/{id}/messages",
    tag = "chat",
    params(("id" = ChatSessionId, Path, description = "The conversation")),
    responses((status = 200, body = DataMessagesOut), BadRequest, Unauthorized, Forbidden, NotFound, TooManyRequests, Unavailable),
    security(("bearer" = []), ("cookie" = []))
)]
pub(crate) async fn messages(
    caller: User<capabilities::QuestionsAsk>,
    Extract(state): Extract<State>,
    Path(id): Path<ChatSessionId>,
) -> Result<Json<DataMessagesOut>> {
    let connection = state.database.connection().await?;
    let (found, messages) = try_join!(
        chat_sessions::find_owned(&connection, id, caller.id),
        chat_messages::list_latest(&connection, id, caller.id, MOST_MESSAGES),
    )?;
    let session = found.filter(|session| session.workspace == Workspace::Data).ok_or_else(no_conversation)?;
    if let Some(dataset) = session.dataset {
        datasets::find_visible(&connection, caller.visibility(), dataset).await?.ok_or_else(no_conversation)?;
    }
    Ok(Json(DataMessagesOut {
        conversation_id: session.id,
        dataset_id: session.dataset,
        title: session.title,
        messages: messages.into_iter().map(DataMessageOut::from).collect(),
    }))
}
