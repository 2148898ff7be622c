//! Rotation of the key of the language model's provider.

use super::{
    super::{
        plan::{QUESTION, reader},
        timed::Timed,
    },
    load::{Load, another, ask},
};
use axum::{
    Router,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
    routing::post,
};
use copilot::COPILOT;
use futures::FutureExt;
use serde_json::json;
use std::{
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio::net::TcpListener;
use uuid::Uuid;
use world::{Person, World};

const SECRET: &str = "PROVIDERS_SECRET";
/// Interval between questions. It is longer, because an unoptimised function needs more time for a question.
const QUESTION_EVERY: Duration = Duration::from_millis(40);

/// Valid keys of the model's endpoint, and rejected keys.
#[derive(Clone, Default)]
struct Endpoint {
    good: Arc<Mutex<Vec<String>>>,
    refused: Arc<Mutex<Vec<String>>>,
}

/// Functions whose provider key is rotated.
pub(super) struct Provided {
    world: World,
    reader: Person,
    endpoint: Endpoint,
    warm: Vec<Router>,
}

impl Provided {
    pub(super) async fn make() -> Self {
        let endpoint = Endpoint::default();
        let routes = Router::new().route("/v1/chat/completions", post(complete)).with_state(endpoint.clone());
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/v1", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, routes).await });
        let own = [
            ("LLM_PROVIDER", "openai"),
            ("OPENAI_BASE_URL", url.as_str()),
            // all cases ask on the same day, which would exhaust a daily quota
            ("CHAT_TOKENS_PER_DAY", "0"),
            ("OPENAI_CHAT_MODEL", "m"),
            ("DATABASE_POOL_SIZE", "8"),
        ];
        let world = World::with(COPILOT, &own).await;
        world.owns_secret(SECRET).await;
        let (reader, _) = reader(&world).await;
        let key = world.secret_of(SECRET).await["openai_api_key"].as_str().unwrap_or_default().to_owned();
        endpoint.good.lock().unwrap().push(key);
        let warm = vec![another(&world).await, another(&world).await];
        let provided = Self { world, reader, endpoint, warm };
        for app in &provided.warm {
            provided.ask(app.clone()).await.expect("the model answers");
        }
        provided
    }

    /// Rotates like an operator: creates a new key, stores it in the secret, and revokes the old one.
    pub(super) async fn rotates(&mut self) -> Result<Timed, String> {
        let (token, apps) = (self.reader.token.clone().unwrap_or_default(), self.warm.clone());
        let turn = Mutex::new(apps.into_iter().cycle());
        let world = self.world.clone();
        let load = Load::begin(QUESTION_EVERY, move |is_cold| {
            let (world, token) = (world.clone(), token.clone());
            let warm = turn.lock().unwrap().next();
            async move {
                let app = match warm.filter(|_| !is_cold) {
                    Some(app) => app,
                    None => another(&world).await,
                };
                ask(app, "POST", "/api/chat", &token, Some(json!({ "message": QUESTION }))).await.map(drop)
            }
            .boxed()
        });
        let new = Uuid::new_v4().to_string();
        let rotated = async {
            self.endpoint.good.lock().unwrap().push(new.clone());
            self.world.puts_secret_of(SECRET, &json!({ "openai_api_key": new })).await;
            *self.endpoint.good.lock().unwrap() = vec![new];
            Ok(())
        };
        let ((), timed) = load.around(rotated).await?;
        let refused = std::mem::take(&mut *self.endpoint.refused.lock().unwrap()).len();
        if refused == 0 {
            return Err("no function asked with the old key, so nothing was put to the test".to_owned());
        }
        Ok(timed)
    }

    async fn ask(&self, app: Router) -> Result<(), String> {
        let token = self.reader.token.clone().unwrap_or_default();
        ask(app, "POST", "/api/chat", &token, Some(json!({ "message": QUESTION }))).await.map(drop)
    }
}

async fn complete(State(endpoint): State<Endpoint>, headers: HeaderMap) -> Response {
    let sent = headers.get("authorization").and_then(|value| value.to_str().ok()).unwrap_or_default();
    let key = sent.strip_prefix("Bearer ").unwrap_or_default().to_owned();
    if !endpoint.good.lock().unwrap().contains(&key) {
        endpoint.refused.lock().unwrap().push(key);
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let piece = |text: &str, end: Option<&str>| {
        let choice = json!({ "index": 0, "delta": { "content": text }, "finish_reason": end });
        let event =
            json!({ "id": "1", "object": "chat.completion.chunk", "created": 0, "model": "m", "choices": [choice] });
        format!("data: {event}\n\n")
    };
    let text =
        [piece("To be a reliable", None), piece(" transmission company.", None), piece("", Some("stop"))].concat();
    ([("content-type", "text/event-stream")], text + "data: [DONE]\n\n").into_response()
}
