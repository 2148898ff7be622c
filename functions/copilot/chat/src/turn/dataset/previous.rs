//! The turn before a question, as the planner needs it.

use crate::data::analysis::Analysis;
use serde_json::{Map, Value};
use sisuiq_chat_db::chat_messages::ChatMessage;
use sisuiq_model::MessageRole;
use sisuiq_planner::{Previous, Query};

/// What the answer before was about.
#[derive(Clone, Debug)]
pub(super) enum Before {
    Query(Box<Query>),
    Accident(Map<String, Value>),
}

impl Before {
    /// The last answer of a conversation, oldest message first. An answer that was not understood continues nothing.
    pub(super) fn of(history: &[ChatMessage]) -> Option<Self> {
        let last = history.last().filter(|last| last.role == MessageRole::Assistant)?;
        let stored = Analysis::stored(last.tool_calls.as_ref(), last.analysis.as_ref())?;
        match stored.query {
            Some(query) => Some(Self::Query(Box::new(query))),
            None => Some(Self::Accident(stored.given)).filter(|before| !before.is_empty()),
        }
    }

    pub(super) fn as_previous(&self) -> Previous<'_> {
        match self {
            Self::Query(query) => Previous::Query(query),
            Self::Accident(known) => Previous::Accident(known),
        }
    }

    fn is_empty(&self) -> bool {
        matches!(self, Self::Accident(known) if known.is_empty())
    }
}
