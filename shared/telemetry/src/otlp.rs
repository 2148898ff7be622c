//! Export of traces over OTLP (HTTP, protobuf).

use opentelemetry::trace::TracerProvider;
use opentelemetry_aws::trace::XrayIdGenerator;
use opentelemetry_otlp::{ExporterBuildError, SpanExporter, WithExportConfig};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::trace::SdkTracerProvider;
use tracing::{Level, Metadata, Subscriber};
use tracing_opentelemetry::OpenTelemetryLayer;
use tracing_subscriber::filter::{FilterFn, filter_fn};
use tracing_subscriber::registry::LookupSpan;

const TRACES_PATH: &str = "/v1/traces";
/// Libraries whose calls of stores and services become spans. Those of AWS name the service and the operation.
const CALLS: [&str; 4] = ["sisuiq_db", "sisuiq_llm", "sisuiq_retrieval", "aws_sdk_"];

/// A provider that sends batches to the collector at `endpoint`, with ids that X-Ray understands.
pub(crate) fn provider(endpoint: &str, service: String) -> Result<SdkTracerProvider, ExporterBuildError> {
    let address = format!("{}{TRACES_PATH}", endpoint.trim_end_matches('/'));
    let exporter = SpanExporter::builder().with_http().with_endpoint(address).build()?;
    Ok(SdkTracerProvider::builder()
        .with_id_generator(XrayIdGenerator::default())
        .with_resource(Resource::builder().with_service_name(service).build())
        .with_batch_exporter(exporter)
        .build())
}

/// The layer that turns spans into traces; events stay in the logs.
pub(crate) fn layer<S>(provider: &SdkTracerProvider) -> OpenTelemetryLayer<S, opentelemetry_sdk::trace::SdkTracer>
where
    S: Subscriber + for<'lookup> LookupSpan<'lookup>,
{
    tracing_opentelemetry::layer().with_tracer(provider.tracer("sisuiq")).with_location(false).with_threads(false)
}

/// The filter of exported data: spans, but no events, because they may quote a store's or a service's text.
pub(crate) fn exported() -> FilterFn<impl Fn(&Metadata<'_>) -> bool> {
    filter_fn(|metadata| {
        let is_call = || CALLS.iter().any(|target| metadata.target().starts_with(target));
        metadata.is_span() && (*metadata.level() <= Level::INFO || *metadata.level() == Level::DEBUG && is_call())
    })
}
