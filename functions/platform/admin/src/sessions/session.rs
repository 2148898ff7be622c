//! A conversation as administrators see it.

use jiff::Timestamp;
use serde::Serialize;
use sisuiq_admin_db::administration::ListedSession;
use sisuiq_model::{ChatMode, ChatSessionId};
use utoipa::ToSchema;

/// A conversation, as administrators see it.
#[derive(Serialize, ToSchema)]
pub(crate) struct AdminSessionOut {
    id: ChatSessionId,
    /// The e-mail address of the owner.
    #[schema(example = "demo@sisuiq.com")]
    user_email: String,
    /// The owner's name.
    #[schema(example = "Demo Admin")]
    user_name: String,
    /// The mode it was started in.
    mode: ChatMode,
    /// The first question, which ends in `...` if it was cut, or the title that the conversation was given later.
    #[schema(example = "Outage analysis of the last quarter")]
    title: Option<String>,
    /// The number of questions and answers, without answers that were replaced.
    #[schema(example = 4, minimum = 0)]
    message_count: i64,
    /// When it was started.
    created_at: Timestamp,
}

impl From<ListedSession> for AdminSessionOut {
    fn from(session: ListedSession) -> Self {
        let ListedSession { id, user_email, user_name, mode, title, message_count, created_at } = session;
        Self { id, user_email, user_name, mode, title, message_count, created_at }
    }
}
