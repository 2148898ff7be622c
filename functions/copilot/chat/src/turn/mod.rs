//! One question and its answer, from the request to the stored turn.
//!
//! [`run`] is the whole pipeline. [`persist`] is here, beside it; each of the other steps has a file of its own.

mod budget;
mod cache;
mod cached;
mod context;
mod dataset;
mod decline;
mod delivery;
mod draft;
mod event_stream;
mod failure;
mod further;
mod generate;
mod lifecycle;
mod lookup;
mod messages;
mod model_call;
mod model_text;
mod order;
mod origin;
mod persisted;
mod publish;
mod quote;
mod read;
mod record;
mod rerank;
mod retrieve;
mod search;
mod source;
mod verify;

pub(crate) use budget::Budgets;
pub(crate) use cache::Cache;
pub(crate) use context::TurnRequest;
pub(crate) use delivery::Delivery;

use crate::{
    Answer, State,
    data::{answer::DatasetDetails, shared::question::LinkQuestion},
};
use axum::{http::StatusCode, response::Response};
use context::Turn;
use event_stream::EventPublisher;
use failure::Failure;
use futures::FutureExt;
use generate::generate;
use jiff::Timestamp;
use lifecycle::{Lifecycle, count_failure};
use lookup::{Lookup, lookup};
use messages::messages;
use persisted::{Outcome, Persisted};
use publish::{log, publish};
use retrieve::retrieve;
use sisuiq_chat_db::chat_turns::{self, ChatTurn};
use sisuiq_db::{Connection, DatabaseError};
use sisuiq_http::{Claim, Problem, StoredResponse};
use sisuiq_identity::Caller;
use sisuiq_telemetry::TaskEnded;
use tokio::join;
use verify::{VerifiedAnswer, verify};

/// The constraint that refuses a message of a conversation that does not exist.
const CONVERSATION: &str = "chat_messages_session_id_fkey";
/// An answer about a dataset that lacks the parts of one: a mistake of this program.
#[derive(Debug, thiserror::Error)]
#[error("an answer about a dataset has no details")]
struct NoDetails;

/// The constraint that refuses a conversation about a dataset that does not exist.
const DATASET: &str = "chat_sessions_dataset_id_fkey";

/// Answers a question: lookup, retrieve, generate, verify, persist, publish.
pub(crate) async fn run(
    state: State,
    caller: &Caller,
    request: TurnRequest,
    delivery: Delivery,
) -> sisuiq_http::Result<Response> {
    // Within the request: nothing is stored yet, and a caller that leaves cancels it.
    let turn = match lookup(&state, caller, request).await? {
        Lookup::Replay(response) => return Ok(delivery.replay(response)),
        Lookup::Cached(turn) => Turn::Cached(turn),
        Lookup::Open(inquiry) => retrieve(&state, *inquiry).await?,
        Lookup::Dataset(inquiry) => dataset::retrieve(&state, *inquiry).await?,
    };
    // On a task of its own: an answer that was begun is stored even when the caller leaves.
    let channel = delivery.open(&state, &turn);
    let publisher = channel.publisher();
    let lifecycle = Lifecycle::of(&turn);
    let answering = async move {
        let answered = answer(&state, &turn, &publisher, delivery).await;
        turn.release(&state).await;
        answered
    };
    channel.respond(lifecycle.track(answering).boxed()).await
}

/// The steps after a turn was begun: generate, verify, persist, publish.
async fn answer(
    state: &State,
    turn: &Turn,
    publisher: &EventPublisher,
    delivery: Delivery,
) -> Result<Outcome, Failure> {
    let draft = generate(state, turn, publisher).await?;
    let answer = verify(state, turn, draft);
    let persisted = persist(state, turn, answer, publisher, delivery).await?;
    Ok(publish(turn, publisher, persisted))
}

/// Answers the question of a link's holder. The steps are the same, but nothing is stored.
pub(crate) async fn answer_for_link(
    state: State,
    question: LinkQuestion,
) -> sisuiq_http::Result<(Answer, DatasetDetails)> {
    let found = dataset::look_up_for_link(&state, question).await;
    let inquiry = found.inspect_err(|problem| count_failure(dataset::MODE.as_str(), problem))?;
    let turn = dataset::retrieve(&state, inquiry).await?;
    let lifecycle = Lifecycle::of(&turn);
    let answering = async move {
        let draft = generate(&state, &turn, &EventPublisher::disabled()).await;
        turn.release(&state).await;
        let answer = verify(&state, &turn, draft?).answer;
        log(&answer.details);
        Ok(answer)
    };
    // on a task of its own: the dataset is released, and a model's call settled, even when the caller leaves
    let answered = tokio::spawn(lifecycle.track(answering).boxed()).await;
    let mut answer = answered.map_err(|error| Problem::internal(TaskEnded::from(error)))??;
    let about = answer.about.take().ok_or_else(|| Problem::internal(NoDetails))?;
    Ok((answer, *about))
}

/// Stores the messages, the checked citations, the signed record and the last events in one statement, or none of them. With an
/// idempotency key, the response is stored in the same transaction.
async fn persist(
    state: &State,
    turn: &Turn,
    verified: VerifiedAnswer,
    publisher: &EventPublisher,
    delivery: Delivery,
) -> Result<Persisted, Failure> {
    let context = turn.context();
    let (question, reply) = messages(turn, &verified)?;
    let record = record::sign(state, turn, &verified).await?;
    let VerifiedAnswer { answer, citations, answered_at, .. } = verified;
    let events = publisher.prepare_last("done", &answer.done()).await;
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
    cache::store(state, &connection, turn, &answer).await;
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
        Err(error) if error.is_constraint(CONVERSATION) || error.is_constraint(DATASET) => Err(Failure::Deleted),
        Err(error) => Err(error.into()),
    }
}
