//! Contents of the request log, and data that it must never contain.
#![expect(clippy::unwrap_used, reason = "test code")]

use std::io;

use axum::body::Body;
use axum::routing::{get, post};
use garde::Validate;
use http::Request;
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};
use sisuiq_clock::Clock;
use sisuiq_config::Environment;
use sisuiq_http::{Json, Problem, Service, router, serve};
use sisuiq_testing::Log;
use tower::ServiceExt;
use tracing::instrument::WithSubscriber;

const TRACE: &str = "abcdef0123456789abcdef0123456789";

#[derive(Deserialize, Validate)]
struct Login {
    #[garde(length(max = 5))]
    password: String,
}

async fn log_of(request: Request<Body>) -> Vec<Value> {
    let log = Log::default();
    let writer = log.clone();
    let trace_everything = Environment::from_pairs([("RUST_LOG", "trace")]);
    let (subscriber, _) = sisuiq_telemetry::build("test", &trace_everything, move || writer.clone()).unwrap();
    let routes = router::<()>()
        .route("/api/login", post(|Json(_): Json<Login>| async {}))
        .route("/api/health", get(|| async {}))
        .route("/api/health/live", get(|| async {}))
        .route("/api/v1/health", get(|| async {}))
        .route("/api/v1/health/detailed", get(|| async {}))
        .route("/metrics", get(|| async {}))
        .route("/api/healthy", get(|| async {}))
        .route("/api/broken", get(|| async { Problem::internal(io::Error::other("disk full")) }));
    let app = serve(routes, Service::new(Clock::manual(Timestamp::UNIX_EPOCH)));
    app.oneshot(request).with_subscriber(subscriber).await.unwrap();
    log.lines()
}

fn request(method: &str, path: &str) -> http::request::Builder {
    Request::builder().method(method).uri(path).header("x-trace-id", TRACE)
}

fn end(lines: &[Value]) -> &Value {
    lines.iter().find(|line| line["message"] == "request_end").unwrap()
}

#[tokio::test]
async fn failure_cause_is_logged_once() {
    let lines = log_of(request("GET", "/api/broken").body(Body::empty()).unwrap()).await;
    let causes: Vec<_> = lines.iter().filter(|line| line["error"] == "disk full").collect();
    assert_eq!(causes.len(), 1, "{lines:?}");
    let end = end(&lines);
    assert_eq!((&end["level"], &end["status"]), (&json!("error"), &json!(500)));
    assert_eq!((&end["method"], &end["path"]), (&json!("GET"), &json!("/api/broken")));
    assert!(end["duration_ms"].is_u64());
    assert!(lines.iter().all(|line| line["trace_id"] == TRACE), "{lines:?}");
}

#[tokio::test]
async fn a_refused_request_is_a_warning() {
    let lines = log_of(request("GET", "/api/nothing?token=hunter2").body(Body::empty()).unwrap()).await;
    let end = end(&lines);
    assert_eq!((&end["level"], &end["status"]), (&json!("warn"), &json!(404)));
    assert_eq!((&end["method"], &end["path"]), (&json!("GET"), &json!("/api/nothing")));
}

#[tokio::test]
async fn trace_log_contains_no_request_data() {
    for body in [r#"{"password":"hunter2"}"#, r#"{"password":["hunter2"]}"#, r#"{"password":"hunter2""#] {
        let request = request("POST", "/api/login?token=hunter2")
            .header("content-type", "application/json")
            .header("authorization", "Bearer hunter2")
            .header("cookie", "access_token=hunter2");
        let lines = log_of(request.body(Body::from(body)).unwrap()).await;
        assert!(lines.len() >= 2);
        assert!(!serde_json::to_string(&lines).unwrap().contains("hunter2"), "{lines:?}");
    }
}

#[tokio::test]
async fn long_paths_are_truncated_in_logs() {
    for start in ["/api/", "/api//"] {
        let path = format!("{start}{}", "\u{e9}".repeat(5_000));
        let lines = log_of(request("GET", "/").uri(path.as_bytes()).body(Body::empty()).unwrap()).await;
        let logged = end(&lines)["path"].as_str().unwrap();
        assert!(path.starts_with(logged) && (199..=200).contains(&logged.len()), "{} bytes", logged.len());
    }
}

#[tokio::test]
async fn healthy_probes_are_not_logged() {
    let lines_of = async |path| log_of(request("GET", path).body(Body::empty()).unwrap()).await;
    for path in ["/api/health", "/api/health/live", "/api/v1/health", "/api/v1/health/detailed", "/metrics"] {
        let lines = lines_of(path).await;
        assert_eq!(end(&lines)["status"], 200, "{path}");
        assert!(lines.iter().all(|line| line["level"] != "info"), "{lines:?}");
    }
    let lines = lines_of("/api/healthy").await;
    assert_eq!(end(&lines)["level"], "info", "only begins alike");
}
