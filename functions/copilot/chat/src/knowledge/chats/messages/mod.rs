//! `/api/v1/knowledge/chats/{id}/messages`: questions about sanctions law and their answers in four sections.

pub(crate) mod ask;
pub(crate) mod stream;

use super::no_chat;
use crate::{
    State,
    question::{ChatQuestion, MESSAGE_LIMIT, not_blank},
};
use garde::Validate;
use serde::Deserialize;
use sisuiq_chat_db::knowledge_chats;
use sisuiq_documents_db::knowledge_datasets;
use sisuiq_http::{Problem, Result};
use sisuiq_identity::Caller;
use sisuiq_model::{ChatMode, ChatSessionId, DocumentFilter, DocumentId, Workspace};
use utoipa::ToSchema;
use uuid::Uuid;

/// The most documents of a dataset that are searched: it cannot have more.
const MOST_DOCUMENTS: i64 = 1_000;
/// No document. A filter without documents would let all of them through.
const NO_DOCUMENT: DocumentId = DocumentId(Uuid::nil());

/// A question about sanctions law.
#[derive(Debug, Deserialize, ToSchema, Validate)]
pub(crate) struct KnowledgeQuestionIn {
    /// The question, 1 to 4,000 characters.
    #[garde(length(chars, min = 1, max = MESSAGE_LIMIT), custom(|message: &str, (): &()| not_blank(message)))]
    #[schema(min_length = 1, max_length = 4000, example = "May turbines be exported to Russia?")]
    message: String,
    /// The dataset whose documents are searched for this question, by name. That of the conversation when absent.
    #[garde(inner(length(chars, min = 1, max = 60)))]
    #[schema(min_length = 1, max_length = 60, example = "EU-Sanctions")]
    dataset: Option<String>,
}

/// Finds the conversation and the documents of a question.
async fn question(
    state: &State,
    caller: &Caller,
    id: ChatSessionId,
    KnowledgeQuestionIn { message, dataset }: KnowledgeQuestionIn,
) -> Result<ChatQuestion> {
    let connection = state.database.connection().await?;
    let chat = knowledge_chats::find(&connection, id, caller.id).await?.ok_or_else(no_chat)?;
    let seen_by = caller.visibility();
    let documents = match dataset.or(chat.dataset) {
        None => Vec::new(),
        Some(name) => {
            let found = knowledge_datasets::find_visible(&connection, seen_by, &name).await?;
            let dataset = found.ok_or_else(|| Problem::not_found("dataset"))?.id;
            let found = knowledge_datasets::list_documents(&connection, seen_by, dataset, MOST_DOCUMENTS).await?;
            if found.is_empty() { vec![NO_DOCUMENT] } else { found }
        }
    };
    Ok(ChatQuestion {
        message: message.trim().to_owned(),
        standalone: None,
        mode: ChatMode::Sanctions,
        session: Some(id),
        workspace: Workspace::Sanctions,
        filter: DocumentFilter { documents, ..DocumentFilter::default() },
    })
}
