//! Finds an answer that exists already, and otherwise the conversation of a question that is to be answered. Stores nothing.

use super::{
    cache::{self, CacheLookup},
    context::{CachedTurn, Inquiry, QuestionMessage, Subject, TurnRequest, new_session, title},
    dataset::{self, DatasetInquiry},
    lifecycle::count_failure,
};
use crate::{State, data::problems::not_regenerated, question::ChatQuestion};
use jiff::Timestamp;
use sisuiq_chat_db::{
    answer_records,
    chat_messages::{self, ChatMessage},
    chat_sessions::{self, ChatSession},
};
use sisuiq_db::Connection;
use sisuiq_http::{IdempotencyKey, Problem, Result, StoredResponse};
use sisuiq_identity::Caller;
use sisuiq_model::{MessageId, UserId, Workspace};
use std::time::Instant;
use tokio::{join, try_join};

/// The most earlier messages that a model is shown.
pub(super) const HISTORY: i64 = 10;
/// The mode in metrics when the question of an answer cannot be loaded.
const UNKNOWN_MODE: &str = "unknown";

/// The result of a lookup.
pub(super) enum Lookup {
    /// The stored response to an earlier request with the same idempotency key.
    Replay(StoredResponse),
    /// A cached answer to the same question.
    Cached(Box<CachedTurn>),
    /// A question that is to be answered, for the first time or again.
    Open(Box<Inquiry>),
    /// A question about a dataset.
    Dataset(Box<DatasetInquiry>),
}

/// The state of the conversation before the question.
enum Prior {
    /// The request was answered before.
    Replay(StoredResponse),
    /// A conversation that goes on with this question.
    Conversation(ChatSession, Vec<ChatMessage>),
    /// The question begins a new conversation.
    Nothing,
}

/// Looks for a stored response and a cached answer, and loads the conversation.
pub(super) async fn lookup(state: &State, caller: &Caller, request: TurnRequest) -> Result<Lookup> {
    let TurnRequest { subject, key } = request;
    let (mode, found) = match subject {
        Subject::Question(question) => (question.mode.as_str(), look_up_question(state, caller, question, key).await),
        Subject::Dataset(question, answerer) => {
            (dataset::MODE.as_str(), dataset::look_up(state, caller, (question, answerer), key).await)
        }
        Subject::Answer(answer) => (UNKNOWN_MODE, look_up_answer(state, caller, answer, key).await),
    };
    found.inspect_err(|problem| count_failure(mode, problem))
}

async fn look_up_question(
    state: &State,
    caller: &Caller,
    question: ChatQuestion,
    key: IdempotencyKey,
) -> Result<Lookup> {
    let began = Instant::now();
    let asked_at = state.clock.now();
    let seen_by = caller.visibility();
    let cached = async { Ok(cache::find_same(state, seen_by, &question).await?) };
    let (prior, cached) = try_join!(find_prior(state, caller, &question, &key, asked_at), cached)?;
    let (session, history) = match prior {
        Prior::Replay(response) => return Ok(Lookup::Replay(response)),
        Prior::Conversation(session, history) => (Some(session), history),
        Prior::Nothing => (None, Vec::new()),
    };
    let question = question.after(&history);
    let inquiry = Inquiry {
        began,
        asked_at,
        owner: caller.id,
        seen_by,
        key,
        is_new_session: session.is_none(),
        session: session.unwrap_or_else(|| new_session(state, &question, asked_at)),
        history,
        question,
        message: QuestionMessage::New(MessageId(state.clock.uuid_v7())),
        cache_slot: None,
    };
    Ok(match cached {
        CacheLookup::Hit(hit) => Lookup::Cached(inquiry.cached(state, *hit)),
        CacheLookup::Miss(slot) => Lookup::Open(Box::new(Inquiry { cache_slot: Some(*slot), ..inquiry })),
        CacheLookup::Skipped => Lookup::Open(Box::new(inquiry)),
    })
}

/// Looks for an earlier request with the key and for the conversation, at once.
async fn find_prior(
    state: &State,
    caller: &Caller,
    question: &ChatQuestion,
    key: &IdempotencyKey,
    now: Timestamp,
) -> Result<Prior> {
    if question.session.is_none() && !key.is_present() {
        return Ok(Prior::Nothing);
    }
    let connection = state.database.connection().await?;
    let owner = caller.id.to_string();
    // `join!` waits for both: the pool discards a connection on which a response is still due
    let (response, conversation) =
        join!(key.find_response(&connection, &owner, now), find_conversation(&connection, caller.id, question));
    match (response?, conversation?) {
        (Some(response), _) => Ok(Prior::Replay(response)),
        (None, Some((session, history))) => Ok(Prior::Conversation(session, history)),
        (None, None) if question.session.is_some() => Err(Problem::not_found("session")),
        (None, None) => Ok(Prior::Nothing),
    }
}

async fn find_conversation(
    connection: &Connection,
    owner: UserId,
    question: &ChatQuestion,
) -> Result<Option<(ChatSession, Vec<ChatMessage>)>> {
    let Some(id) = question.session else { return Ok(None) };
    let (session, history) = try_join!(
        chat_sessions::find_owned(connection, id, owner),
        chat_messages::list_latest(connection, id, owner, HISTORY),
    )?;
    let session = session.filter(|session| session.workspace == question.workspace);
    // a conversation that was created before its first question
    let titled = |session: ChatSession| {
        let title = session.title.clone().or_else(|| Some(title(&question.message)));
        ChatSession { title, ..session }
    };
    Ok(session.map(|session| (titled(session), history)))
}

/// Loads the question of the last answer of a conversation, to answer it again.
async fn look_up_answer(state: &State, caller: &Caller, answer: MessageId, key: IdempotencyKey) -> Result<Lookup> {
    let began = Instant::now();
    let asked_at = state.clock.now();
    let connection = state.database.connection().await?;
    let owner = caller.id.to_string();
    // two messages more than the history: the question and its answer
    let (response, session, messages, record) = join!(
        key.find_response(&connection, &owner, asked_at),
        chat_sessions::find_of_answer(&connection, answer, caller.id),
        chat_messages::list_around_answer(&connection, answer, caller.id, HISTORY + 2),
        answer_records::find_owned(&connection, answer, caller.id),
    );
    drop(connection);
    if let Some(response) = response? {
        return Ok(Lookup::Replay(response));
    }
    let session = session?.ok_or_else(|| Problem::not_found("answer"))?;
    if session.workspace == Workspace::Data {
        return Err(not_regenerated());
    }
    let LastTurn { question, history } = LastTurn::of(messages?, answer)?;
    let record = record?.ok_or_else(not_the_last)?;
    let recorded = ChatQuestion::of_record(&record.payload)?;
    let asked = ChatQuestion { message: question.content, session: Some(session.id), ..recorded };
    Ok(Lookup::Open(Box::new(Inquiry {
        began,
        asked_at,
        owner: caller.id,
        seen_by: caller.visibility(),
        key,
        session,
        is_new_session: false,
        question: asked.after(&history),
        history,
        message: QuestionMessage::Stored { id: question.id, superseded: answer },
        cache_slot: None,
    })))
}

/// The last question of a conversation, and the messages before it.
struct LastTurn {
    question: ChatMessage,
    history: Vec<ChatMessage>,
}

impl LastTurn {
    /// Refuses an answer that is not the last message of its conversation.
    fn of(newest_first: Vec<ChatMessage>, answer: MessageId) -> Result<Self> {
        let mut messages = newest_first.into_iter();
        let last = messages.next().filter(|last| last.id == answer);
        let question_id = last.and_then(|last| last.answer).map(|facts| facts.question_id).ok_or_else(not_the_last)?;
        let question = messages.next().filter(|question| question.id == question_id).ok_or_else(not_the_last)?;
        let mut history: Vec<ChatMessage> = messages.collect();
        history.reverse();
        Ok(Self { question, history })
    }
}

fn not_the_last() -> Problem {
    Problem::conflict("only the last answer of a conversation can be given anew")
}
