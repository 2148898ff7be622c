//! A trace collector that stores received spans in memory.

use axum::{
    Router,
    body::Bytes,
    extract::{DefaultBodyLimit, State},
    routing::post,
};
use opentelemetry_proto::tonic::{
    collector::trace::v1::ExportTraceServiceRequest, common::v1::any_value::Value, resource::v1::Resource,
    trace::v1::Span,
};
use prost::Message;
use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
};
use tokio::net::TcpListener;

/// An OTLP over HTTP collector on its own port. It runs until the runtime ends.
#[derive(Clone, Debug)]
pub struct Collector {
    address: String,
    received: Received,
}

/// A span and the service that sent it.
#[derive(Clone)]
pub struct Sent {
    /// `service.name`.
    pub service: String,
    /// The span.
    pub span: Span,
}

type Received = Arc<Mutex<Vec<Sent>>>;

impl Collector {
    /// Starts the collector.
    pub async fn start() -> Self {
        let received = Received::default();
        let app = Router::new()
            .route("/v1/traces", post(receive))
            .layer(DefaultBodyLimit::disable())
            .with_state(received.clone());
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
        let address = listener.local_addr().expect("it listens");
        tokio::spawn(async move { axum::serve(listener, app).await });
        Self { address: format!("http://{address}"), received }
    }

    /// Its endpoint, for `OTEL_EXPORTER_OTLP_ENDPOINT`.
    #[must_use]
    pub fn endpoint(&self) -> &str {
        &self.address
    }

    /// All spans received so far.
    #[must_use]
    pub fn sent(&self) -> Vec<Sent> {
        self.received.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Sent {
    /// The value of a text attribute.
    #[must_use]
    pub fn text(&self, attribute: &str) -> Option<&str> {
        text(self.span.attributes.iter().find(|found| found.key == attribute)?.value.as_ref()?.value.as_ref()?)
    }
}

impl fmt::Debug for Sent {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.service, self.span.name)
    }
}

fn text(value: &Value) -> Option<&str> {
    if let Value::StringValue(text) = value { Some(text) } else { None }
}

async fn receive(State(received): State<Received>, body: Bytes) {
    let request = ExportTraceServiceRequest::decode(body).expect("what is sent is OTLP");
    let mut received = received.lock().unwrap_or_else(PoisonError::into_inner);
    for resource in request.resource_spans {
        let service = resource.resource.as_ref().and_then(service).unwrap_or_default().to_owned();
        let spans = resource.scope_spans.into_iter().flat_map(|scope| scope.spans);
        received.extend(spans.map(|span| Sent { service: service.clone(), span }));
    }
}

fn service(resource: &Resource) -> Option<&str> {
    let name = resource.attributes.iter().find(|attribute| attribute.key == "service.name")?;
    text(name.value.as_ref()?.value.as_ref()?)
}
