//! The oracle as an endpoint with the API of `OpenAI`.

use super::prompt::Shown;
use crate::pages::Question;
use anyhow::Result;
use axum::{Json, Router, extract::State, response::IntoResponse, routing::post};
use serde_json::{Value, json};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};
use tokio::net::TcpListener;

/// What the oracle says if its prompt does not show the evidence.
const UNANSWERED: &str = "[unanswered] The passages do not say this.";

/// A running oracle.
#[derive(Clone, Debug)]
pub struct Oracle {
    url: String,
    knowledge: Arc<Knowledge>,
}

#[derive(Debug)]
struct Knowledge {
    /// The questions by their texts.
    questions: HashMap<String, Question>,
    /// What the prompts showed, by the ids of the questions.
    shown: Mutex<HashMap<String, Shown>>,
}

impl Oracle {
    /// Starts an oracle for these questions on a free port.
    ///
    /// # Errors
    /// There is no port.
    pub async fn start(questions: &[Question]) -> Result<Self> {
        let questions = questions.iter().map(|question| (question.text.clone(), question.clone())).collect();
        let knowledge = Arc::new(Knowledge { questions, shown: Mutex::default() });
        let routes = Router::new().route("/v1/chat/completions", post(complete)).with_state(Arc::clone(&knowledge));
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let url = format!("http://{}/v1/", listener.local_addr()?);
        tokio::spawn(async move { axum::serve(listener, routes).await });
        Ok(Self { url, knowledge })
    }

    /// The settings of a product whose answers it writes, without a limit of tokens.
    #[must_use]
    pub fn settings(&self) -> [(&str, &str); 4] {
        [
            ("LLM_PROVIDER", "openai"),
            ("OPENAI_BASE_URL", &self.url),
            ("OPENAI_CHAT_MODEL", "oracle"),
            ("CHAT_TOKENS_PER_DAY", "1000000000"),
        ]
    }

    /// What the prompt of a question showed. Nothing if the oracle was not asked.
    #[must_use]
    pub fn shown(&self, id: &str) -> Shown {
        self.knowledge.shown.lock().unwrap_or_else(PoisonError::into_inner).get(id).cloned().unwrap_or_default()
    }
}

impl Knowledge {
    /// The answer to a prompt: the key with its citations, or that the passages do not say it.
    fn answer(&self, prompt: &Value) -> String {
        let said = |role: &str| -> Vec<&str> {
            let messages = prompt["messages"].as_array().into_iter().flatten();
            messages
                .filter(|message| message["role"] == role)
                .filter_map(|message| message["content"].as_str())
                .collect()
        };
        let asked = said("user").last().copied().unwrap_or_default();
        let Some(question) = self.questions.get(asked) else { return UNANSWERED.to_owned() };
        let shown = Shown::of(question, &said("system").join("\n"));
        let text = if shown.evidence {
            let marks: Vec<String> = shown.numbers.iter().map(|number| format!(" [{number}]")).collect();
            question.answer.trim_end_matches('.').to_owned() + &marks.concat()
        } else {
            UNANSWERED.to_owned()
        };
        self.shown.lock().unwrap_or_else(PoisonError::into_inner).insert(question.id.clone(), shown);
        text
    }
}

async fn complete(State(knowledge): State<Arc<Knowledge>>, Json(prompt): Json<Value>) -> impl IntoResponse {
    let piece = |delta: Value, end: Option<&str>| {
        let choice = json!({ "index": 0, "delta": delta, "finish_reason": end });
        let chunk = json!({ "id": "1", "object": "chat.completion.chunk", "created": 0, "model": "oracle", "choices": [choice] });
        format!("data: {chunk}\n\n")
    };
    let text = knowledge.answer(&prompt);
    let body = [piece(json!({ "content": text }), None), piece(json!({}), Some("stop")), "data: [DONE]\n\n".to_owned()];
    ([("content-type", "text/event-stream")], body.concat())
}
