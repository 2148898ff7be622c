//! A language model that answers every question, and counts the requests.

use axum::{Router, response::IntoResponse, routing::post};
use serde_json::json;
use std::{
    io::Write,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
};
use tempfile::NamedTempFile;
use tokio::net::TcpListener;

/// The endpoint and the registry that names it.
pub(super) struct Model {
    registry: NamedTempFile,
    asked: Arc<AtomicU64>,
}

impl Model {
    pub(super) async fn start() -> Self {
        let asked = Arc::<AtomicU64>::default();
        let counted = Arc::clone(&asked);
        let answer = post(async move || {
            counted.fetch_add(1, Relaxed);
            reply()
        });
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/v1/", listener.local_addr().unwrap());
        let routes = Router::new().route("/v1/chat/completions", answer);
        tokio::spawn(async move { axum::serve(listener, routes).await });
        let mut registry = NamedTempFile::new().unwrap();
        write!(
            registry,
            "providers:\n  - {{ id: it, name: It, category: model, kind: openai, connection_uri: '{url}', models: {{ standard: m }}, \
             rate_limits: {{ requests_per_minute: 0 }}, retry_policy: {{ attempts: 1 }}, \
             cost_rules: {{ param_multipliers: {{ m: {{ input_tokens: 0.00001, output_tokens: 0.00001 }} }} }} }}\n"
        )
        .unwrap();
        Self { registry, asked }
    }

    /// The settings of the product for this model.
    pub(super) fn settings(&self) -> [(&str, &str); 5] {
        [
            ("LLM_PROVIDER", "it"),
            ("PROVIDERS_FILE", self.registry.path().to_str().unwrap()),
            // the budget of the link is the only one
            ("CHAT_TOKENS_PER_DAY", "0"),
            ("DATABASE_POOL_SIZE", "8"),
            ("DATABASE_WAIT_MILLISECONDS", "60000"),
        ]
    }

    /// The number of requests so far.
    pub(super) fn asked(&self) -> u64 {
        self.asked.load(Relaxed)
    }
}

fn reply() -> impl IntoResponse {
    let piece = |delta: serde_json::Value, reason: Option<&str>| {
        let choice = json!({ "index": 0, "delta": delta, "finish_reason": reason });
        format!("data: {}\n\n", json!({ "id": "1", "object": "chat.completion.chunk", "choices": [choice] }))
    };
    let text = piece(json!({ "content": "I cannot answer that." }), None) + &piece(json!({}), Some("stop"));
    ([("content-type", "text/event-stream")], text + "data: [DONE]\n\n")
}
