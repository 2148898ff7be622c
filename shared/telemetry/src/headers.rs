//! The trace id of a request.

use http::{HeaderMap, HeaderName};
use sisuiq_telemetry::TraceId;

/// The header that carries a trace id in both directions.
pub const TRACE_ID_HEADER: HeaderName = HeaderName::from_static("x-trace-id");

const XRAY_HEADER: HeaderName = HeaderName::from_static("x-amzn-trace-id");

/// The id the caller sent, else the one the gateway gave, else a new one.
#[must_use]
pub fn trace_id(headers: &HeaderMap) -> TraceId {
    let text = |name: &HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let sent = text(&TRACE_ID_HEADER).and_then(|value| value.parse().ok());
    sent.or_else(|| text(&XRAY_HEADER).and_then(TraceId::from_xray_header)).unwrap_or_else(TraceId::generate)
}
