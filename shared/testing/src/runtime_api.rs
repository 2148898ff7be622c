//! The Lambda Runtime API for one function's process, so that tests can invoke the real binary and kill it.

use axum::{
    Json, Router,
    body::Bytes,
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, StatusCode},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use serde_json::Value;
use std::{collections::HashMap, sync::Arc};
use tokio::{
    net::TcpListener,
    sync::{Mutex, mpsc, oneshot, watch},
};
use uuid::Uuid;

/// The result of an invocation: the response, or the error that the function reported.
pub type Outcome = Result<Value, Value>;

/// The separator between the prelude (status and headers) and the body of a streamed response.
const PRELUDE_END: &[u8] = &[0; 8];

#[derive(Debug)]
struct Invocation {
    event: Value,
    outcome: oneshot::Sender<Outcome>,
}

#[derive(Debug)]
struct Shared {
    waiting: Mutex<mpsc::UnboundedReceiver<Invocation>>,
    running: Mutex<HashMap<String, oneshot::Sender<Outcome>>>,
    /// True while the process waits for an invocation.
    idle: watch::Sender<bool>,
}

/// A Runtime API that listens before the binary starts.
#[derive(Clone, Debug)]
pub struct RuntimeApi {
    address: String,
    invocations: mpsc::UnboundedSender<Invocation>,
    idle: watch::Receiver<bool>,
}

impl RuntimeApi {
    /// Starts listening on a free port of this machine.
    pub async fn start() -> Self {
        let (invocations, waiting) = mpsc::unbounded_channel();
        let (is_idle, idle) = watch::channel(false);
        let shared = Arc::new(Shared { waiting: Mutex::new(waiting), running: Mutex::default(), idle: is_idle });
        let routes = Router::new()
            .route("/2018-06-01/runtime/invocation/next", get(next))
            .route("/2018-06-01/runtime/invocation/{id}/response", post(succeeded))
            .route("/2018-06-01/runtime/invocation/{id}/error", post(failed))
            .with_state(shared);
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
        let address = listener.local_addr().expect("the listener has an address").to_string();
        tokio::spawn(async move { axum::serve(listener, routes).await });
        Self { address, invocations, idle }
    }

    /// The environment variables that the runtime needs: `AWS_LAMBDA_RUNTIME_API` and others.
    #[must_use]
    pub fn variables(&self, function: &str) -> Vec<(&'static str, String)> {
        vec![
            ("AWS_LAMBDA_RUNTIME_API", self.address.clone()),
            ("AWS_LAMBDA_FUNCTION_NAME", function.to_owned()),
            ("AWS_LAMBDA_FUNCTION_VERSION", "1".to_owned()),
            ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1769".to_owned()),
        ]
    }

    /// Queues an event. The receiver closes without a value if the process dies before it answers and no other process
    /// continues.
    #[must_use]
    pub fn invoke(&self, event: Value) -> oneshot::Receiver<Outcome> {
        let (outcome, received) = oneshot::channel();
        self.invocations.send(Invocation { event, outcome }).expect("the Runtime API is listening");
        received
    }

    /// Waits until the process has finished an invocation and requests the next one. It may be frozen from then on.
    pub async fn idle(&self) {
        self.becomes(true).await;
    }

    /// Waits until the process has received an invocation.
    pub async fn busy(&self) {
        self.becomes(false).await;
    }

    async fn becomes(&self, idle: bool) {
        let mut state = self.idle.clone();
        state.wait_for(|is_idle| *is_idle == idle).await.expect("the Runtime API is listening");
    }
}

async fn next(State(shared): State<Arc<Shared>>) -> Response {
    let mut waiting = shared.waiting.lock().await;
    shared.idle.send_replace(true);
    let invocation = waiting.recv().await;
    shared.idle.send_replace(false);
    let Some(invocation) = invocation else { return StatusCode::GONE.into_response() };
    drop(waiting);
    let id = Uuid::new_v4().to_string();
    shared.running.lock().await.insert(id.clone(), invocation.outcome);
    let mut headers = HeaderMap::new();
    let mut set = |name: &'static str, value: &str| {
        headers.insert(name, HeaderValue::from_str(value).expect("the value is ASCII"));
    };
    set("lambda-runtime-aws-request-id", &id);
    set("lambda-runtime-deadline-ms", "4102444800000");
    set("lambda-runtime-invoked-function-arn", "arn:aws:lambda:eu-west-1:000000000000:function:test");
    (headers, Json(invocation.event)).into_response()
}

async fn succeeded(state: State<Arc<Shared>>, id: Path<String>, body: Bytes) -> StatusCode {
    let streamed = body.windows(PRELUDE_END.len()).position(|bytes| bytes == PRELUDE_END);
    let answer = match streamed {
        Some(end) => streamed_value(&body.slice(..end), &body.slice(end + PRELUDE_END.len()..)),
        None => value(&body),
    };
    settle(state, id, Ok(answer)).await
}

async fn failed(state: State<Arc<Shared>>, id: Path<String>, body: Bytes) -> StatusCode {
    settle(state, id, Err(value(&body))).await
}

/// Converts a streamed HTTP response to the form of a buffered one. Status and headers come first.
fn streamed_value(prelude: &Bytes, body: &Bytes) -> Value {
    let mut answer = value(prelude);
    let members = answer.as_object_mut().expect("status and headers are an object");
    members.insert("body".to_owned(), String::from_utf8_lossy(body).into());
    answer
}

/// The runtime does not say that it sends JSON.
fn value(body: &Bytes) -> Value {
    serde_json::from_slice(body).expect("functions answer with JSON")
}

/// Delivers the result to the caller. A caller that no longer waits is no failure of the function
async fn settle(State(shared): State<Arc<Shared>>, Path(id): Path<String>, outcome: Outcome) -> StatusCode {
    match shared.running.lock().await.remove(&id) {
        Some(waiting) => {
            drop(waiting.send(outcome));
            StatusCode::ACCEPTED
        }
        None => StatusCode::NOT_FOUND,
    }
}
