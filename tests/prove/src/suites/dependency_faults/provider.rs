//! A language model that answers correctly or incorrectly and counts its requests.

use axum::{
    Router,
    body::{Body, Bytes},
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::post,
};
use futures::{StreamExt, stream};
use serde_json::json;
use std::{
    io,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering::SeqCst},
    },
};
use tokio::net::TcpListener;

/// Behaviour of the model.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(super) enum Manner {
    /// Answers.
    #[default]
    Good,
    /// 429 with Retry-After.
    Busy,
    /// 500 with a page of HTML.
    Broken,
    /// Sends an event that is not JSON after the first piece.
    Garbled,
    /// Sends JSON without a known member.
    Foreign,
    /// Sends an error instead of the next piece.
    Regretful,
    /// Ends without content.
    Silent,
    /// Closes the stream normally in the middle of the answer.
    Unfinished,
    /// Begins and never continues.
    Stuck,
    /// Never ends.
    Endless,
    /// Sends bytes that are not UTF-8.
    Binary,
}

impl Manner {
    pub(super) const ALL: [Self; 10] = [
        Self::Busy,
        Self::Broken,
        Self::Garbled,
        Self::Foreign,
        Self::Regretful,
        Self::Silent,
        Self::Unfinished,
        Self::Stuck,
        Self::Endless,
        Self::Binary,
    ];
}

#[derive(Clone, Default)]
struct Endpoint {
    manner: Arc<Mutex<Manner>>,
    asked: Arc<AtomicU64>,
}

/// The model's endpoint.
pub(super) struct Provider {
    pub(super) url: String,
    endpoint: Endpoint,
}

impl Provider {
    pub(super) async fn start() -> Self {
        let endpoint = Endpoint::default();
        let routes = Router::new().route("/v1/chat/completions", post(complete)).with_state(endpoint.clone());
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, routes).await });
        Self { url, endpoint }
    }

    pub(super) fn set(&self, manner: Manner) {
        *self.endpoint.manner.lock().unwrap() = manner;
    }

    pub(super) fn asked(&self) -> u64 {
        self.endpoint.asked.load(SeqCst)
    }
}

async fn complete(State(endpoint): State<Endpoint>) -> Response {
    endpoint.asked.fetch_add(1, SeqCst);
    let manner = *endpoint.manner.lock().unwrap();
    match manner {
        Manner::Busy => (StatusCode::TOO_MANY_REQUESTS, [("retry-after", "60")], "slow down").into_response(),
        Manner::Broken => (StatusCode::INTERNAL_SERVER_ERROR, "<html>oops</html>").into_response(),
        _ => ([("content-type", "text/event-stream")], Body::from_stream(answer(manner))).into_response(),
    }
}

fn answer(manner: Manner) -> stream::BoxStream<'static, io::Result<Bytes>> {
    let (first, done) = (piece("To be a reliable"), event("[DONE]"));
    let whole = |pieces: Vec<Bytes>| stream::iter(pieces.into_iter().map(Ok));
    match manner {
        Manner::Garbled => whole(vec![first, event("{\"choices\": [{"), done]).boxed(),
        Manner::Foreign => whole(vec![first, event("{\"surprise\": true}"), event("7"), done]).boxed(),
        Manner::Regretful => whole(vec![first, event("{\"error\": {\"message\": \"overloaded\"}}"), done]).boxed(),
        Manner::Silent => whole(vec![done]).boxed(),
        Manner::Unfinished => whole(vec![first]).boxed(),
        Manner::Stuck => whole(vec![first]).chain(stream::pending()).boxed(),
        Manner::Endless => stream::repeat_with(move || Ok(piece(&"and so on ".repeat(100)))).boxed(),
        Manner::Binary => whole(vec![first, Bytes::from_static(b"data: \xff\xfe\xfd\n\n"), done]).boxed(),
        _ => whole(vec![first, piece(" transmission company."), done]).boxed(),
    }
}

fn piece(text: &str) -> Bytes {
    let choice = json!({ "index": 0, "delta": { "content": text }, "finish_reason": null });
    event(
        &json!({ "id": "1", "object": "chat.completion.chunk", "created": 0, "model": "m", "choices": [choice] })
            .to_string(),
    )
}

fn event(data: &str) -> Bytes {
    format!("data: {data}\n\n").into()
}
