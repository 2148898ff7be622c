//! A question or an answer as clients see it.

use jiff::Timestamp;
use serde::Serialize;
use sisuiq_chat_db::chat_messages::ChatMessage;
use sisuiq_model::{MessageId, MessageRole};
use utoipa::ToSchema;

/// The most messages of a conversation that are returned or exported.
pub(crate) const MOST_MESSAGES: i64 = 1_000;

/// A question or an answer.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MessageOut {
    /// The message's id.
    id: MessageId,
    /// The author.
    role: MessageRole,
    /// The text.
    #[schema(example = "How many staff will be trained in live-line work in 2028?")]
    content: String,
    /// The time at which the message was written.
    created_at: Timestamp,
    /// The cited sources of an answer, in the form shown to people.
    #[schema(example = json!([]))]
    sources: Vec<String>,
    /// `true` when the documents say too little, or support nothing that a model wrote. The text says so.
    #[schema(example = false)]
    abstained: bool,
}

impl From<ChatMessage> for MessageOut {
    fn from(message: ChatMessage) -> Self {
        Self {
            id: message.id,
            role: message.role,
            content: message.content,
            created_at: message.created_at,
            sources: message.sources,
            abstained: message.abstained,
        }
    }
}
