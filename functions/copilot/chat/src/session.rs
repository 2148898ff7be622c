//! A conversation as lists show it.

use jiff::Timestamp;
use serde::Serialize;
use sisuiq_chat_db::chat_sessions::ListedSession;
use sisuiq_model::{ChatMode, ChatSessionId};
use utoipa::ToSchema;

/// A conversation.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SessionOut {
    /// The conversation's id.
    id: ChatSessionId,
    /// The first question, which ends in `...` if it was cut, or the title that the conversation was given later.
    #[schema(example = "How many staff will be trained in live-line work")]
    title: Option<String>,
    /// The mode of the first question.
    mode: ChatMode,
    /// The time of the first question.
    created_at: Timestamp,
    /// The number of questions and answers, without answers that were regenerated.
    #[schema(example = 2)]
    message_count: i64,
}

impl From<ListedSession> for SessionOut {
    fn from(ListedSession { session, message_count }: ListedSession) -> Self {
        Self { id: session.id, title: session.title, mode: session.mode, created_at: session.created_at, message_count }
    }
}
