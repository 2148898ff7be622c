//! More requests than are served at once.
#![expect(clippy::unwrap_used, reason = "test code")]

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::routing::{get, post};
use futures::stream;
use garde::Validate;
use http::{Request, Response, StatusCode};
use jiff::Timestamp;
use serde::Deserialize;
use sisuiq_clock::Clock;
use sisuiq_config::Environment;
use sisuiq_http::{Json, Service, router, serve};
use tokio::sync::Semaphore;
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep, timeout};
use tower::ServiceExt;

#[derive(Deserialize, Validate)]
struct Note {
    #[garde(skip)]
    stars: u8,
}

async fn stars(Json(note): Json<Note>) -> String {
    note.stars.to_string()
}

/// An app that serves so many at once, each until the test opens the gate once more.
struct World {
    app: Router,
    gate: Arc<Semaphore>,
    begun: Arc<Semaphore>,
}

impl World {
    fn serving(at_once: usize) -> Self {
        let (gate, begun) = (Arc::new(Semaphore::new(0)), Arc::new(Semaphore::new(0)));
        let (waits, begins) = (Arc::clone(&gate), Arc::clone(&begun));
        let slow = move || async move {
            begins.add_permits(1);
            waits.acquire().await.unwrap().forget();
        };
        let routes = router::<()>().route("/api/slow", get(slow)).route("/api/notes", post(stars));
        let routes = routes.route("/api/health/live", get(|| async {}));
        let service = Service::new(Clock::manual(Timestamp::UNIX_EPOCH)).at_once(at_once);
        Self { app: serve(routes, service), gate, begun }
    }

    async fn get(&self, path: &str) -> Response<Body> {
        self.app.clone().oneshot(Request::get(path).body(Body::empty()).unwrap()).await.unwrap()
    }

    async fn post(&self, body: Body) -> Response<Body> {
        let request = Request::post("/api/notes").header("content-type", "application/json");
        self.app.clone().oneshot(request.body(body).unwrap()).await.unwrap()
    }

    fn begin(&self) -> JoinHandle<StatusCode> {
        let app = self.app.clone();
        tokio::spawn(async move {
            app.oneshot(Request::get("/api/slow").body(Body::empty()).unwrap()).await.unwrap().status()
        })
    }

    /// Waits until so many more are being served.
    async fn until_served(&self, requests: u32) {
        self.begun.acquire_many(requests).await.unwrap().forget();
    }
}

#[tokio::test(start_paused = true)]
async fn full_queue_returns_503() {
    let world = World::serving(1);
    let served = world.begin();
    world.until_served(1).await;
    let waiting = [world.begin(), world.begin()];
    tokio::task::yield_now().await;
    let refused = timeout(Duration::from_millis(1), world.get("/api/slow")).await.unwrap();
    assert_eq!(
        (refused.status(), refused.headers()["retry-after"].as_bytes()),
        (StatusCode::SERVICE_UNAVAILABLE, &b"1"[..])
    );
    assert_eq!(refused.headers()["content-type"], "application/problem+json");
    world.gate.add_permits(3);
    for request in [served].into_iter().chain(waiting) {
        assert_eq!(request.await.unwrap(), StatusCode::OK);
    }
    world.gate.add_permits(1);
    assert_eq!(world.get("/api/slow").await.status(), StatusCode::OK);
}

#[tokio::test(start_paused = true)]
async fn nobody_waits_longer_than_a_second() {
    let world = World::serving(1);
    let served = world.begin();
    world.until_served(1).await;
    let waiting = timeout(Duration::from_millis(1_001), world.get("/api/slow")).await.unwrap();
    assert_eq!(waiting.status(), StatusCode::SERVICE_UNAVAILABLE);
    world.gate.add_permits(1);
    assert_eq!(served.await.unwrap(), StatusCode::OK);
}

#[tokio::test(start_paused = true)]
async fn who_leaves_leaves_a_place() {
    let world = World::serving(1);
    for _ in 0..5 {
        let served = world.begin();
        world.until_served(1).await;
        served.abort();
        assert!(served.await.unwrap_err().is_cancelled());
    }
}

/// The text, a byte a second.
fn dripping(text: &'static str) -> Body {
    Body::from_stream(stream::unfold(text.bytes(), |mut left| async {
        sleep(Duration::from_secs(1)).await;
        Some((Ok::<_, std::io::Error>(vec![left.next()?]), left))
    }))
}

#[tokio::test(start_paused = true)]
async fn slow_body_times_out() {
    let world = World::serving(1);
    let began = Instant::now();
    for body in [Body::from_stream(stream::pending::<std::io::Result<Vec<u8>>>()), dripping(r#"{"stars":5}"#)] {
        let answer = world.post(body).await;
        assert_eq!(answer.status(), StatusCode::REQUEST_TIMEOUT);
        assert_eq!(answer.headers()["content-type"], "application/problem+json");
    }
    assert_eq!(began.elapsed().as_secs(), 10);
    assert_eq!(world.post(dripping("7")).await.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(world.post(Body::from(r#"{"stars":5}"#)).await.status(), StatusCode::OK);
}

#[tokio::test(start_paused = true)]
async fn liveness_ignores_the_limit() {
    let world = World::serving(1);
    let _served = world.begin();
    world.until_served(1).await;
    assert_eq!(world.get("/api/health/live").await.status(), StatusCode::OK);
}

#[tokio::test]
async fn environment_overrides_the_default_limit() {
    let service = |pairs: &[(&str, &str)]| {
        let pairs = pairs.iter().copied().chain([("SISUIQ_STAGE", "dev")]);
        Service::from_environment(&Environment::from_pairs(pairs), Clock::system())
    };
    assert!(format!("{:?}", service(&[]).unwrap()).contains("at_once: None"));
    let own = format!("{:?}", service(&[("HTTP_AT_ONCE", "7")]).unwrap().at_once(32));
    assert!(own.contains("at_once: Some(7)"), "{own}");
    for wrong in ["0", "-1", "many", "100001"] {
        assert!(service(&[("HTTP_AT_ONCE", wrong)]).is_err(), "{wrong}");
    }
}
