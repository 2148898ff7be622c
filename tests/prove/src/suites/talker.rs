//! A language model whose words are written beforehand, and which knows what became of its calls.

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

/// What it says.
#[derive(Clone, Debug)]
pub(super) struct Script {
    /// Its text, piece by piece.
    pub(super) pieces: Arc<[String]>,
    /// Before each piece.
    pub(super) pause: Duration,
    /// How it goes on when all is said.
    pub(super) ending: Ending,
    /// Tokens of question and answer that it claims to have used.
    pub(super) claims: Option<(i64, i64)>,
}

/// How an answer goes on when all is said.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Ending {
    /// It ends.
    Proper,
    /// From the beginning, for ever.
    Again,
    /// Nothing more comes, and the connection stays.
    Silence,
    /// The connection is closed.
    Cut,
}

impl Script {
    pub(super) fn of(pieces: impl IntoIterator<Item = String>, pause: Duration) -> Self {
        Self { pieces: pieces.into_iter().collect(), pause, ending: Ending::Proper, claims: None }
    }

    /// All that it says, if it ends.
    pub(super) fn text(&self) -> String {
        self.pieces.concat()
    }
}

/// What became of the calls so far.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Calls {
    /// How many were made.
    pub(super) made: u64,
    /// How many of them are open.
    pub(super) open: u64,
    /// How many were told to their end.
    pub(super) told: u64,
    /// When the last one was over.
    pub(super) closed_at: Option<Instant>,
}

type Choice = Box<dyn Fn(u64) -> Script + Send + Sync>;

struct Endpoint {
    script: Mutex<Choice>,
    calls: watch::Sender<Calls>,
}

/// The model's endpoint, as `OpenAI`'s.
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

    /// From now on it says this.
    pub(super) fn says(&self, script: Script) {
        self.says_each(move |_| script.clone());
    }

    /// From now on it says this to the call of a number.
    pub(super) fn says_each(&self, choice: impl Fn(u64) -> Script + Send + Sync + 'static) {
        *self.endpoint.script.lock().unwrap() = Box::new(choice);
    }

    pub(super) fn calls(&self) -> Calls {
        *self.endpoint.calls.borrow()
    }

    /// Waits until it was asked more often than so many times.
    pub(super) async fn is_asked_beyond(&self, made: u64) {
        let mut calls = self.endpoint.calls.subscribe();
        drop(calls.wait_for(|calls| calls.made > made).await);
    }

    /// Waits until no call is open, and says when the last one was over.
    pub(super) async fn is_left_alone(&self) -> Option<Instant> {
        let mut calls = self.endpoint.calls.subscribe();
        let calls = calls.wait_for(|calls| calls.open == 0).await;
        calls.ok().and_then(|calls| calls.closed_at)
    }

    /// The entry of a registry in which it is the only provider, with these further members.
    pub(super) fn registry(&self, members: &str) -> String {
        format!(
            "providers:\n  - {{ id: it, name: It, category: model, kind: openai, connection_uri: '{}', \
             models: {{ standard: m }}, {members} }}\n",
            self.url
        )
    }
}

/// A call that is open as long as this is held.
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
                    self.endpoint.calls.send_modify(|calls| calls.told += 1);
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
