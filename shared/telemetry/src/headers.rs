//! The headers by which a trace goes from hop to hop.

use http::{HeaderMap, HeaderName};

use crate::TraceId;

/// The header that carries a trace id in both directions.
pub const TRACE_ID_HEADER: HeaderName = HeaderName::from_static("x-trace-id");
/// The header by which AWS passes on a trace and the span that calls.
pub const XRAY_HEADER: HeaderName = HeaderName::from_static("x-amzn-trace-id");

/// The id the caller sent, else the one the gateway gave, else a new one.
#[must_use]
pub fn trace_id(headers: &HeaderMap) -> TraceId {
    let sent = text(headers, &TRACE_ID_HEADER).and_then(|value| value.parse().ok());
    sent.or_else(|| calling_span(headers).and_then(TraceId::from_xray_header)).unwrap_or_else(TraceId::generate)
}

/// The parent span of the request, in X-Ray's format.
#[must_use]
pub fn calling_span(headers: &HeaderMap) -> Option<&str> {
    text(headers, &XRAY_HEADER)
}

fn text<'headers>(headers: &'headers HeaderMap, name: &HeaderName) -> Option<&'headers str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}
