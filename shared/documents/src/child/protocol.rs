use serde::{Deserialize, Serialize};

use crate::page::Page;

/// One line of the child's output.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Message {
    /// The file was opened and has this many pages.
    Opened {
        pages: u32,
    },
    Page(Page),
    /// The time for renderings is used up. A new child can read the next page, of which no message was sent.
    RenderedEnough,
    /// The file cannot be opened.
    Refused(Refusal),
    /// The PDF library cannot be used.
    NoLibrary(String),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Refusal {
    Encrypted,
    Damaged,
}
