//! Everything that comes before the first word of an answer.

use super::{
    cache::{self, Again, Miss},
    find::{self, Away, Found, Weighed},
    source,
};
use crate::{State, question::Question};
use serde::Serialize;
use sisuiq_answers::Figures;
use sisuiq_db::{
    ChatMode, ChatSessionId, Connection, MessageId, UserId, Visibility,
    analytics_snapshots::{self, AnalyticsSnapshot},
    answer_records,
    answer_streams::AnswerStream,
    chat_messages::{self, ChatMessage},
    chat_sessions::{self, ChatSession},
};
use sisuiq_http::{IdempotencyKey, Problem, Result, StoredResponse};
use sisuiq_identity::Caller;
use sisuiq_telemetry::metrics::{CHAT_REQUESTS_TOTAL, EMPTY_RETRIEVAL_TOTAL, RAG_DURATION_SECONDS, RAG_QUERIES_TOTAL};
use std::time::Instant;
use tokio::{join, try_join};
use tracing::info_span;
use utoipa::ToSchema;

/// How many passages are named as sources before the answer is written.
const SOURCES: usize = 8;
/// How many earlier messages a model is shown.
const HISTORY: i64 = 10;
/// What metrics call the mode of a question that could not be read again.
const NO_MODE: &str = "unknown";
/// The longest title, in Unicode scalar values.
const TITLE_LENGTH: usize = 50;
/// A title is cut at a space only after so many.
const TITLE_LEAST: usize = 20;

/// A question with what was found for it.
#[derive(Debug)]
pub(crate) struct Turn {
    pub(super) span: tracing::Span,
    pub(super) began: Instant,
    pub(super) owner: UserId,
    pub(super) asked: Asked,
    pub(crate) answer_id: MessageId,
    pub(super) once: IdempotencyKey,
    pub(super) session: ChatSession,
    pub(super) is_new_session: bool,
    pub(super) history: Vec<ChatMessage>,
    pub(crate) question: Question,
    pub(super) asked_at: jiff::Timestamp,
    pub(super) weighed: Weighed,
    pub(crate) fell_back: bool,
    pub(super) away: Away,
    pub(super) snapshot: Option<AnalyticsSnapshot>,
    pub(super) figures: Option<Figures>,
    /// How long the figures took to be read, where they were.
    pub(super) analytics_ms: Option<u64>,
    pub(super) rag_ms: u64,
    /// The answer, when one is given again.
    pub(super) again: Option<Box<Again>>,
    /// What the answer may be kept under for others.
    pub(super) miss: Option<Miss>,
}

/// Which question is answered.
#[derive(Clone, Copy, Debug)]
pub(super) enum Asked {
    /// One that is asked just now, to be stored under this id.
    Now(MessageId),
    /// One that was answered before.
    Again {
        /// The question.
        question: MessageId,
        /// Its answer so far.
        superseded: MessageId,
    },
}

impl Asked {
    pub(super) const fn question(self) -> MessageId {
        match self {
            Self::Now(question) | Self::Again { question, .. } => question,
        }
    }

    pub(super) const fn superseded(self) -> Option<MessageId> {
        match self {
            Self::Now(_) => None,
            Self::Again { superseded, .. } => Some(superseded),
        }
    }
}

/// What is to be done about a question.
pub(crate) enum Begun {
    /// It is to be answered.
    Fresh(Box<Turn>),
    /// It was answered before, under the same key.
    Answered(StoredResponse),
}

/// The first event of a stream.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Started {
    /// Passages that were found first, as people read them.
    #[schema(example = json!(["[UETCL - strategic_plan.pdf p.2]"]))]
    sources: Vec<String>,
    /// The conversation that the answer belongs to.
    session_id: ChatSessionId,
    /// The answer, under which its events can be read again and it can be stopped.
    answer_id: MessageId,
}

impl Turn {
    /// As which stream it is told.
    pub(crate) const fn stream(&self) -> AnswerStream {
        AnswerStream { id: self.answer_id, owner: self.owner, session: self.session.id, started_at: self.asked_at }
    }

    pub(crate) fn started(&self) -> Started {
        let sources = match &self.again {
            Some(again) => again.answer.sources.iter().take(SOURCES).cloned().collect(),
            None => source::unique(self.weighed.passages.iter().take(SOURCES).map(source::name)),
        };
        Started { sources, session_id: self.session.id, answer_id: self.answer_id }
    }
}

/// Finds the conversation and the passages, unless the question was answered before. Nothing is stored yet.
pub(crate) async fn begin(state: &State, caller: &Caller, question: Question, once: IdempotencyKey) -> Result<Begun> {
    let mode = question.mode;
    find(state, caller, question, once).await.inspect_err(|problem| count_failure(mode.as_str(), problem))
}

/// A question that could not be taken up counts as one that was not answered, unless it was the caller's to be put right.
fn count_failure(mode: &str, problem: &Problem) {
    if problem.status().is_server_error() {
        CHAT_REQUESTS_TOTAL.count([mode, "error"]);
    }
}

async fn find(state: &State, caller: &Caller, question: Question, once: IdempotencyKey) -> Result<Begun> {
    let began = Instant::now();
    let asked_at = state.clock.now();
    let look = async { Ok(cache::look(state, Visibility::of(caller.id, caller.role), &question).await?) };
    let (before, looked) = try_join!(before(state, caller, &question, &once, asked_at), look)?;
    let (session, history) = match before {
        Before::Answered(kept) => return Ok(Begun::Answered(kept)),
        Before::Asked(session, history) => (session, history),
    };
    let question = question.after(&history);
    let is_new = session.is_none();
    let session = session.unwrap_or_else(|| ChatSession {
        id: ChatSessionId(state.clock.uuid_v7()),
        title: Some(title(&question.message)),
        mode: question.mode,
        created_at: asked_at,
    });
    let asked = Asked::Now(MessageId(state.clock.uuid_v7()));
    let conversation = Conversation { session, is_new, history, asked, once, began, asked_at };
    match looked {
        Some(cache::Found::Hit(again)) => Ok(given_again(state, caller, question, conversation, again)),
        Some(cache::Found::Miss(miss)) => Box::pin(weigh(state, caller, question, conversation, Some(*miss))).await,
        None => Box::pin(weigh(state, caller, question, conversation, None)).await,
    }
}

/// Where a question stands.
struct Conversation {
    session: ChatSession,
    is_new: bool,
    history: Vec<ChatMessage>,
    asked: Asked,
    once: IdempotencyKey,
    began: Instant,
    asked_at: jiff::Timestamp,
}

impl Conversation {
    /// The turn, with what was found.
    fn turn(
        self,
        state: &State,
        caller: &Caller,
        question: Question,
        (found, snapshot): (Found, Option<AnalyticsSnapshot>),
    ) -> Turn {
        let Self { session, is_new, history, asked, once, began, asked_at } = self;
        Turn {
            span: info_span!("chat.turn", session_id = %session.id, mode = %question.mode),
            began,
            owner: caller.id,
            asked,
            answer_id: MessageId(state.clock.uuid_v7()),
            once,
            session,
            is_new_session: is_new,
            history,
            question,
            asked_at,
            weighed: found.weighed,
            fell_back: found.fell_back,
            away: found.away,
            figures: snapshot.as_ref().map(|snapshot| Figures::new(&snapshot.dataset_name, &snapshot.payload)),
            snapshot,
            analytics_ms: None,
            rag_ms: u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX),
            again: None,
            miss: None,
        }
    }
}

/// A turn whose answer was given before.
fn given_again(
    state: &State,
    caller: &Caller,
    question: Question,
    conversation: Conversation,
    mut again: Box<Again>,
) -> Begun {
    let snapshot = again.snapshot.take();
    let weighed = Weighed::nothing(&question);
    let found = Found { weighed, fell_back: again.answer.fell_back, away: Away::default() };
    let turn = conversation.turn(state, caller, question, (found, snapshot));
    Begun::Fresh(Box::new(Turn { again: Some(again), ..turn }))
}

/// Finds and weighs passages, unless an alike question was answered.
async fn weigh(
    state: &State,
    caller: &Caller,
    question: Question,
    conversation: Conversation,
    mut miss: Option<Miss>,
) -> Result<Begun> {
    let searching = Instant::now();
    let seen_by = Visibility::of(caller.id, caller.role);
    let (asked, prepared) = find::prepare(state, seen_by, &question).await?;
    if let Some(miss) = &mut miss
        && let Some(alike) = miss.look_alike(state, &question.message, prepared.vector.as_deref()).await?
    {
        return Ok(given_again(state, caller, question, conversation, alike));
    }
    let find = async {
        let found = find::find(state, seen_by, &question, (asked, &prepared)).await?;
        measure(question.mode, searching, &found);
        Ok(found)
    };
    let (found, (snapshot, analytics_ms)) = try_join!(find, newest_snapshot(state, seen_by, question.mode))?;
    let turn = conversation.turn(state, caller, question, (found, snapshot));
    Ok(Begun::Fresh(Box::new(Turn { analytics_ms, miss, ..turn })))
}

/// Counts a search that was made for a question.
fn measure(mode: ChatMode, began: Instant, found: &Found) {
    let mode = mode.as_str();
    RAG_QUERIES_TOTAL.count([mode]);
    RAG_DURATION_SECONDS.record(began.elapsed(), [mode]);
    if found.weighed.passages.is_empty() {
        EMPTY_RETRIEVAL_TOTAL.count([mode]);
    }
}

/// The figures that the mode reads, if it reads any.
async fn newest_snapshot(
    state: &State,
    seen_by: Visibility,
    mode: ChatMode,
) -> Result<(Option<AnalyticsSnapshot>, Option<u64>)> {
    if mode != ChatMode::Analytics {
        return Ok((None, None));
    }
    let began = Instant::now();
    let connection = state.database.connection().await?;
    let newest = analytics_snapshots::find_newest(&connection, seen_by).await?;
    Ok((newest, Some(u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX))))
}

/// Finds the passages for the question of the last answer of a conversation once more.
pub(crate) async fn begin_again(
    state: &State,
    caller: &Caller,
    answer: MessageId,
    once: IdempotencyKey,
) -> Result<Begun> {
    let mut mode = NO_MODE;
    let begun = find_again(state, caller, (answer, once), &mut mode).await;
    begun.inspect_err(|problem| count_failure(mode, problem))
}

/// The mode is told as soon as it is known.
async fn find_again(
    state: &State,
    caller: &Caller,
    (answer, once): (MessageId, IdempotencyKey),
    mode: &mut &'static str,
) -> Result<Begun> {
    let began = Instant::now();
    let asked_at = state.clock.now();
    let connection = state.database.connection().await?;
    let owner = caller.id.to_string();
    let (kept, found, messages, record) = join!(
        once.find_response(&connection, &owner, asked_at),
        chat_sessions::find_of_answer(&connection, answer, caller.id),
        chat_messages::list_around_answer(&connection, answer, caller.id, HISTORY + 2),
        answer_records::find_owned(&connection, answer, caller.id),
    );
    drop(connection);
    if let Some(kept) = kept? {
        return Ok(Begun::Answered(kept));
    }
    let session = found?.ok_or_else(|| Problem::not_found("answer"))?;
    let (question, question_id, history) = last_turn(messages?, answer)?;
    let record = record?.ok_or_else(not_the_last)?;
    let question = Question { message: question, session: Some(session.id), ..Question::of_record(&record.payload)? };
    *mode = question.mode.as_str();
    let question = question.after(&history);
    let asked = Asked::Again { question: question_id, superseded: answer };
    let conversation = Conversation { session, is_new: false, history, asked, once, began, asked_at };
    Box::pin(weigh(state, caller, question, conversation, None)).await
}

/// Question, its id and what was said before them; nothing else was said after the answer.
fn last_turn(newest_first: Vec<ChatMessage>, answer: MessageId) -> Result<(String, MessageId, Vec<ChatMessage>)> {
    let mut messages = newest_first.into_iter();
    let last = messages.next().filter(|last| last.id == answer);
    let question_id = last.and_then(|last| last.answer).map(|facts| facts.question_id).ok_or_else(not_the_last)?;
    let question = messages.next().filter(|question| question.id == question_id).ok_or_else(not_the_last)?;
    let mut history: Vec<ChatMessage> = messages.collect();
    history.reverse();
    Ok((question.content, question_id, history))
}

fn not_the_last() -> Problem {
    Problem::conflict("only the last answer of a conversation can be given anew")
}

/// What was there before the question.
enum Before {
    /// Its answer.
    Answered(StoredResponse),
    /// The conversation that it goes on with, if it does.
    Asked(Option<ChatSession>, Vec<ChatMessage>),
}

/// Looks for the answer and the conversation, together.
async fn before(
    state: &State,
    caller: &Caller,
    question: &Question,
    once: &IdempotencyKey,
    now: jiff::Timestamp,
) -> Result<Before> {
    if question.session.is_none() && !once.is_present() {
        return Ok(Before::Asked(None, Vec::new()));
    }
    let connection = state.database.connection().await?;
    let owner = caller.id.to_string();
    // each is waited for: a connection that owes an answer is given up
    let (kept, conversation) =
        join!(once.find_response(&connection, &owner, now), conversation(&connection, caller.id, question.session));
    match (kept?, conversation?) {
        (Some(kept), _) => Ok(Before::Answered(kept)),
        (None, Some((session, history))) => Ok(Before::Asked(Some(session), history)),
        (None, None) if question.session.is_some() => Err(Problem::not_found("session")),
        (None, None) => Ok(Before::Asked(None, Vec::new())),
    }
}

async fn conversation(
    connection: &Connection,
    owner: UserId,
    id: Option<ChatSessionId>,
) -> Result<Option<(ChatSession, Vec<ChatMessage>)>> {
    let Some(id) = id else { return Ok(None) };
    let (session, history) = try_join!(
        chat_sessions::find_owned(connection, id, owner),
        chat_messages::list_latest(connection, id, owner, HISTORY),
    )?;
    Ok(session.map(|session| (session, history)))
}

/// The first question, cut at 50 characters, at a space when one stands past the twentieth.
fn title(message: &str) -> String {
    if message.chars().count() <= TITLE_LENGTH {
        return message.to_owned();
    }
    let cut: String = message.chars().take(TITLE_LENGTH).collect();
    let at_space = cut.rsplit_once(' ').map(|(before, _)| before).filter(|before| before.chars().count() > TITLE_LEAST);
    format!("{}...", at_space.unwrap_or(&cut))
}

#[cfg(test)]
mod tests {
    use super::{count_failure, title};
    use sisuiq_http::Problem;
    use sisuiq_telemetry::metrics::Embedded;
    use std::time::Duration;

    #[test]
    fn a_question_that_could_not_be_taken_up_counts_as_failed_and_one_that_was_refused_does_not() {
        let told = |problem: &Problem| {
            let embedded = Embedded::new("chat");
            metrics::with_local_recorder(&embedded, || count_failure("actions", problem));
            let mut written = Vec::new();
            embedded.write(jiff::Timestamp::UNIX_EPOCH, &mut written).unwrap();
            String::from_utf8(written).unwrap()
        };
        let away = told(&Problem::unavailable("database", Duration::from_secs(2)));
        let line: serde_json::Value = serde_json::from_str(&away).unwrap();
        assert_eq!((&line["mode"], &line["status"]), (&"actions".into(), &"error".into()));
        assert_eq!(line["chat_requests_total"], 1.0);
        assert_eq!(told(&Problem::not_found("session")), "");
        assert_eq!(told(&Problem::too_many_requests(Duration::from_secs(2))), "");
    }

    #[test]
    fn a_short_question_is_its_own_title() {
        assert_eq!(title("What is the vision?"), "What is the vision?");
    }

    #[test]
    fn a_long_question_is_cut_between_words() {
        let long = "Which transmission lines are planned for commissioning before 2024?";
        assert_eq!(title(long), "Which transmission lines are planned for...");
    }

    #[test]
    fn a_long_word_is_cut_inside() {
        assert_eq!(title(&"x".repeat(60)), format!("{}...", "x".repeat(50)));
    }
}
