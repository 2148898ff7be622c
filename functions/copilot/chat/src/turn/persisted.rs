//! Results of persisting and publishing a turn.

use crate::Answer;
use sisuiq_chat_db::answer_streams::AnswerEvent;
use sisuiq_http::StoredResponse;

/// The result of persisting a turn.
pub(super) enum Persisted {
    /// The turn is stored. The last event is stored with it and can be published.
    Stored { answer: Box<Answer>, last_event: Option<AnswerEvent> },
    /// Another request with the same key was stored first. Of this one, only events and the cost of its model call are stored.
    Replay(StoredResponse),
}

/// The end of a turn.
pub(super) enum Outcome {
    /// The answer is stored.
    Stored(Box<Answer>),
    /// The response that another request with the same key stored first.
    Replay(StoredResponse),
}
