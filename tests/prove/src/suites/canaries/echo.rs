//! A model that returns its input, including key and prompt, in various kinds of responses.

use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
    routing::post,
};
use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering::SeqCst},
};
use tokio::net::TcpListener;

/// Number of kinds of responses.
pub(super) const WAYS: usize = 5;

/// The model's endpoint.
#[derive(Clone)]
pub(super) struct Echo {
    pub(super) url: String,
    way: Arc<AtomicUsize>,
}

impl Echo {
    pub(super) async fn start() -> Self {
        let way = Arc::<AtomicUsize>::default();
        let routes = Router::new().route("/v1/chat/completions", post(say_back)).with_state(Arc::clone(&way));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/v1/", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, routes).await });
        Self { url, way }
    }

    pub(super) fn set(&self, way: usize) {
        self.way.store(way, SeqCst);
    }
}

async fn say_back(State(way): State<Arc<AtomicUsize>>, headers: HeaderMap, body: Bytes) -> Response {
    let told = format!("{headers:?} {}", String::from_utf8_lossy(&body));
    let quoted = serde_json::json!({ "error": { "message": told } }).to_string();
    let events = |data: &str| ([("content-type", "text/event-stream")], format!("data: {data}\n\n")).into_response();
    match way.load(SeqCst) {
        0 => (StatusCode::UNAUTHORIZED, told).into_response(),
        1 => (StatusCode::TOO_MANY_REQUESTS, quoted).into_response(),
        2 => (StatusCode::BAD_REQUEST, quoted).into_response(),
        3 => events(&quoted),
        _ => events(&format!("{{{told}")),
    }
}
