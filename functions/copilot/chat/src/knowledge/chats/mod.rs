//! `/api/v1/knowledge/chats`: conversations about sanctions law.

pub(crate) mod create;
pub(crate) mod delete;
pub(crate) mod file;
pub(crate) mod list;
pub(crate) mod messages;
pub(crate) mod read;
pub(crate) mod update;

use super::folder::{Folder, no_folder};
use crate::question::not_blank;
use jiff::Timestamp;
use serde::Serialize;
use sisuiq_chat_db::knowledge_chats::{FOLDER, KnowledgeChat};
use sisuiq_db::DatabaseError;
use sisuiq_http::Problem;
use sisuiq_model::ChatSessionId;
use utoipa::ToSchema;

/// The longest title, in Unicode scalar values.
const LONGEST: usize = 500;
/// The title of a conversation that has none yet.
const UNTITLED: &str = "New chat";

/// A conversation about sanctions law.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct KnowledgeChatOut {
    id: ChatSessionId,
    /// The title: the one that it was given, otherwise its first question, which ends in `...` if it was cut.
    #[schema(example = "Export of turbines")]
    title: String,
    /// When it was created.
    created_at: Timestamp,
    /// The time of the last answer, or of the last change of title, folder or dataset.
    updated_at: Timestamp,
    /// The folder: `default`, or the id of another one.
    #[schema(value_type = String, min_length = 7, max_length = 36, example = "default")]
    folder_id: Folder,
    /// The dataset whose documents are searched; null for all documents that the caller may see.
    #[schema(example = "EU-Sanctions")]
    dataset: Option<String>,
    /// The number of questions and answers, without answers that were regenerated.
    #[schema(example = 2, minimum = 0)]
    message_count: i64,
}

impl From<KnowledgeChat> for KnowledgeChatOut {
    fn from(chat: KnowledgeChat) -> Self {
        let KnowledgeChat { id, title, folder, dataset, created_at, updated_at, message_count } = chat;
        let title = title.unwrap_or_else(|| UNTITLED.to_owned());
        Self { id, title, created_at, updated_at, folder_id: Folder(folder), dataset, message_count }
    }
}

fn no_chat() -> Problem {
    Problem::not_found("chat")
}

/// A failed change. A folder that is not the caller's is not found.
fn unchanged(error: DatabaseError) -> Problem {
    if error.is_constraint(FOLDER) { no_folder() } else { error.into() }
}
