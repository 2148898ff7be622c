//! Error reports to Sentry.
#![expect(clippy::unwrap_used, reason = "test code")]

use axum::{Router, body::Bytes, extract::State, routing::post};
use serde_json::Value;
use sisuiq_config::Environment;
use std::sync::{Arc, Mutex};
use tokio::net::TcpListener;
use tracing::instrument::WithSubscriber as _;

type Received = Arc<Mutex<Vec<Value>>>;

/// Keeps the last line of each envelope: the report itself.
async fn receive(State(received): State<Received>, body: Bytes) {
    let text = String::from_utf8(body.to_vec()).unwrap();
    received.lock().unwrap().push(serde_json::from_str(text.lines().last().unwrap()).unwrap());
}

/// A DSN and the envelopes sent to it.
async fn keeper() -> (String, Received) {
    let received = Received::default();
    let app = Router::new().route("/api/7/envelope/", post(receive)).with_state(received.clone());
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, app).await });
    (format!("http://0123456789abcdef@{address}/7"), received)
}

#[tokio::test(flavor = "multi_thread")]
async fn error_report_contains_no_fields() {
    let (dsn, received) = keeper().await;
    let environment = Environment::from_pairs([("SENTRY_DSN", dsn.as_str()), ("SISUIQ_STAGE", "staging")]);
    let (subscriber, telemetry) = sisuiq_telemetry::build("chat", &environment, std::io::sink).unwrap();
    tracing::subscriber::with_default(subscriber, || {
        let request = tracing::info_span!("request", trace_id = "cafe", user_id = "alice");
        request.in_scope(|| {
            tracing::warn!("a warning");
            tracing::error!(error = "duplicate key bob@example.com", "request failed");
        });
    });
    telemetry.flush().await;
    let received = received.lock().unwrap();
    let [report] = &received[..] else { panic!("one error is told: {received:?}") };
    // Sentry's client leaves out the level `error`, which is Sentry's default
    assert_eq!((&report["message"], &report["level"]), (&"request failed".into(), &Value::Null));
    assert_eq!((&report["environment"], &report["tags"]["service"]), (&"staging".into(), &"chat".into()));
    assert_eq!(report["tags"]["trace_id"], "cafe");
    assert!(report["tags"]["place"].as_str().unwrap().contains("tests/reports.rs:"), "{report}");
    let text = report.to_string();
    assert!(!text.contains("bob@") && !text.contains("alice"), "{text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn failed_request_is_reported_once() {
    let (dsn, received) = keeper().await;
    let environment = Environment::from_pairs([("SENTRY_DSN", dsn.as_str()), ("RUST_LOG", "off")]);
    let (subscriber, telemetry) = sisuiq_telemetry::build("chat", &environment, std::io::sink).unwrap();
    tracing::subscriber::with_default(subscriber, || {
        tracing::info_span!("request", trace_id = "cafe").in_scope(|| {
            tracing::error!("request failed");
            tracing::error!(target: sisuiq_telemetry::OUTCOMES, status = 500, "request_end");
        });
    });
    telemetry.flush().await;
    let received = received.lock().unwrap();
    let [report] = &received[..] else { panic!("{received:?}") };
    assert_eq!((&report["message"], &report["tags"]["trace_id"]), (&"request failed".into(), &"cafe".into()));
}

#[tokio::test(flavor = "multi_thread")]
async fn failed_work_reports_the_callers_trace() {
    let (dsn, received) = keeper().await;
    let environment = Environment::from_pairs([("SENTRY_DSN", dsn.as_str())]);
    let (subscriber, telemetry) = sisuiq_telemetry::build("messages", &environment, std::io::sink).unwrap();
    let header = "Root=1-67891233-abcdef012345678912345678;Parent=53995c3f42cd8ad8;Sampled=1";
    let fails = async { "bob@example.com".parse::<u32>() };
    sisuiq_telemetry::traced("messages", Some(header), fails).with_subscriber(subscriber).await.unwrap_err();
    telemetry.flush().await;
    let received = received.lock().unwrap();
    let [report] = &received[..] else { panic!("{received:?}") };
    assert_eq!(report["message"], "invocation failed");
    assert_eq!(report["tags"]["trace_id"], "67891233abcdef012345678912345678");
}

#[tokio::test(flavor = "multi_thread")]
async fn unreachable_sentry_fails_nothing_else() {
    let environment = Environment::from_pairs([("SENTRY_DSN", "http://0123456789abcdef@127.0.0.1:1/7")]);
    let (subscriber, telemetry) = sisuiq_telemetry::build("chat", &environment, std::io::sink).unwrap();
    tracing::subscriber::with_default(subscriber, || tracing::error!("request failed"));
    telemetry.flush().await;
}

#[test]
fn unreadable_dsn_is_named() {
    let environment = Environment::from_pairs([("SENTRY_DSN", "keeper.example")]);
    let error = sisuiq_telemetry::build("chat", &environment, std::io::sink).map(|_| ()).unwrap_err();
    assert!(error.to_string().starts_with("configuration: SENTRY_DSN is invalid"), "{error}");
}
