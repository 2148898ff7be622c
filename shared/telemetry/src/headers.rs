//! The headers by which a trace goes from hop to hop.

use http::{HeaderMap, HeaderName};

use crate::TraceId;

/// The header that carries a trace id in requests and responses.
pub const TRACE_ID_HEADER: HeaderName = HeaderName::from_static("x-trace-id");
/// The header by which AWS passes on a trace and the parent span.
pub const XRAY_HEADER: HeaderName = HeaderName::from_static("x-amzn-trace-id");

/// The trace id that the client sent, else that of API Gateway's X-Ray header, else a new one.
#[must_use]
pub fn trace_id(headers: &HeaderMap) -> TraceId {
    let sent = text(headers, &TRACE_ID_HEADER).and_then(|value| value.parse().ok());
    sent.or_else(|| incoming_xray_header(headers).and_then(TraceId::from_xray_header)).unwrap_or_else(TraceId::generate)
}

/// The raw X-Ray header of a request: the root of the trace, and the parent span if there is one.
#[must_use]
pub fn incoming_xray_header(headers: &HeaderMap) -> Option<&str> {
    text(headers, &XRAY_HEADER)
}

fn text<'headers>(headers: &'headers HeaderMap, name: &HeaderName) -> Option<&'headers str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}
