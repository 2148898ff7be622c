//! Traces as a collector receives them.
#![expect(clippy::unwrap_used, reason = "test code")]

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::routing::post;
use opentelemetry_proto::tonic::collector::trace::v1::ExportTraceServiceRequest;
use opentelemetry_proto::tonic::trace::v1::Span;
use prost::Message;
use sisuiq_config::Environment;
use sisuiq_telemetry::TraceId;
use tokio::net::TcpListener;
use tower::{Layer, ServiceExt, service_fn};

type Received = Arc<Mutex<Vec<Span>>>;

async fn receive(State(received): State<Received>, body: Bytes) {
    let request = ExportTraceServiceRequest::decode(body).unwrap();
    let scopes = request.resource_spans.into_iter().flat_map(|resource| resource.scope_spans);
    received.lock().unwrap().extend(scopes.flat_map(|scope| scope.spans));
}

async fn collector() -> (String, Received) {
    let received = Received::default();
    let app = Router::new().route("/v1/traces", post(receive)).with_state(received.clone());
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, app).await });
    (format!("http://{address}"), received)
}

#[tokio::test(flavor = "multi_thread")]
async fn spans_reach_the_collector_under_the_requests_trace_id_before_the_function_freezes() {
    let (endpoint, received) = collector().await;
    let environment = Environment::from_pairs([("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint)]);
    let (subscriber, telemetry) = sisuiq_telemetry::build("chat", &environment, std::io::sink).unwrap();
    let dispatch = tracing::Dispatch::new(subscriber);
    let sent: TraceId = "550e8400-e29b-41d4-a716-446655440000".parse().unwrap();

    let trace = sent.clone();
    let invocation = telemetry.flush_layer().layer(service_fn(move |(): ()| {
        tracing::dispatcher::with_default(&dispatch, || {
            let request = tracing::info_span!("request");
            trace.adopt(&request);
            request.in_scope(|| tracing::info_span!("retrieval").in_scope(|| {}));
        });
        async { Ok::<_, std::convert::Infallible>(()) }
    }));
    invocation.oneshot(()).await.unwrap();

    let spans = received.lock().unwrap();
    let mut names: Vec<&str> = spans.iter().map(|span| span.name.as_str()).collect();
    names.sort_unstable();
    assert_eq!(names, ["request", "retrieval"]);
    let expected = opentelemetry::TraceId::from_hex(&sent.to_hex()).unwrap().to_bytes();
    assert!(spans.iter().all(|span| span.trace_id == expected));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_trace_begun_without_a_request_has_an_id_that_xray_understands() {
    let (endpoint, received) = collector().await;
    let environment = Environment::from_pairs([("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint)]);
    let (subscriber, telemetry) = sisuiq_telemetry::build("ingest", &environment, std::io::sink).unwrap();
    let now = sisuiq_clock::Clock::system().now().as_second();

    tracing::subscriber::with_default(subscriber, || tracing::info_span!("batch").in_scope(|| {}));
    telemetry.flush().await;

    let spans = received.lock().unwrap();
    let seconds = u32::from_be_bytes(spans[0].trace_id[..4].try_into().unwrap());
    assert!((now..now + 60).contains(&i64::from(seconds)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_collector_that_is_away_costs_a_warning_and_nothing_else() {
    let environment = Environment::from_pairs([("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1")]);
    let (subscriber, telemetry) = sisuiq_telemetry::build("chat", &environment, std::io::sink).unwrap();
    tracing::subscriber::with_default(subscriber, || tracing::info_span!("request").in_scope(|| {}));
    let answered = telemetry.flush_layer().layer(service_fn(|(): ()| async { Ok::<_, std::convert::Infallible>(7) }));
    assert_eq!(answered.oneshot(()).await.unwrap(), 7);
}

#[test]
fn a_filter_that_cannot_be_read_is_named() {
    let environment = Environment::from_pairs([("RUST_LOG", "info,chat=loud")]);
    let error = sisuiq_telemetry::build("chat", &environment, std::io::sink).map(|_| ()).unwrap_err();
    assert!(error.to_string().starts_with("configuration: RUST_LOG is invalid"), "{error}");
}
