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

/// Between two requests.
pub(super) const EVERY: Duration = Duration::from_millis(10);
/// A machine that is busy with something else is sent less: overload is not what is put to the test.
const AT_ONCE: usize = 8;
/// How many requests are answered before a rotation begins and after it has ended.
const MARGIN: usize = 20;
/// How often it is looked whether they are.
const GLANCE: Duration = Duration::from_millis(5);
/// Every so many requests a function starts that knows nothing yet.
const COLD_EVERY: u64 = 10;

/// What a request comes to.
pub(super) type Sent = BoxFuture<'static, Result<(), String>>;

/// Requests that go on until they are ended.
pub(super) struct Load {
    is_over: Arc<AtomicBool>,
    answered: Arc<AtomicUsize>,
    sending: JoinHandle<Told>,
}

/// What became of them.
#[derive(Debug, Default)]
pub(super) struct Told {
    sent: usize,
    failures: Vec<String>,
    slowest: Duration,
}

impl Load {
    /// Sends what `request` makes of whether a function is to answer that starts only now, every so often.
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
            told(under_way).await
        });
        Self { is_over, answered, sending }
    }

    /// Does something while requests come, and ends them.
    pub(super) async fn around<T>(self, work: impl Future<Output = Result<T, String>>) -> Result<(T, Timed), String> {
        let began = Instant::now();
        self.answers_more().await;
        let done = work.await;
        self.answers_more().await;
        self.is_over.store(true, SeqCst);
        let told = self.sending.await.map_err(|error| error.to_string())?;
        let took = began.elapsed();
        let done = done?;
        let Told { sent, failures, slowest } = told;
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

/// So many requests at once.
pub(super) async fn burst(size: usize, request: impl Fn() -> Sent) -> Result<(), String> {
    let mut under_way = JoinSet::new();
    for _ in 0..size {
        let sent = request();
        under_way.spawn(async move { (sent.await, Duration::ZERO) });
    }
    match told(under_way).await.failures.as_slice() {
        [] => Ok(()),
        [first, others @ ..] => Err(format!("of {size} requests at once {} failed: {first}", others.len() + 1)),
    }
}

async fn told(mut under_way: JoinSet<(Result<(), String>, Duration)>) -> Told {
    let mut told = Told::default();
    while let Some(ended) = under_way.join_next().await {
        let (answer, took) = ended.unwrap_or_else(|panic| (Err(panic.to_string()), Duration::ZERO));
        told.sent += 1;
        told.slowest = told.slowest.max(took);
        told.failures.extend(answer.err());
    }
    told
}

/// A function of its own, as another execution environment is.
pub(super) async fn another(world: &World) -> Router {
    world.start_app().await
}

/// Sends a request; what is not answered 200 and whole is an error.
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
