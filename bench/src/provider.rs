//! A scripted language model with `OpenAI`'s streaming chat completions. It sends words at a fixed pace; each word
//! contains its sending time.

use anyhow::Result;
use axum::{
    Router, body::Body, extract::State, http::header, response::IntoResponse, routing::post, serve::ListenerExt,
};
use futures::{Stream, stream};
use serde_json::json;
use std::{
    convert::Infallible,
    net::SocketAddr,
    time::{Duration, Instant},
};
use tokio::{net::TcpListener, time};

/// Length and pace of the answers.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Script {
    /// Words per answer.
    pub(crate) words: u32,
    /// Interval between words; the first word has no delay.
    pub(crate) pace: Duration,
}

/// The running provider. It runs until the process ends.
#[derive(Clone, Debug)]
pub(crate) struct Provider {
    address: SocketAddr,
    began: Instant,
    script: Script,
}

impl Provider {
    pub(crate) async fn start(script: Script) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        // without this option a word could wait for an acknowledgement and leave later than it says; it fails only on a
        // closed socket
        let listener = listener.tap_io(|connection| drop(connection.set_nodelay(true)));
        let provider = Self { address, began: Instant::now(), script };
        let routes = Router::new().route("/v1/chat/completions", post(complete)).with_state(provider.clone());
        tokio::spawn(async move { axum::serve(listener, routes).await });
        Ok(provider)
    }

    /// Environment variables that make our server or the peer use this provider.
    pub(crate) fn settings(&self) -> [(&'static str, String); 3] {
        [
            ("LLM_PROVIDER", "openai".to_owned()),
            ("OPENAI_BASE_URL", format!("http://{}/v1", self.address)),
            ("OPENAI_CHAT_MODEL", "scripted".to_owned()),
        ]
    }

    /// Words per answer.
    pub(crate) const fn words(&self) -> u32 {
        self.script.words
    }

    /// Parses the sending time from a word; none for words of other origin.
    pub(crate) fn left_at(&self, word: &str) -> Option<Instant> {
        let nanoseconds = word.strip_prefix('t')?.parse().ok()?;
        Some(self.began + Duration::from_nanos(nanoseconds))
    }

    /// Streams the words of one answer, one event each.
    fn answer(self) -> impl Stream<Item = Result<String, Infallible>> {
        let script = self.script;
        let first = time::Instant::now();
        stream::unfold(0, move |number| async move {
            if number > script.words {
                return None;
            }
            if number == script.words {
                return Some((Ok(format!("{}data: [DONE]\n\n", event(None))), number + 1));
            }
            time::sleep_until(first + script.pace * number).await;
            Some((Ok(event(Some(format!("t{} ", self.began.elapsed().as_nanos())))), number + 1))
        })
    }
}

async fn complete(State(provider): State<Provider>) -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/event-stream")], Body::from_stream(provider.answer()))
}

/// Formats one event; the last event has no content.
fn event(content: Option<String>) -> String {
    let finish_reason = content.is_none().then_some("stop");
    let delta = content.map_or_else(|| json!({}), |content| json!({ "content": content }));
    let choice = json!({ "index": 0, "delta": delta, "finish_reason": finish_reason });
    let chunk = json!({
        "id": "scripted", "object": "chat.completion.chunk", "created": 0, "model": "scripted", "choices": [choice],
    });
    format!("data: {chunk}\n\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures::StreamExt;

    #[tokio::test]
    async fn words_contain_times_and_answers_end() {
        let provider = Provider::start(Script { words: 3, pace: Duration::from_millis(1) }).await.unwrap();
        let events: Vec<_> = provider.clone().answer().map(|event| event.unwrap()).collect().await;
        assert_eq!(events.len(), 4);
        assert!(events[3].ends_with("data: [DONE]\n\n"));
        let chunk: serde_json::Value = serde_json::from_str(events[1].trim().strip_prefix("data: ").unwrap()).unwrap();
        let word = chunk["choices"][0]["delta"]["content"].as_str().unwrap().trim().to_owned();
        assert!(provider.left_at(&word).unwrap() <= Instant::now());
    }

    #[tokio::test]
    async fn other_words_have_no_time() {
        let provider = Provider::start(Script { words: 1, pace: Duration::ZERO }).await.unwrap();
        assert_eq!(provider.left_at("today"), None);
    }
}
