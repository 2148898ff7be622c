//! A language model with scripted answers that tracks its calls.

use axum::{
    Router,
    body::{Body, Bytes},
    extract::State,
    response::{IntoResponse, Response},
    routing::post,
};
use futures::stream;
use serde_json::{Value, json};
use std::{
    io,
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};
use tokio::{net::TcpListener, sync::watch, time::sleep};

/// A scripted answer.
#[derive(Clone, Debug)]
pub(super) struct Script {
    /// The text in pieces.
    pub(super) pieces: Arc<[String]>,
    /// Pause before each piece.
    pub(super) pause: Duration,
    /// Behaviour after the last piece.
    pub(super) ending: Ending,
    /// Reported token usage of question and answer.
    pub(super) claims: Option<(i64, i64)>,
}

/// Behaviour after the last piece.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Ending {
    /// The answer ends.
    Proper,
    /// The text repeats forever.
    Again,
    /// Nothing more is sent, and the connection stays open.
    Silence,
    /// The connection is closed.
    Cut,
}

impl Script {
    pub(super) fn of(pieces: impl IntoIterator<Item = String>, pause: Duration) -> Self {
        Self { pieces: pieces.into_iter().collect(), pause, ending: Ending::Proper, claims: None }
    }

    /// The whole text of an answer that ends.
    pub(super) fn text(&self) -> String {
        self.pieces.concat()
    }
}

/// Statistics of the calls so far.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Calls {
    /// Number of calls.
    pub(super) made: u64,
    /// Number of open calls.
    pub(super) open: u64,
    /// Number of completed answers.
    pub(super) completed: u64,
    /// Time when the last call ended.
    pub(super) closed_at: Option<Instant>,
}

type Choice = Box<dyn Fn(u64) -> Script + Send + Sync>;

struct Endpoint {
    script: Mutex<Choice>,
    calls: watch::Sender<Calls>,
}

/// The model's endpoint, with `OpenAI`'s protocol.
pub(super) struct Talker {
    pub(super) url: String,
    endpoint: Arc<Endpoint>,
}

impl Talker {
    pub(super) async fn start(script: Script) -> Self {
        let choice: Choice = Box::new(move |_| script.clone());
        let endpoint = Arc::new(Endpoint { script: Mutex::new(choice), calls: watch::Sender::default() });
        let routes = Router::new().route("/v1/chat/completions", post(complete)).with_state(Arc::clone(&endpoint));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/v1/", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, routes).await });
        Self { url, endpoint }
    }

    /// Sets the answer to further calls.
    pub(super) fn says(&self, script: Script) {
        self.says_each(move |_| script.clone());
    }

    /// Sets the answers to further calls by the number of the call.
    pub(super) fn says_each(&self, choice: impl Fn(u64) -> Script + Send + Sync + 'static) {
        *self.endpoint.script.lock().unwrap() = Box::new(choice);
    }

    pub(super) fn calls(&self) -> Calls {
        *self.endpoint.calls.borrow()
    }

    /// Waits until there were more calls than this number.
    pub(super) async fn is_asked_beyond(&self, made: u64) {
        let mut calls = self.endpoint.calls.subscribe();
        drop(calls.wait_for(|calls| calls.made > made).await);
    }

    /// Waits until no call is open, and returns the end of the last one.
    pub(super) async fn is_left_alone(&self) -> Option<Instant> {
        let mut calls = self.endpoint.calls.subscribe();
        let calls = calls.wait_for(|calls| calls.open == 0).await;
        calls.ok().and_then(|calls| calls.closed_at)
    }

    /// A registry with this model as its only provider and these further members.
    pub(super) fn registry(&self, members: &str) -> String {
        format!(
            "providers:\n  - {{ id: it, name: It, category: model, kind: openai, connection_uri: '{}', \
             models: {{ standard: m }}, {members} }}\n",
            self.url
        )
    }
}

/// A call that ends when this value is dropped.
struct Open {
    endpoint: Arc<Endpoint>,
    script: Script,
    place: usize,
    is_over: bool,
}

impl Drop for Open {
    fn drop(&mut self) {
        self.endpoint.calls.send_modify(|calls| {
            calls.open -= 1;
            calls.closed_at = Some(Instant::now());
        });
    }
}

async fn complete(State(endpoint): State<Arc<Endpoint>>) -> Response {
    let mut number = 0;
    endpoint.calls.send_modify(|calls| {
        number = calls.made;
        calls.made += 1;
        calls.open += 1;
    });
    let script = endpoint.script.lock().unwrap()(number);
    let open = Open { endpoint, script, place: 0, is_over: false };
    let body = Body::from_stream(stream::unfold(open, Open::next));
    ([("content-type", "text/event-stream")], body).into_response()
}

impl Open {
    async fn next(mut self) -> Option<(io::Result<Bytes>, Self)> {
        if self.is_over {
            return None;
        }
        sleep(self.script.pause).await;
        if self.place == self.script.pieces.len() && self.script.ending == Ending::Again {
            self.place = 0;
        }
        let said = match self.script.pieces.get(self.place) {
            Some(piece) => Ok(event(&json!([{ "index": 0, "delta": { "content": piece }, "finish_reason": null }]))),
            None => match self.script.ending {
                Ending::Silence => std::future::pending().await,
                Ending::Cut => Err(io::ErrorKind::ConnectionReset.into()),
                _ => {
                    self.endpoint.calls.send_modify(|calls| calls.completed += 1);
                    Ok(self.end())
                }
            },
        };
        self.is_over = self.place >= self.script.pieces.len();
        self.place += 1;
        Some((said.map(Bytes::from), self))
    }

    fn end(&self) -> String {
        let used = self.script.claims.map(|(asked, answered)| {
            let usage = json!({ "prompt_tokens": asked, "completion_tokens": answered, "total_tokens": asked.saturating_add(answered) });
            let chunk = json!({ "id": "1", "object": "chat.completion.chunk", "created": 0, "model": "m", "choices": [], "usage": usage });
            format!("data: {chunk}\n\n")
        });
        let stop = event(&json!([{ "index": 0, "delta": {}, "finish_reason": "stop" }]));
        [stop, used.unwrap_or_default(), "data: [DONE]\n\n".to_owned()].concat()
    }
}

fn event(choices: &Value) -> String {
    let chunk = json!({ "id": "1", "object": "chat.completion.chunk", "created": 0, "model": "m", "choices": choices });
    format!("data: {chunk}\n\n")
}
