//! Requests at a steady rate.

use super::super::timed::Timed;
use axum::{Router, body::Body};
use futures::future::BoxFuture;
use http::{Request, StatusCode};
use http_body_util::BodyExt;
use serde_json::Value;
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst},
    },
    time::{Duration, Instant},
};
use tokio::{
    sync::Semaphore,
    task::{JoinHandle, JoinSet},
    time::{MissedTickBehavior, interval, sleep},
};
use tower::ServiceExt;
use world::World;

/// Interval between requests.
pub(super) const EVERY: Duration = Duration::from_millis(10);
/// Maximum number of concurrent requests. A busy machine receives fewer requests, because this is not a test of
/// overload.
const AT_ONCE: usize = 8;
/// Number of requests that are answered before a rotation begins and after it has ended.
const MARGIN: usize = 20;
/// Polling interval for the number of answers.
const GLANCE: Duration = Duration::from_millis(5);
/// One in this number of requests goes to a newly started function.
const COLD_EVERY: u64 = 10;

/// A running request.
pub(super) type Sent = BoxFuture<'static, Result<(), String>>;

/// Requests that continue until they are stopped.
pub(super) struct Load {
    is_over: Arc<AtomicBool>,
    answered: Arc<AtomicUsize>,
    sending: JoinHandle<Summary>,
}

/// Results of the requests.
#[derive(Debug, Default)]
pub(super) struct Summary {
    sent: usize,
    failures: Vec<String>,
    slowest: Duration,
}

impl Load {
    /// Sends a request at each interval. The argument of `request` is true if a newly started function must answer.
    pub(super) fn begin(every: Duration, request: impl Fn(bool) -> Sent + Send + 'static) -> Self {
        let (is_over, answered) = (Arc::<AtomicBool>::default(), Arc::<AtomicUsize>::default());
        let (ends, counted) = (Arc::clone(&is_over), Arc::clone(&answered));
        let sending = tokio::spawn(async move {
            let (mut under_way, turns) = (JoinSet::new(), Arc::new(Semaphore::new(AT_ONCE)));
            let mut ticks = interval(every);
            ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
            let mut number = 0_u64;
            while !ends.load(SeqCst) {
                ticks.tick().await;
                let Ok(turn) = Arc::clone(&turns).acquire_owned().await else { break };
                let (sent, counted) = (request(number.is_multiple_of(COLD_EVERY)), Arc::clone(&counted));
                under_way.spawn(async move {
                    let began = Instant::now();
                    let answer = sent.await;
                    counted.fetch_add(1, SeqCst);
                    drop(turn);
                    (answer, began.elapsed())
                });
                number += 1;
            }
            summary(under_way).await
        });
        Self { is_over, answered, sending }
    }

    /// Does some work during the requests, and then stops them.
    pub(super) async fn around<T>(self, work: impl Future<Output = Result<T, String>>) -> Result<(T, Timed), String> {
        let began = Instant::now();
        self.answers_more().await;
        let done = work.await;
        self.answers_more().await;
        self.is_over.store(true, SeqCst);
        let summary = self.sending.await.map_err(|error| error.to_string())?;
        let took = began.elapsed();
        let done = done?;
        let Summary { sent, failures, slowest } = summary;
        if let [first, ..] = failures.as_slice() {
            return Err(format!("{} of {sent} requests failed, the first: {first}", failures.len()));
        }
        Ok((done, (slowest, format!("one of {sent} in {} ms", took.as_millis()))))
    }

    async fn answers_more(&self) {
        let enough = self.answered.load(SeqCst) + MARGIN;
        while self.answered.load(SeqCst) < enough {
            sleep(GLANCE).await;
        }
    }
}

/// Sends a number of concurrent requests.
pub(super) async fn burst(size: usize, request: impl Fn() -> Sent) -> Result<(), String> {
    let mut under_way = JoinSet::new();
    for _ in 0..size {
        let sent = request();
        under_way.spawn(async move { (sent.await, Duration::ZERO) });
    }
    match summary(under_way).await.failures.as_slice() {
        [] => Ok(()),
        [first, others @ ..] => Err(format!("of {size} requests at once {} failed: {first}", others.len() + 1)),
    }
}

async fn summary(mut under_way: JoinSet<(Result<(), String>, Duration)>) -> Summary {
    let mut summary = Summary::default();
    while let Some(ended) = under_way.join_next().await {
        let (answer, took) = ended.unwrap_or_else(|panic| (Err(panic.to_string()), Duration::ZERO));
        summary.sent += 1;
        summary.slowest = summary.slowest.max(took);
        summary.failures.extend(answer.err());
    }
    summary
}

/// Starts another function, like another execution environment.
pub(super) async fn another(world: &World) -> Router {
    world.start_app().await
}

/// Sends a request. An answer other than a complete 200 is an error.
pub(super) async fn ask(
    app: Router,
    method: &str,
    path: &str,
    token: &str,
    body: Option<Value>,
) -> Result<Value, String> {
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header("authorization", format!("Bearer {token}"))
        .header("content-type", "application/json")
        .body(body.map_or_else(Body::empty, |body| Body::from(body.to_string())))
        .map_err(|error| error.to_string())?;
    let answer = app.oneshot(request).await.map_err(|error| error.to_string())?;
    let status = answer.status();
    let bytes = answer.into_body().collect().await.map_err(|error| error.to_string())?.to_bytes();
    let body: Value = serde_json::from_slice(&bytes).unwrap_or_default();
    if status == StatusCode::OK && body["degraded"] != true {
        Ok(body)
    } else {
        Err(format!("{method} {path}: {status}: {body}"))
    }
}
