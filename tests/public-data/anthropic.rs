//! A mock of Anthropic's API, which gives scripted replies.

use axum::{
    Router,
    body::{Body, Bytes},
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
    routing::post,
};
use futures::{StreamExt, stream};
use serde_json::{Value, json};
use std::{
    collections::VecDeque,
    io::{self, Write},
    sync::{Arc, Mutex},
};
use tempfile::NamedTempFile;
use tokio::net::TcpListener;

/// The tokens that each whole reply reports: read and written.
pub(crate) const TOKENS: (u64, u64) = (100, 20);

/// A reply of the model.
#[derive(Clone, Debug)]
pub(crate) enum Says {
    /// A whole reply.
    Text(String),
    /// A part of one, after which the connection breaks off.
    Broken(String),
    /// A part of one that goes on forever.
    Endless(String),
    /// An error.
    Status(u16),
}

/// An endpoint with the API of Anthropic.
pub(crate) struct Anthropic {
    registry: NamedTempFile,
    asked: Arc<Mutex<Vec<(String, Value)>>>,
}

#[derive(Clone)]
struct Endpoint {
    script: Arc<Mutex<VecDeque<Says>>>,
    asked: Arc<Mutex<Vec<(String, Value)>>>,
}

impl Anthropic {
    /// Starts the endpoint on a free port. A request beyond the script fails.
    pub(crate) async fn start(script: impl IntoIterator<Item = Says>) -> Self {
        let asked = Arc::<Mutex<Vec<_>>>::default();
        let script = Arc::new(Mutex::new(script.into_iter().collect()));
        let endpoint = Endpoint { script, asked: Arc::clone(&asked) };
        let routes = Router::new().route("/v1/messages", post(reply)).with_state(endpoint);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/v1/", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, routes).await });
        let mut registry = NamedTempFile::new().unwrap();
        write!(
            registry,
            "providers:\n  - {{ id: claude, name: Claude, category: model, kind: anthropic, connection_uri: '{url}', \
             models: {{ standard: claude-test }}, auth: {{ api_key_env_var: ANTHROPIC_API_KEY }}, \
             retry_policy: {{ attempts: 1 }}, cost_rules: {{ param_multipliers: {{ claude-test: \
             {{ input_tokens: 0.000001, output_tokens: 0.000001 }} }} }} }}\n"
        )
        .unwrap();
        Self { registry, asked }
    }

    /// The setting of the product for keys of callers.
    pub(crate) fn setting(&self) -> (&'static str, &str) {
        ("PROVIDERS_FILE", self.registry.path().to_str().unwrap())
    }

    /// The settings of a deployment that asks it with its own key.
    pub(crate) fn deployed(&self) -> [(&'static str, &str); 2] {
        [self.setting(), ("LLM_PROVIDER", "claude")]
    }

    /// The keys and bodies of the requests so far.
    pub(crate) fn asked(&self) -> Vec<(String, Value)> {
        self.asked.lock().unwrap().clone()
    }

    /// The texts of the messages of a request, with those of the system.
    pub(crate) fn texts(&self, request: usize) -> Vec<String> {
        let (_, body) = self.asked()[request].clone();
        let parts = |content: &Value| match content {
            Value::String(text) => vec![text.clone()],
            other => other
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(|part| part["text"].as_str().map(str::to_owned))
                .collect(),
        };
        let messages = body["messages"].as_array().unwrap().iter().flat_map(|message| parts(&message["content"]));
        parts(&body["system"]).into_iter().chain(messages).collect()
    }
}

/// A whole reply.
pub(crate) fn says(text: &str) -> Says {
    Says::Text(text.to_owned())
}

/// A reply with calls.
pub(crate) fn calls(calls: &Value) -> Says {
    Says::Text(json!({ "calls": calls }).to_string())
}

async fn reply(State(endpoint): State<Endpoint>, headers: HeaderMap, body: Bytes) -> Response {
    let key = headers["x-api-key"].to_str().unwrap().to_owned();
    endpoint.asked.lock().unwrap().push((key, serde_json::from_slice(&body).unwrap()));
    let next = endpoint.script.lock().unwrap().pop_front();
    let stream = |body: Body| ([("content-type", "text/event-stream")], body).into_response();
    match next {
        Some(Says::Text(text)) => stream(Body::from(begun(&text) + &ended())),
        Some(Says::Broken(text)) => {
            let pieces = [Ok(begun(&text)), Err(io::Error::from(io::ErrorKind::ConnectionReset))];
            stream(Body::from_stream(stream::iter(pieces)))
        }
        Some(Says::Endless(text)) => {
            let begun = stream::iter([Ok::<_, io::Error>(begun(&text))]);
            stream(Body::from_stream(begun.chain(stream::pending())))
        }
        Some(Says::Status(status)) => {
            let told = format!("{headers:?}");
            (StatusCode::from_u16(status).unwrap(), json!({ "error": { "message": told } }).to_string()).into_response()
        }
        None => StatusCode::IM_A_TEAPOT.into_response(),
    }
}

fn event(name: &str, data: &Value) -> String {
    format!("event: {name}\ndata: {data}\n\n")
}

fn begun(text: &str) -> String {
    let usage = json!({ "input_tokens": TOKENS.0, "output_tokens": 0 });
    let message = json!({ "id": "m", "type": "message", "role": "assistant", "model": "claude-test", "content": [], "usage": usage });
    let block = json!({ "type": "content_block_start", "index": 0, "content_block": { "type": "text", "text": "" } });
    let start = event("message_start", &json!({ "type": "message_start", "message": message }));
    // several pieces, as a model writes
    let letters: Vec<char> = text.chars().collect();
    let pieces = letters.chunks(7).map(|piece| {
        let delta = json!({ "type": "text_delta", "text": piece.iter().collect::<String>() });
        event("content_block_delta", &json!({ "type": "content_block_delta", "index": 0, "delta": delta }))
    });
    start + &event("content_block_start", &block) + &pieces.collect::<String>()
}

fn ended() -> String {
    let usage = json!({ "output_tokens": TOKENS.1 });
    let delta = json!({ "type": "message_delta", "delta": { "stop_reason": "end_turn" }, "usage": usage });
    event("content_block_stop", &json!({ "type": "content_block_stop", "index": 0 }))
        + &event("message_delta", &delta)
        + &event("message_stop", &json!({ "type": "message_stop" }))
}
