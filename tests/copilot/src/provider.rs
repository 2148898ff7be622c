//! A mock language model, whose output a test controls piece by piece.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::missing_panics_doc,
    reason = "a test without its provider fails"
)]

use axum::{
    Router,
    body::{Body, Bytes},
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Response},
    routing::post,
};
use futures::StreamExt;
use serde_json::{Value, json};
use std::{
    io,
    sync::{Arc, Mutex},
};
use tokio::{net::TcpListener, sync::mpsc};

type Piece = Result<Bytes, io::Error>;
type Request = (String, Value);

/// An endpoint with the API of `OpenAI`, for one question.
pub struct Provider {
    url: String,
    pieces: Option<mpsc::Sender<Piece>>,
    asked: mpsc::Receiver<Request>,
}

#[derive(Clone)]
struct Endpoint {
    pieces: Arc<Mutex<Option<mpsc::Receiver<Piece>>>>,
    asked: mpsc::Sender<Request>,
}

impl Provider {
    /// Starts the endpoint on a free port.
    pub async fn start() -> Self {
        let (pieces, to_say) = mpsc::channel(64);
        let (ask, asked) = mpsc::channel(8);
        let endpoint = Endpoint { pieces: Arc::new(Mutex::new(Some(to_say))), asked: ask };
        let routes = Router::new().route("/v1/chat/completions", post(complete)).with_state(endpoint);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/v1/", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, routes).await });
        Self { url, pieces: Some(pieces), asked }
    }

    /// Its address.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The settings of the product for this provider.
    #[must_use]
    pub fn settings(&self) -> [(&str, &str); 3] {
        [("LLM_PROVIDER", "openai"), ("OPENAI_BASE_URL", &self.url), ("OPENAI_CHAT_MODEL", "test-model")]
    }

    /// Sends a piece of text.
    pub async fn says(&mut self, text: &str) {
        self.sends(&delta(&json!({ "content": text }), None)).await;
    }

    /// Ends the answer regularly.
    pub async fn ends(&mut self) {
        self.sends(&delta(&json!({}), Some("stop"))).await;
        self.sends("[DONE]").await;
        self.pieces = None;
    }

    /// Closes the connection in the middle of the answer.
    pub fn breaks_off(&mut self) {
        let pieces = self.pieces.take().unwrap();
        pieces.try_send(Err(io::ErrorKind::ConnectionReset.into())).unwrap();
    }

    /// Waits until the client closes the connection.
    pub async fn is_hung_up_on(&self) {
        self.pieces.as_ref().unwrap().closed().await;
    }

    /// Waits for the request and returns its `Authorization` header and body.
    pub async fn was_asked(&mut self) -> Request {
        self.asked.recv().await.unwrap()
    }

    /// Returns whether there was no request.
    pub fn was_not_asked(&mut self) -> bool {
        self.asked.try_recv().is_err()
    }

    async fn sends(&mut self, data: &str) {
        self.pieces.as_ref().unwrap().send(Ok(format!("data: {data}\n\n").into())).await.unwrap();
    }
}

fn delta(delta: &Value, finish_reason: Option<&str>) -> String {
    let choice = json!({ "index": 0, "delta": delta, "finish_reason": finish_reason });
    let chunk = json!({ "id": "1", "object": "chat.completion.chunk", "created": 0, "model": "test-model", "choices": [choice] });
    chunk.to_string()
}

async fn complete(State(endpoint): State<Endpoint>, headers: HeaderMap, body: Bytes) -> Response {
    let authorization = headers["authorization"].to_str().unwrap().to_owned();
    endpoint.asked.send((authorization, serde_json::from_slice(&body).unwrap())).await.unwrap();
    let pieces = endpoint.pieces.lock().unwrap().take().expect("it is asked once");
    let pieces = futures::stream::unfold(pieces, |mut pieces| async { Some((pieces.recv().await?, pieces)) });
    ([("content-type", "text/event-stream")], Body::from_stream(pieces.boxed())).into_response()
}
