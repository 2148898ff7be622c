//! Persists a turn: messages, checked citations, the signed record and the last events, or nothing.

use super::{
    cache::CacheSources,
    context::{QuestionMessage, Turn},
    delivery::Delivery,
    event_stream::EventPublisher,
    failure::Failure,
    record,
    verify::VerifiedAnswer,
};
use crate::{Answer, State, answer::Done};
use axum::http::StatusCode;
use jiff::Timestamp;
use sisuiq_chat_db::{
    answer_streams::AnswerEvent,
    chat_messages::{AnswerFacts, ChatMessage},
    chat_turns::{self, ChatTurn},
};
use sisuiq_db::{Connection, DatabaseError};
use sisuiq_http::{Claim, Problem, StoredResponse};
use sisuiq_model::{MessageId, MessageRole};
use tokio::join;

/// The constraint that refuses a message of a conversation that does not exist.
const CONVERSATION: &str = "chat_messages_session_id_fkey";

/// The result of persisting a turn.
pub(super) enum Persisted {
    /// The turn is stored. The last event is stored with it and can be published.
    Stored { answer: Box<Answer>, last_event: Option<AnswerEvent> },
    /// Another request with the same key was stored first, and nothing of this one is.
    Replay(StoredResponse),
}

/// The end of a turn.
pub(super) enum Outcome {
    /// The answer is stored.
    Stored(Box<Answer>),
    /// Another request with the same key was stored first, and nothing of this one is.
    Replay(StoredResponse),
}

/// Stores the turn in one statement. With an idempotency key, the response is stored in the same transaction.
pub(super) async fn persist(
    state: &State,
    turn: &Turn,
    verified: VerifiedAnswer,
    publisher: &EventPublisher,
    delivery: Delivery,
) -> Result<Persisted, Failure> {
    let context = turn.context();
    let (question, reply) = messages(turn, &verified);
    let record = record::sign(state, turn, &verified).await?;
    let VerifiedAnswer { answer, citations, answered_at, .. } = verified;
    let events = publisher.prepare_last("done", &Done::from(&answer)).await;
    let stored = ChatTurn {
        session: &context.session,
        is_new_session: context.is_new_session,
        owner: context.owner,
        question: question.as_ref(),
        answer: &reply,
        superseded: context.message.superseded(),
        citations: &citations,
        record: &record,
        events: events.as_deref(),
    };
    let mut connection = state.database.connection().await?;
    if context.key.is_present() {
        let body = delivery.encode(turn, &answer);
        if let Some(response) = insert_with_key(&mut connection, turn, stored, body, answered_at).await? {
            return Ok(Persisted::Replay(response));
        }
    } else {
        check_inserted(chat_turns::insert(&connection, stored).await)?;
    }
    cache(state, &connection, turn, &answer).await;
    drop(connection);
    Ok(Persisted::Stored { answer: Box::new(answer), last_event: events.into_iter().flatten().last() })
}

/// Stores the turn together with the response to its key. Returns the response that another request with the key stored first.
async fn insert_with_key(
    connection: &mut Connection,
    turn: &Turn,
    stored: ChatTurn<'_>,
    body: serde_json::Result<Vec<u8>>,
    now: Timestamp,
) -> Result<Option<StoredResponse>, Failure> {
    let transaction = connection.transaction().await?;
    let context = turn.context();
    let claim = context.key.claim_or_wait(&transaction, &context.owner.to_string(), now).await;
    let claimed = match claim.map_err(Failure::Idempotency)? {
        Claim::New(claimed) => claimed,
        Claim::Replay(response) => return Ok(Some(response)),
    };
    let body = body.map_err(|error| Failure::Idempotency(Problem::internal(error)))?;
    let (inserted, response) =
        join!(chat_turns::insert(&transaction, stored), claimed.store(&transaction, StatusCode::OK, body));
    check_inserted(inserted)?;
    response.map_err(Failure::Idempotency)?;
    transaction.commit().await?;
    Ok(None)
}

/// Fails when the answer came too late: another one took its place, or its conversation was deleted.
fn check_inserted(inserted: Result<bool, DatabaseError>) -> Result<(), Failure> {
    match inserted {
        Ok(true) => Ok(()),
        Ok(false) => Err(Failure::Superseded),
        Err(error) if error.is_constraint(CONVERSATION) => Err(Failure::Deleted),
        Err(error) => Err(error.into()),
    }
}

/// Caches a complete answer that was generated now.
async fn cache(state: &State, connection: &Connection, turn: &Turn, answer: &Answer) {
    let Turn::Retrieved(turn) = turn else { return };
    if let Some(slot) = turn.cache_slot.as_ref().filter(|_| !answer.details.stopped && !answer.details.degraded) {
        let documents = turn.search.findings.passages.iter().map(|passage| passage.document_id).collect();
        let snapshot = turn.analytics.snapshot.as_ref();
        let sources = CacheSources { documents, snapshot, fell_back: turn.search.fell_back };
        slot.store(state, connection, turn.context.answer_id, sources).await;
    }
}

/// The message of the question, unless it is stored already, and the message of the answer.
fn messages(turn: &Turn, verified: &VerifiedAnswer) -> (Option<ChatMessage>, ChatMessage) {
    let context = turn.context();
    let message = |id: MessageId, role, content: &str, created_at| ChatMessage {
        id,
        role,
        content: content.to_owned(),
        sources: Vec::new(),
        abstained: false,
        degraded: false,
        created_at,
        answer: None,
    };
    let question = match context.message {
        QuestionMessage::New(id) => Some(message(id, MessageRole::User, &context.question.message, context.asked_at)),
        QuestionMessage::Stored { .. } => None,
    };
    let details = &verified.answer.details;
    let facts = AnswerFacts {
        question_id: context.message.id(),
        mode: context.question.mode,
        support: details.support,
        grounding: details.grounding,
        model: details.model.clone(),
        is_stopped: details.stopped,
    };
    let reply = ChatMessage {
        sources: details.sources.clone(),
        abstained: details.abstained,
        degraded: details.degraded,
        answer: Some(facts),
        ..message(context.answer_id, MessageRole::Assistant, &verified.draft.text, verified.answered_at)
    };
    (question, reply)
}
