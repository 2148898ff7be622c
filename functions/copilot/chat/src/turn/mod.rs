//! One question and its answer, from the request to the stored turn.
//!
//! [`run`] is the whole pipeline. Each of its steps has a file of its own.

mod budget;
mod cache;
mod cached;
mod context;
mod decline;
mod delivery;
mod draft;
mod event_stream;
mod failure;
mod generate;
mod lifecycle;
mod lookup;
mod model_call;
mod model_text;
mod origin;
mod persist;
mod publish;
mod quote;
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

use crate::State;
use axum::response::Response;
use context::Turn;
use failure::Failure;
use futures::FutureExt;
use generate::generate;
use lifecycle::Lifecycle;
use lookup::{Lookup, lookup};
use persist::persist;
use publish::publish;
use retrieve::retrieve;
use sisuiq_http::Result;
use sisuiq_identity::Caller;
use verify::verify;

/// Answers a question: lookup, retrieve, generate, verify, persist, publish.
pub(crate) async fn run(state: State, caller: &Caller, request: TurnRequest, delivery: Delivery) -> Result<Response> {
    // Within the request: nothing is stored yet, and a caller that leaves cancels it.
    let turn = match lookup(&state, caller, request).await? {
        Lookup::Replay(response) => return Ok(delivery.replay(response)),
        Lookup::Cached(turn) => Turn::Cached(turn),
        Lookup::Open(inquiry) => retrieve(&state, *inquiry).await?,
    };
    // On a task of its own: an answer that was begun is stored even when the caller leaves.
    let channel = delivery.open(&state, &turn);
    let publisher = channel.publisher();
    let lifecycle = Lifecycle::of(&turn);
    let answering = async move {
        let draft = generate(&state, &turn, &publisher).await?;
        let answer = verify(&state, &turn, draft);
        let persisted = persist(&state, &turn, answer, &publisher, delivery).await?;
        Ok::<_, Failure>(publish(&turn, &publisher, persisted))
    };
    channel.respond(lifecycle.track(answering).boxed()).await
}
