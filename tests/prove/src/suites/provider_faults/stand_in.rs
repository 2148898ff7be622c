//! A language model with the protocol of any provider. It can fail in many ways and counts its requests.

use axum::{
    Router,
    body::{Body, Bytes},
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use futures::{StreamExt, stream, stream::BoxStream};
use serde_json::{Value, json};
use std::{
    io,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering::SeqCst},
    },
    time::Duration,
};
use tokio::{net::TcpListener, time::sleep};

/// Provider whose protocol the model uses.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Kind {
    OpenAi,
    Anthropic,
    Gemini,
    Bedrock,
}

impl Kind {
    pub(super) const ALL: [Self; 4] = [Self::OpenAi, Self::Anthropic, Self::Gemini, Self::Bedrock];

    /// Name in the registry.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::OpenAi => "openai",
            Self::Anthropic => "anthropic",
            Self::Gemini => "gemini",
            Self::Bedrock => "bedrock",
        }
    }
}

/// A fault of the model.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Fault {
    /// Connections are refused.
    Refused,
    /// It accepts the question and never answers.
    HangsBeforeHeaders,
    /// It begins and never continues.
    HangsMidway,
    /// 429 with Retry-After.
    Busy,
    /// 500 with a page of HTML.
    Broken,
    /// 503.
    Overloaded,
    /// It sends something that is not JSON.
    Garbled,
    /// It sends something that is not JSON after the first piece.
    GarbledMidway,
    /// It closes the connection in the middle.
    Truncated,
    /// 404: it knows no such model.
    WrongModel,
    /// It ends without content.
    Empty,
    /// It sends pieces slowly and never ends.
    Drips,
    /// The key was rotated.
    Rotated,
    /// It is broken for five questions in a row.
    Storm,
}

impl Fault {
    pub(super) const ALL: [Self; 14] = [
        Self::Refused,
        Self::HangsBeforeHeaders,
        Self::HangsMidway,
        Self::Busy,
        Self::Broken,
        Self::Overloaded,
        Self::Garbled,
        Self::GarbledMidway,
        Self::Truncated,
        Self::WrongModel,
        Self::Empty,
        Self::Drips,
        Self::Rotated,
        Self::Storm,
    ];

    /// Returns true if the fault occurs after a part of the answer was sent.
    pub(super) const fn comes_late(self) -> bool {
        matches!(self, Self::HangsMidway | Self::GarbledMidway | Self::Truncated | Self::Drips)
    }
}

#[derive(Clone)]
struct Endpoint {
    kind: Kind,
    fault: Arc<Mutex<Option<Fault>>>,
    key: Arc<Mutex<String>>,
    asked: Arc<AtomicU64>,
}

/// The model's endpoint.
pub(super) struct StandIn {
    pub(super) url: String,
    endpoint: Endpoint,
}

impl StandIn {
    pub(super) async fn start(kind: Kind, key: &str) -> Self {
        let endpoint =
            Endpoint { kind, fault: Arc::default(), key: Arc::new(Mutex::new(key.to_owned())), asked: Arc::default() };
        let routes = Router::new().fallback(complete).with_state(endpoint.clone());
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, routes).await });
        Self { url, endpoint }
    }

    /// Sets the fault of further requests.
    pub(super) fn set(&self, fault: Option<Fault>) {
        *self.endpoint.fault.lock().unwrap() = fault;
    }

    /// Sets the only valid key.
    pub(super) fn takes_key(&self, key: &str) {
        key.clone_into(&mut self.endpoint.key.lock().unwrap());
    }

    pub(super) fn asked(&self) -> u64 {
        self.endpoint.asked.load(SeqCst)
    }
}

async fn complete(State(endpoint): State<Endpoint>, headers: HeaderMap) -> Response {
    endpoint.asked.fetch_add(1, SeqCst);
    let sent = ["authorization", "x-api-key", "x-goog-api-key"].iter().find_map(|name| headers.get(*name));
    let sent = sent.and_then(|value| value.to_str().ok()).unwrap_or_default();
    if sent.trim_start_matches("Bearer ") != *endpoint.key.lock().unwrap() {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let fault = *endpoint.fault.lock().unwrap();
    match fault {
        Some(Fault::HangsBeforeHeaders) => std::future::pending().await,
        Some(Fault::Busy) => (StatusCode::TOO_MANY_REQUESTS, [("retry-after", "60")], "slow down").into_response(),
        Some(Fault::Broken | Fault::Storm) => (StatusCode::INTERNAL_SERVER_ERROR, "<html>oops</html>").into_response(),
        Some(Fault::Overloaded) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
        Some(Fault::WrongModel) => (StatusCode::NOT_FOUND, "{\"error\": \"no such model\"}").into_response(),
        fault => {
            let body = Body::from_stream(answer(endpoint.kind, fault));
            ([("content-type", "text/event-stream")], body).into_response()
        }
    }
}

fn answer(kind: Kind, fault: Option<Fault>) -> BoxStream<'static, io::Result<Bytes>> {
    let script = Script(kind);
    let (first, second) = (script.piece("To be a reliable"), script.piece(" transmission company."));
    let send_all = |parts: Vec<Bytes>| stream::iter(parts.into_iter().map(Ok));
    match fault {
        Some(Fault::HangsMidway) => send_all(vec![script.begin(), first]).chain(stream::pending()).boxed(),
        Some(Fault::Garbled) => send_all(vec![script.garbage(), script.end()]).boxed(),
        Some(Fault::GarbledMidway) => send_all(vec![script.begin(), first, script.garbage(), script.end()]).boxed(),
        Some(Fault::Truncated) => {
            // lets the first piece arrive before the cut
            let cut = stream::once(async {
                sleep(Duration::from_millis(300)).await;
                Err(io::ErrorKind::ConnectionReset.into())
            });
            send_all(vec![script.begin(), first]).chain(cut).boxed()
        }
        Some(Fault::Empty) => send_all(vec![script.begin(), script.end()]).boxed(),
        Some(Fault::Drips) => {
            let pieces = stream::unfold(script, |script| async move {
                sleep(Duration::from_millis(100)).await;
                Some((Ok(script.piece("and ")), script))
            });
            send_all(vec![script.begin()]).chain(pieces).boxed()
        }
        _ => send_all(vec![script.begin(), first, second, script.end()]).boxed(),
    }
}

/// Messages of a protocol.
#[derive(Clone, Copy)]
struct Script(Kind);

impl Script {
    fn begin(self) -> Bytes {
        match self.0 {
            Kind::OpenAi | Kind::Gemini => Bytes::new(),
            Kind::Anthropic => {
                let usage = json!({ "input_tokens": 900, "output_tokens": 1 });
                let message = json!({ "id": "m", "type": "message", "role": "assistant", "model": "m", "content": [], "usage": usage });
                let block = json!({ "type": "content_block_start", "index": 0, "content_block": { "type": "text", "text": "" } });
                let start = json!({ "type": "message_start", "message": message });
                [named("message_start", &start), named("content_block_start", &block)].concat().into()
            }
            Kind::Bedrock => frame("messageStart", &json!({ "role": "assistant" })),
        }
    }

    fn piece(self, text: &str) -> Bytes {
        match self.0 {
            Kind::OpenAi => {
                let choice = json!({ "index": 0, "delta": { "content": text }, "finish_reason": null });
                event(
                    &json!({ "id": "1", "object": "chat.completion.chunk", "created": 0, "model": "m", "choices": [choice] }),
                )
            }
            Kind::Anthropic => {
                let delta = json!({ "type": "text_delta", "text": text });
                named("content_block_delta", &json!({ "type": "content_block_delta", "index": 0, "delta": delta }))
                    .into()
            }
            Kind::Gemini => event(&gemini(text, None)),
            Kind::Bedrock => frame("contentBlockDelta", &json!({ "contentBlockIndex": 0, "delta": { "text": text } })),
        }
    }

    fn end(self) -> Bytes {
        match self.0 {
            Kind::OpenAi => {
                let usage = json!({ "prompt_tokens": 900, "completion_tokens": 8, "total_tokens": 908 });
                let used =
                    event(&json!({ "id": "1", "object": "chat.completion.chunk", "choices": [], "usage": usage }));
                [used, Bytes::from_static(b"data: [DONE]\n\n")].concat().into()
            }
            Kind::Anthropic => {
                let stop = json!({ "type": "content_block_stop", "index": 0 });
                let end = json!({ "type": "message_delta", "delta": { "stop_reason": "end_turn" }, "usage": { "output_tokens": 8 } });
                [
                    named("content_block_stop", &stop),
                    named("message_delta", &end),
                    named("message_stop", &json!({ "type": "message_stop" })),
                ]
                .concat()
                .into()
            }
            Kind::Gemini => event(&gemini("", Some("STOP"))),
            Kind::Bedrock => {
                let usage = json!({ "usage": { "inputTokens": 900, "outputTokens": 8, "totalTokens": 908 } });
                [frame("messageStop", &json!({ "stopReason": "end_turn" })), frame("metadata", &usage)].concat().into()
            }
        }
    }

    fn garbage(self) -> Bytes {
        match self.0 {
            Kind::Anthropic => Bytes::from_static(b"event: content_block_delta\ndata: {\"delta\": [{\n\n"),
            Kind::OpenAi | Kind::Gemini => Bytes::from_static(b"data: {\"choices\": [{\n\n"),
            Kind::Bedrock => Bytes::from_static(b"\x00\x00\x00\x20\x00\x00\x00\x08nonsense, nonsense and nonsense!"),
        }
    }
}

fn gemini(text: &str, reason: Option<&str>) -> Value {
    let mut candidate = json!({ "content": { "role": "model", "parts": [{ "text": text }] }, "index": 0 });
    if let Some(reason) = reason {
        candidate["finishReason"] = reason.into();
    }
    let usage = json!({ "promptTokenCount": 900, "candidatesTokenCount": 8, "totalTokenCount": 908 });
    json!({ "candidates": [candidate], "usageMetadata": usage, "modelVersion": "m" })
}

fn event(data: &Value) -> Bytes {
    format!("data: {data}\n\n").into()
}

fn named(name: &str, data: &Value) -> Vec<u8> {
    format!("event: {name}\ndata: {data}\n\n").into_bytes()
}

/// A message of Amazon's event stream.
fn frame(kind: &str, payload: &Value) -> Bytes {
    let mut headers = Vec::new();
    for (name, value) in [(":event-type", kind), (":content-type", "application/json"), (":message-type", "event")] {
        headers.push(u8::try_from(name.len()).unwrap());
        headers.extend(name.as_bytes());
        headers.push(7);
        headers.extend(u16::try_from(value.len()).unwrap().to_be_bytes());
        headers.extend(value.as_bytes());
    }
    let payload = payload.to_string();
    let length = u32::try_from(16 + headers.len() + payload.len()).unwrap();
    let mut frame = [length.to_be_bytes(), u32::try_from(headers.len()).unwrap().to_be_bytes()].concat();
    frame.extend(crc32(&frame).to_be_bytes());
    frame.extend(headers);
    frame.extend(payload.as_bytes());
    frame.extend(crc32(&frame).to_be_bytes());
    frame.into()
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 })
    })
}
