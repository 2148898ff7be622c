//! The folder of a conversation, as clients name it.

use serde::{Deserialize, Serialize};
use sisuiq_http::{FieldError, Problem, Result};
use sisuiq_model::ChatFolderId;

/// The name of the folder that every account has.
const DEFAULT: &str = "default";

/// A folder: `default`, or one of the account's own.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(try_from = "String", into = "String")]
pub(crate) struct Folder(pub(crate) Option<ChatFolderId>);

impl Folder {
    /// Returns whether a new folder must not have this name.
    pub(super) const fn is_reserved(name: &str) -> bool {
        name.eq_ignore_ascii_case(DEFAULT)
    }

    /// Reads the member `folder_id` of a request.
    ///
    /// # Errors
    /// 422: it is neither `default` nor an id.
    pub(super) fn parse(text: String) -> Result<Self> {
        let refuse =
            |_| Problem::unprocessable(vec![FieldError::new("folder_id", "must be `default` or the id of a folder")]);
        Self::try_from(text).map_err(refuse)
    }
}

impl TryFrom<String> for Folder {
    type Error = uuid::Error;

    fn try_from(text: String) -> std::result::Result<Self, Self::Error> {
        if text == DEFAULT { Ok(Self(None)) } else { text.parse().map(|id| Self(Some(id))) }
    }
}

impl From<Folder> for String {
    fn from(Folder(id): Folder) -> Self {
        id.map_or_else(|| DEFAULT.to_owned(), |id| id.to_string())
    }
}

pub(super) fn no_folder() -> Problem {
    Problem::not_found("folder")
}
