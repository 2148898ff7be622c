//! Delivers an answer to its caller: as a whole, or as events while it is written.

use super::{
    context::Turn,
    event_stream::{CHANNEL_CAPACITY, EventPublisher},
    failure::Failure,
    persisted::Outcome,
};
use crate::{
    Answer, State,
    event_reader::EventReader,
    sse::{self, EventResult, Failed, Token, numbered, unnumbered},
};
use axum::response::{IntoResponse, Response};
use futures::{Stream, StreamExt, future::BoxFuture, stream};
use http::header::CONTENT_TYPE;
use serde_json::value::RawValue;
use sisuiq_chat_db::answer_streams::AnswerEvent;
use sisuiq_http::{Problem, Result, StoredResponse, replayed};
use sisuiq_model::Language;
use sisuiq_telemetry::TaskEnded;
use tokio::sync::mpsc;
use tracing::Instrument;

const OUR_SIDE: &str = "something went wrong on our side";
const OUR_SIDE_KOREAN: &str = "처리 중 문제가 생겼습니다";

/// Writes an answer as the body of a response.
type Encode = fn(&Answer) -> serde_json::Result<Vec<u8>>;
/// The steps of a turn that run on a task of their own.
type Answering = BoxFuture<'static, std::result::Result<Outcome, Failure>>;
/// Names and data of stored events.
type StoredEvents = Vec<(String, Box<RawValue>)>;

/// The form of a response.
#[derive(Clone, Copy)]
pub(crate) enum Delivery {
    /// One JSON document.
    Whole(Encode),
    /// Server-sent events.
    Events,
}

/// The open way to the caller of one turn.
pub(super) enum Channel {
    /// A response that waits for the whole answer.
    Whole(Encode),
    /// A response that begins at once.
    Events {
        /// Publishes the events.
        publisher: EventPublisher,
        /// Receives them.
        live: Box<LiveEvents>,
        /// The language of errors.
        language: Language,
    },
}

impl Delivery {
    /// The response to a request that was answered before.
    pub(super) fn replay(self, response: StoredResponse) -> Response {
        match self {
            Self::Whole(_) => response.into_response(),
            Self::Events => replayed(sse::respond(stream::iter(replay_events(&response)))),
        }
    }

    /// The body that is stored with the idempotency key. Of events, it holds the whole text in one piece.
    pub(super) fn encode(self, turn: &Turn, answer: &Answer) -> serde_json::Result<Vec<u8>> {
        match self {
            Self::Whole(encode) => encode(answer),
            Self::Events => {
                let token = Token { content: &answer.answer };
                serde_json::to_vec(&(("start", turn.started()), ("token", token), ("done", answer.done())))
            }
        }
    }

    /// Opens the way to the caller.
    pub(super) fn open(self, state: &State, turn: &Turn) -> Channel {
        match self {
            Self::Whole(encode) => Channel::Whole(encode),
            Self::Events => {
                let stream = turn.context().stream();
                let (sender, received) = mpsc::channel(CHANNEL_CAPACITY);
                let publisher = EventPublisher::new(state, stream, sender);
                let stored = Some(EventReader::new(state.clone(), stream));
                let live = LiveEvents { received, last: 0, has_ended: false, stored };
                Channel::Events { publisher, live: Box::new(live), language: turn.language() }
            }
        }
    }
}

impl Channel {
    pub(super) fn publisher(&self) -> EventPublisher {
        match self {
            Self::Whole(_) => EventPublisher::disabled(),
            Self::Events { publisher, .. } => publisher.clone(),
        }
    }

    /// Runs the rest of the turn on a task of its own, and responds with its result or with its events.
    pub(super) async fn respond(self, answering: Answering) -> Result<Response> {
        match self {
            Self::Whole(encode) => {
                let outcome = tokio::spawn(answering).await;
                match outcome.map_err(|error| Problem::internal(TaskEnded::from(error)))?? {
                    Outcome::Stored(answer) => {
                        let body = encode(&answer).map_err(Problem::internal)?;
                        Ok(([(CONTENT_TYPE, "application/json")], body).into_response())
                    }
                    Outcome::Replay(response) => Ok(response.into_response()),
                }
            }
            Self::Events { publisher, live, language } => {
                tokio::spawn(publish_end(answering, publisher, language).in_current_span());
                Ok(sse::respond(live.all()))
            }
        }
    }
}

/// Runs the rest of the turn. Publishes an error, or the events of another request that was stored first.
async fn publish_end(answering: Answering, publisher: EventPublisher, language: Language) {
    match tokio::spawn(answering.in_current_span()).await {
        Ok(Ok(Outcome::Stored(_))) => {}
        // the events so far belong to an answer that is not stored, so the stream starts over
        Ok(Ok(Outcome::Replay(response))) => match stored_events(&response) {
            Ok(events) => {
                let events: Vec<_> = events.iter().map(|(name, data)| (name.as_str(), &**data)).collect();
                publisher.end(&events).await;
            }
            Err(failed) => publisher.fail(&failed).await,
        },
        Ok(Err(failure)) => publisher.fail(&Failed { message: failure.message(language) }).await,
        Err(_) => publisher.fail(&Failed { message: our_side(language) }).await,
    }
}

const fn our_side(language: Language) -> &'static str {
    match language {
        Language::Korean => OUR_SIDE_KOREAN,
        Language::English => OUR_SIDE,
    }
}

/// The events of an answer while it is written.
pub(super) struct LiveEvents {
    received: mpsc::Receiver<AnswerEvent>,
    last: i32,
    has_ended: bool,
    /// Reads the rest from the store when the client is too slow for the channel.
    stored: Option<EventReader>,
}

impl LiveEvents {
    fn all(self) -> impl Stream<Item = EventResult> {
        stream::unfold(self, |mut live| async move {
            if let Some(event) = live.received.recv().await {
                live.last = event.number;
                live.has_ended = ["done", "error"].contains(&event.name.as_str());
                return Some((stream::iter([Ok(numbered(event))]).left_stream(), live));
            }
            let stored = live.stored.take().filter(|_| !live.has_ended)?;
            Some((stored.rest(live.last).right_stream(), live))
        })
        .flatten()
    }
}

fn stored_events(response: &StoredResponse) -> std::result::Result<StoredEvents, Failed> {
    serde_json::from_slice(response.body()).map_err(|error| {
        tracing::error!(%error, "the events stored with an idempotency key cannot be read");
        Failed { message: OUR_SIDE }
    })
}

/// The events of a stored answer. They have no numbers: the stored text is one piece, and the first response had it in several.
fn replay_events(response: &StoredResponse) -> Vec<EventResult> {
    match stored_events(response) {
        Ok(events) => events.iter().map(|(name, data)| unnumbered(name, data)).collect(),
        Err(failed) => vec![unnumbered("error", &failed)],
    }
}
