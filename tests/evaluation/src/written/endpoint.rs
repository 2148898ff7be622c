//! A language model as an endpoint with the API of `OpenAI`, which notes what its prompts show.

use super::{prompt::Shown, relay::Model};
use crate::pages::Question;
use anyhow::Result;
use axum::{
    Json, Router,
    extract::State,
    response::{IntoResponse, Response},
    routing::post,
};
use serde_json::{Value, json};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};
use tokio::net::TcpListener;

/// What the oracle says if its prompt does not show the evidence.
const UNANSWERED: &str = "[unanswered] The passages do not say this.";

/// A running endpoint.
#[derive(Clone, Debug)]
pub struct Writer {
    url: String,
    notes: Arc<Notes>,
}

#[derive(Debug)]
struct Notes {
    /// The questions by their texts.
    questions: HashMap<String, Question>,
    /// What the prompts showed, by the ids of the questions.
    shown: Mutex<HashMap<String, Shown>>,
    /// The model that is asked. The oracle if there is none.
    model: Option<Model>,
}

impl Writer {
    /// Starts an oracle for these questions on a free port.
    ///
    /// # Errors
    /// There is no port.
    pub async fn oracle(questions: &[Question]) -> Result<Self> {
        Self::start(questions, None).await
    }

    /// Starts an endpoint on a free port that passes prompts on to the first model at this URL, which ends with `/v1`.
    ///
    /// # Errors
    /// There is no port, or no model at the URL.
    pub async fn model(questions: &[Question], url: &str) -> Result<Self> {
        Self::start(questions, Some(Model::at(url).await?)).await
    }

    async fn start(questions: &[Question], model: Option<Model>) -> Result<Self> {
        let questions = questions.iter().map(|question| (question.text.clone(), question.clone())).collect();
        let notes = Arc::new(Notes { questions, shown: Mutex::default(), model });
        let routes = Router::new().route("/v1/chat/completions", post(complete)).with_state(Arc::clone(&notes));
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let url = format!("http://{}/v1/", listener.local_addr()?);
        tokio::spawn(async move { axum::serve(listener, routes).await });
        Ok(Self { url, notes })
    }

    /// The settings of a product whose answers it writes: without a limit of tokens, and with time for a small machine.
    #[must_use]
    pub fn settings(&self) -> [(&str, &str); 7] {
        [
            ("LLM_PROVIDER", "openai"),
            ("OPENAI_BASE_URL", &self.url),
            ("OPENAI_CHAT_MODEL", self.name()),
            ("CHAT_TOKENS_PER_DAY", "1000000000"),
            ("LLM_FIRST_BYTE_MILLISECONDS", "600000"),
            ("LLM_NEXT_PIECE_MILLISECONDS", "120000"),
            ("LLM_ANSWER_MILLISECONDS", "600000"),
        ]
    }

    /// The name of the model.
    #[must_use]
    pub fn name(&self) -> &str {
        self.notes.model.as_ref().map_or("oracle", |model| &model.name)
    }

    /// What the prompt of a question showed. Nothing if the model was not asked.
    #[must_use]
    pub fn shown(&self, id: &str) -> Shown {
        self.notes.shown.lock().unwrap_or_else(PoisonError::into_inner).get(id).cloned().unwrap_or_default()
    }
}

impl Notes {
    /// Notes what a prompt shows of its question. Returns both, or nothing if the question is unknown.
    fn note(&self, prompt: &Value) -> Option<(&Question, Shown)> {
        let said = |role: &str| -> Vec<&str> {
            let messages = prompt["messages"].as_array().into_iter().flatten();
            messages
                .filter(|message| message["role"] == role)
                .filter_map(|message| message["content"].as_str())
                .collect()
        };
        let question = self.questions.get(said("user").last().copied().unwrap_or_default())?;
        let shown = Shown::of(question, &said("system").join("\n"));
        self.shown.lock().unwrap_or_else(PoisonError::into_inner).insert(question.id.clone(), shown.clone());
        Some((question, shown))
    }
}

/// The oracle's answer: the key with its citations, or that the passages do not say it.
fn key((question, shown): (&Question, Shown)) -> String {
    if !shown.evidence {
        return UNANSWERED.to_owned();
    }
    let marks: Vec<String> = shown.numbers.iter().map(|number| format!(" [{number}]")).collect();
    question.answer.trim_end_matches('.').to_owned() + &marks.concat()
}

async fn complete(State(notes): State<Arc<Notes>>, Json(prompt): Json<Value>) -> Response {
    let shown = notes.note(&prompt);
    if let Some(model) = &notes.model {
        return model.complete(&prompt).await;
    }
    let piece = |delta: Value, end: Option<&str>| {
        let choice = json!({ "index": 0, "delta": delta, "finish_reason": end });
        let chunk = json!({ "id": "1", "object": "chat.completion.chunk", "created": 0, "model": "oracle", "choices": [choice] });
        format!("data: {chunk}\n\n")
    };
    let text = shown.map_or_else(|| UNANSWERED.to_owned(), key);
    let body = [piece(json!({ "content": text }), None), piece(json!({}), Some("stop")), "data: [DONE]\n\n".to_owned()];
    ([("content-type", "text/event-stream")], body.concat()).into_response()
}
