//! The routes while every service is away.
#![expect(clippy::unwrap_used, reason = "test code")]

use axum::body::Body;
use http::{Request, StatusCode};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use sisuiq_clock::Clock;
use sisuiq_config::Environment;
use sisuiq_http::{Service, serve};
use sisuiq_identity::Foundation;
use tower::ServiceExt;

async fn fetch(path: &str) -> (StatusCode, Value) {
    let away = "http://127.0.0.1:1";
    let environment = Environment::from_pairs([
        ("SISUIQ_STAGE", "dev"),
        ("AWS_ENDPOINT_URL", away),
        ("AWS_REGION", "eu-west-1"),
        ("AWS_ACCESS_KEY_ID", "key"),
        ("AWS_SECRET_ACCESS_KEY", "secret"),
        ("DATABASE_SECRET", "database"),
        ("SIGNING_KEYS_SECRET", "keys"),
        ("QDRANT_URL", away),
        ("DOCUMENTS_BUCKET", "documents"),
        ("INGEST_QUEUE_URL", away),
        ("EMBEDDING_MODEL_PATH", "/nowhere"),
        ("ONNXRUNTIME_PATH", "/nowhere/libonnxruntime.so"),
    ]);
    let clock = Clock::system();
    let foundation = Foundation::from_environment(&environment, &clock).unwrap();
    let state = health::State::new(&environment, foundation).await.unwrap();
    let app = serve(health::router(state), Service::new(clock));
    let response = app.oneshot(Request::get(path).body(Body::empty()).unwrap()).await.unwrap();
    let status = response.status();
    let body = response.into_body().collect().await.unwrap().to_bytes();
    (status, serde_json::from_slice(&body).unwrap())
}

#[tokio::test]
async fn process_is_alive_without_its_services() {
    assert_eq!(fetch("/api/health").await, (StatusCode::OK, json!({"status": "ok"})));
    assert_eq!(fetch("/api/health/live").await, (StatusCode::OK, json!({"status": "alive"})));
    let (status, body) = fetch("/health").await;
    assert_eq!((status, &body["status"]), (StatusCode::OK, &json!("healthy")));
    assert!(body["timestamp"].as_str().unwrap().parse::<jiff::Timestamp>().is_ok(), "{body}");
}

#[tokio::test]
async fn ready_lists_unhealthy_services() {
    let (status, body) = fetch("/api/health/ready").await;
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
    let expected = json!({
        "status": "not_ready",
        "message": "a required service is unhealthy",
        "services": {"database": "unhealthy", "qdrant": "unhealthy"},
    });
    assert_eq!(body, expected);
}

#[tokio::test]
async fn details_are_for_administrators() {
    let (status, body) = fetch("/api/health/detailed").await;
    assert_eq!((status, &body["error"]), (StatusCode::UNAUTHORIZED, &json!("unauthorized")));
}

#[tokio::test]
async fn missing_setting_is_named_at_start() {
    let environment = Environment::from_pairs([("SISUIQ_STAGE", "dev")]);
    let refused = Foundation::from_environment(&environment, &Clock::system());
    let message = refused.map(|_| ()).unwrap_err().to_string();
    assert!(message.contains("DATABASE_SECRET is missing"), "{message}");
}
