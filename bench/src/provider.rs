//! A language model without a model: it speaks `OpenAI`'s streaming chat completions and says at a fixed pace what time
//! it is, so that each word carries the moment at which it left.

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

/// What its answers are like.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Script {
    /// How many words.
    pub(crate) words: u32,
    /// The time from one to the next; the first leaves at once.
    pub(crate) pace: Duration,
}

/// The running provider. It ends with the process.
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
        // a word that waits for another one's acknowledgement would leave later than it says; what refuses this is gone
        let listener = listener.tap_io(|connection| drop(connection.set_nodelay(true)));
        let provider = Self { address, began: Instant::now(), script };
        let routes = Router::new().route("/v1/chat/completions", post(complete)).with_state(provider.clone());
        tokio::spawn(async move { axum::serve(listener, routes).await });
        Ok(provider)
    }

    /// What a program has to be told to ask it, ours and the peer alike.
    pub(crate) fn settings(&self) -> [(&'static str, String); 3] {
        [
            ("LLM_PROVIDER", "openai".to_owned()),
            ("OPENAI_BASE_URL", format!("http://{}/v1", self.address)),
            ("OPENAI_CHAT_MODEL", "scripted".to_owned()),
        ]
    }

    /// How many words an answer has.
    pub(crate) const fn words(&self) -> u32 {
        self.script.words
    }

    /// When a word that this provider said left it; nothing for other words.
    pub(crate) fn left_at(&self, word: &str) -> Option<Instant> {
        let nanoseconds = word.strip_prefix('t')?.parse().ok()?;
        Some(self.began + Duration::from_nanos(nanoseconds))
    }

    /// The words of one answer, each as an event of its own.
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

/// One event; without content, the last.
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
    async fn every_word_says_when_it_left_and_the_last_event_ends_the_answer() {
        let provider = Provider::start(Script { words: 3, pace: Duration::from_millis(1) }).await.unwrap();
        let events: Vec<_> = provider.clone().answer().map(|event| event.unwrap()).collect().await;
        assert_eq!(events.len(), 4);
        assert!(events[3].ends_with("data: [DONE]\n\n"));
        let chunk: serde_json::Value = serde_json::from_str(events[1].trim().strip_prefix("data: ").unwrap()).unwrap();
        let word = chunk["choices"][0]["delta"]["content"].as_str().unwrap().trim().to_owned();
        assert!(provider.left_at(&word).unwrap() <= Instant::now());
    }

    #[tokio::test]
    async fn words_of_others_left_at_no_time() {
        let provider = Provider::start(Script { words: 1, pace: Duration::ZERO }).await.unwrap();
        assert_eq!(provider.left_at("today"), None);
    }
}
