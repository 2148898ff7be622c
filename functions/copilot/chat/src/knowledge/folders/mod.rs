//! `/api/v1/knowledge/folders`: folders of conversations about sanctions law.

pub(crate) mod create;
pub(crate) mod delete;
pub(crate) mod list;

use super::folder::Folder;
use jiff::Timestamp;
use serde::Serialize;
use sisuiq_chat_db::chat_folders::ChatFolder;
use utoipa::ToSchema;

/// A folder of conversations.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FolderOut {
    /// `default`, or its id.
    #[schema(value_type = String, min_length = 7, max_length = 36, example = "default")]
    id: Folder,
    /// Its name.
    #[schema(example = "Shipping")]
    name: String,
    /// When it was created; null for the default folder.
    created_at: Option<Timestamp>,
}

impl From<ChatFolder> for FolderOut {
    fn from(ChatFolder { id, name, created_at }: ChatFolder) -> Self {
        Self { id: Folder(Some(id)), name, created_at: Some(created_at) }
    }
}
