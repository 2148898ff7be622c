//! Traces as a collector receives them.

use sisuiq_config::Environment;
use sisuiq_telemetry::TraceId;
use sisuiq_testing::Collector;
use tower::{Layer, ServiceExt, service_fn};

#[tokio::test(flavor = "multi_thread")]
async fn spans_are_flushed_before_freezing() {
    let collector = Collector::start().await;
    let environment = Environment::from_pairs([("OTEL_EXPORTER_OTLP_ENDPOINT", collector.endpoint())]);
    let (subscriber, telemetry) = sisuiq_telemetry::build("chat", &environment, std::io::sink).unwrap();
    let dispatch = tracing::Dispatch::new(subscriber);
    let sent: TraceId = "550e8400-e29b-41d4-a716-446655440000".parse().unwrap();

    let trace = sent.clone();
    let invocation = telemetry.flush_layer().layer(service_fn(move |(): ()| {
        tracing::dispatcher::with_default(&dispatch, || {
            let request = tracing::info_span!("request");
            trace.adopt(&request, None);
            request.in_scope(|| {
                tracing::error!("what a store said");
                tracing::debug_span!("of our own").in_scope(|| {});
                tracing::info_span!("retrieval").in_scope(|| {});
            });
        });
        async { Ok::<_, std::convert::Infallible>(()) }
    }));
    invocation.oneshot(()).await.unwrap();

    let spans = collector.sent();
    let mut names: Vec<&str> = spans.iter().map(|sent| sent.span.name.as_str()).collect();
    names.sort_unstable();
    assert_eq!(names, ["request", "retrieval"]);
    assert!(spans.iter().all(|sent| sent.span.events.is_empty()), "events stay in the log");
    let expected = opentelemetry::TraceId::from_hex(&sent.to_hex()).unwrap().to_bytes();
    assert!(spans.iter().all(|sent| sent.service == "sisuiq-chat" && sent.span.trace_id == expected));
}

#[tokio::test(flavor = "multi_thread")]
async fn generated_trace_id_suits_xray() {
    let collector = Collector::start().await;
    let environment = Environment::from_pairs([("OTEL_EXPORTER_OTLP_ENDPOINT", collector.endpoint())]);
    let (subscriber, telemetry) = sisuiq_telemetry::build("ingest", &environment, std::io::sink).unwrap();
    let now = sisuiq_clock::Clock::system().now().as_second();

    tracing::subscriber::with_default(subscriber, || tracing::info_span!("batch").in_scope(|| {}));
    telemetry.flush().await;

    let seconds = u32::from_be_bytes(collector.sent()[0].span.trace_id[..4].try_into().unwrap());
    assert!((now..now + 60).contains(&i64::from(seconds)));
}

#[tokio::test(flavor = "multi_thread")]
async fn missing_collector_fails_no_request() {
    let environment = Environment::from_pairs([("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1")]);
    let (subscriber, telemetry) = sisuiq_telemetry::build("chat", &environment, std::io::sink).unwrap();
    tracing::subscriber::with_default(subscriber, || tracing::info_span!("request").in_scope(|| {}));
    let answered = telemetry.flush_layer().layer(service_fn(|(): ()| async { Ok::<_, std::convert::Infallible>(7) }));
    assert_eq!(answered.oneshot(()).await.unwrap(), 7);
}

#[test]
fn unreadable_filter_is_named() {
    let environment = Environment::from_pairs([("RUST_LOG", "info,chat=loud")]);
    let error = sisuiq_telemetry::build("chat", &environment, std::io::sink).map(|_| ()).unwrap_err();
    assert!(error.to_string().starts_with("configuration: RUST_LOG is invalid"), "{error}");
}
