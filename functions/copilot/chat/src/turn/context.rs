//! A turn's data: the request, the question in its conversation, and the material for its answer.

use super::{
    cache::{CacheHit, CacheSlot},
    dataset::DatasetTurn,
    search::SearchResult,
    source,
};
use crate::{
    State,
    answer::ScopeOut,
    data::{answerer::Answerer, question::DatasetQuestion},
    question::ChatQuestion,
    sse::Started,
};
use jiff::Timestamp;
use sisuiq_answers::{Figures, modes};
use sisuiq_chat_db::{answer_streams::AnswerStream, chat_messages::ChatMessage, chat_sessions::ChatSession};
use sisuiq_datasets_db::datasets::Dataset;
use sisuiq_http::IdempotencyKey;
use sisuiq_model::{ChatSessionId, Language, MessageId, UserId, Visibility, Workspace};
use std::time::Instant;
use tracing::info_span;

/// The most sources that the first event of a stream names.
const STARTED_SOURCES: usize = 8;
/// The most Unicode scalar values of the question in a title. `...` follows a cut.
const TITLE_LENGTH: usize = 50;
/// A title is cut at its last space where that leaves more Unicode scalar values than these, and otherwise inside a word.
const TITLE_LEAST: usize = 20;

/// A request for an answer.
pub(crate) struct TurnRequest {
    pub(super) subject: Subject,
    pub(super) key: IdempotencyKey,
}

/// The question that a request is about.
pub(super) enum Subject {
    /// A new question.
    Question(ChatQuestion),
    /// A new question about a dataset.
    Dataset(DatasetQuestion, Answerer),
    /// The question of this answer, which is regenerated.
    Answer(MessageId),
}

/// A question in its conversation, before its answer is found or generated.
pub(super) struct Inquiry {
    pub(super) began: Instant,
    pub(super) asked_at: Timestamp,
    pub(super) owner: UserId,
    pub(super) seen_by: Visibility,
    pub(super) key: IdempotencyKey,
    pub(super) session: ChatSession,
    pub(super) is_new_session: bool,
    pub(super) history: Vec<ChatMessage>,
    pub(super) question: ChatQuestion,
    pub(super) message: QuestionMessage,
    /// The place of the answer in the cache. Absent where answers are not cached.
    pub(super) cache_slot: Option<CacheSlot>,
}

/// The message that holds the question.
#[derive(Clone, Copy, Debug)]
pub(super) enum QuestionMessage {
    /// A new message, to be stored under this id.
    New(MessageId),
    /// A stored message, whose answer is regenerated.
    Stored {
        /// The question.
        id: MessageId,
        /// The answer so far.
        superseded: MessageId,
    },
}

/// A question that can be answered now.
#[derive(Debug)]
pub(super) enum Turn {
    /// The answer is generated from retrieved passages.
    Retrieved(Box<RetrievedTurn>),
    /// The answer comes from the cache.
    Cached(Box<CachedTurn>),
    /// The answer is about a dataset.
    Dataset(Box<DatasetTurn>),
}

/// A question with the passages and figures that were retrieved for it.
#[derive(Debug)]
pub(super) struct RetrievedTurn {
    pub(super) context: TurnContext,
    pub(super) search: SearchResult,
    pub(super) analytics: Analytics,
    /// The place of the answer in the cache. Absent where answers are not cached.
    pub(super) cache_slot: Option<CacheSlot>,
}

/// A question with its cached answer.
#[derive(Debug)]
pub(super) struct CachedTurn {
    pub(super) context: TurnContext,
    pub(super) hit: CacheHit,
}

/// The parts that every turn has.
#[derive(Debug)]
pub(super) struct TurnContext {
    pub(super) span: tracing::Span,
    pub(super) began: Instant,
    pub(super) asked_at: Timestamp,
    pub(super) owner: UserId,
    pub(super) answer_id: MessageId,
    pub(super) key: IdempotencyKey,
    pub(super) session: ChatSession,
    pub(super) is_new_session: bool,
    pub(super) history: Vec<ChatMessage>,
    pub(super) question: ChatQuestion,
    pub(super) message: QuestionMessage,
    /// Milliseconds from the admission of the request until its passages and figures, or a cached answer, are found.
    pub(super) rag_ms: u64,
}

/// The newest table's figures, in a mode that reads them.
#[derive(Debug, Default)]
pub(super) struct Analytics {
    pub(super) snapshot: Option<Dataset>,
    pub(super) figures: Option<Figures>,
    /// Milliseconds of reading them. Absent in modes that read no figures.
    pub(super) elapsed_ms: Option<u64>,
}

impl TurnRequest {
    /// A new question.
    pub(crate) const fn ask(question: ChatQuestion, key: IdempotencyKey) -> Self {
        Self { subject: Subject::Question(question), key }
    }

    /// A new question about a dataset.
    pub(crate) const fn about_dataset(question: DatasetQuestion, answerer: Answerer, key: IdempotencyKey) -> Self {
        Self { subject: Subject::Dataset(question, answerer), key }
    }

    /// Another answer to the question of this answer.
    pub(crate) const fn regenerate(answer: MessageId, key: IdempotencyKey) -> Self {
        Self { subject: Subject::Answer(answer), key }
    }
}

impl QuestionMessage {
    pub(super) const fn id(self) -> MessageId {
        match self {
            Self::New(id) | Self::Stored { id, .. } => id,
        }
    }

    pub(super) const fn superseded(self) -> Option<MessageId> {
        match self {
            Self::New(_) => None,
            Self::Stored { superseded, .. } => Some(superseded),
        }
    }
}

impl Inquiry {
    /// Turns the inquiry into the context of its turn. The time of `rag_ms` ends here.
    pub(super) fn into_context(self, state: &State) -> (TurnContext, Option<CacheSlot>) {
        let Self { began, asked_at, owner, key, session, is_new_session, history, question, message, .. } = self;
        let context = TurnContext {
            span: info_span!("chat.turn", session_id = %session.id, mode = %question.mode),
            began,
            asked_at,
            owner,
            answer_id: MessageId(state.clock.uuid_v7()),
            key,
            session,
            is_new_session,
            history,
            question,
            message,
            rag_ms: milliseconds(began),
        };
        (context, self.cache_slot)
    }

    /// A turn that generates its answer.
    pub(super) fn retrieved(self, state: &State, search: SearchResult, analytics: Analytics) -> Turn {
        let (context, cache_slot) = self.into_context(state);
        Turn::Retrieved(Box::new(RetrievedTurn { context, search, analytics, cache_slot }))
    }

    /// A turn whose answer comes from the cache.
    pub(super) fn cached(self, state: &State, hit: CacheHit) -> Box<CachedTurn> {
        let (context, _) = self.into_context(state);
        Box::new(CachedTurn { context, hit })
    }
}

impl Turn {
    pub(super) fn context(&self) -> &TurnContext {
        match self {
            Self::Retrieved(turn) => &turn.context,
            Self::Cached(turn) => &turn.context,
            Self::Dataset(turn) => &turn.context,
        }
    }

    /// The data of the first event.
    pub(super) fn started(&self) -> Started {
        match self {
            Self::Retrieved(turn) => turn.started(),
            Self::Cached(turn) => turn.started(),
            Self::Dataset(turn) => turn.started(),
        }
    }

    /// The language of errors after the answer was begun.
    pub(super) const fn language(&self) -> Language {
        match self {
            Self::Retrieved(_) | Self::Cached(_) => Language::English,
            Self::Dataset(turn) => turn.shown_in,
        }
    }

    /// Ends what the turn had in use.
    pub(super) async fn release(&self, state: &State) {
        if let Self::Dataset(turn) = self {
            turn.release(state).await;
        }
    }
}

impl RetrievedTurn {
    pub(super) fn started(&self) -> Started {
        let first = self.search.findings.passages.iter().take(STARTED_SOURCES);
        self.context.started(source::unique(first.map(source::name)))
    }
}

impl CachedTurn {
    pub(super) fn started(&self) -> Started {
        self.context.started(self.hit.answer.sources.iter().take(STARTED_SOURCES).cloned().collect())
    }
}

impl TurnContext {
    /// The stream of the answer's events.
    pub(super) const fn stream(&self) -> AnswerStream {
        AnswerStream { id: self.answer_id, owner: self.owner, session: self.session.id, started_at: self.asked_at }
    }

    pub(super) fn scope(&self, fell_back: bool) -> ScopeOut {
        let is_free = self.question.filter.sources.is_empty();
        ScopeOut { preferred_source: modes::preferred(self.question.mode).filter(|_| is_free), fell_back }
    }

    pub(super) const fn started(&self, sources: Vec<String>) -> Started {
        Started { sources, session_id: self.session.id, answer_id: self.answer_id }
    }
}

/// A new conversation about documents, which begins with this question.
pub(super) fn new_session(state: &State, question: &ChatQuestion, created_at: Timestamp) -> ChatSession {
    ChatSession {
        id: ChatSessionId(state.clock.uuid_v7()),
        title: Some(title(&question.message)),
        mode: question.mode,
        workspace: Workspace::Knowledge,
        dataset: None,
        created_at,
    }
}

/// The first question. One of more than 50 characters is cut there, or at the last space past the twentieth, and ends in `...`.
pub(super) fn title(message: &str) -> String {
    if message.chars().count() <= TITLE_LENGTH {
        return message.to_owned();
    }
    let cut: String = message.chars().take(TITLE_LENGTH).collect();
    let at_space = cut.rsplit_once(' ').map(|(before, _)| before).filter(|before| before.chars().count() > TITLE_LEAST);
    format!("{}...", at_space.unwrap_or(&cut))
}

/// Milliseconds since a moment.
pub(super) fn milliseconds(since: Instant) -> u64 {
    u64::try_from(since.elapsed().as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::title;

    #[test]
    fn short_question_is_its_own_title() {
        assert_eq!(title("What is the vision?"), "What is the vision?");
    }

    #[test]
    fn long_question_is_cut_between_words() {
        let long = "Which transmission lines are planned for commissioning before 2024?";
        assert_eq!(title(long), "Which transmission lines are planned for...");
    }

    #[test]
    fn a_long_word_is_cut_inside() {
        assert_eq!(title(&"x".repeat(60)), format!("{}...", "x".repeat(50)));
    }
}
