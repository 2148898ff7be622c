//! The id that ties one request's log lines, spans, messages and answer together.

use std::fmt;
use std::str::FromStr;

use opentelemetry::Context;
use opentelemetry::trace::{SpanContext, SpanId, TraceContextExt, TraceFlags, TraceState};
use opentelemetry_aws::trace::XrayIdGenerator;
use opentelemetry_sdk::trace::IdGenerator;
use serde::{Deserialize, Serialize};
use tracing::Span;
use tracing_opentelemetry::{OpenTelemetrySpanExt, SetParentError};
use uuid::Uuid;

const HEX_DIGITS: usize = 32;
const HYPHENATED_LENGTH: usize = 36;
/// Hex digits of an X-Ray trace id that hold the epoch seconds.
const XRAY_SECONDS: usize = 8;

/// A trace id, shown as the caller sent it and exported as 16 bytes.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(try_from = "String", into = "String")]
pub struct TraceId {
    as_sent: String,
    bytes: [u8; 16],
}

/// The text is neither a UUID nor 32 hexadecimal digits, or it is all zeros.
#[derive(Debug, thiserror::Error)]
#[error("a trace id is a UUID or 32 hexadecimal digits, not all zero")]
pub struct InvalidTraceId;

impl TraceId {
    /// A new id of 32 hex digits, of which the first eight are the epoch seconds, as X-Ray wants them.
    #[must_use]
    pub fn generate() -> Self {
        let id = XrayIdGenerator::default().new_trace_id();
        Self { as_sent: id.to_string(), bytes: id.to_bytes() }
    }

    /// The `Root` of an `X-Amzn-Trace-Id` header such as `Root=1-67891233-abcdef012345678912345678;Sampled=1`.
    #[must_use]
    pub fn from_xray_header(header: &str) -> Option<Self> {
        let root = header.split(';').find_map(|part| part.trim().strip_prefix("Root="))?;
        let (seconds, unique) = root.strip_prefix("1-")?.split_once('-')?;
        if seconds.len() != XRAY_SECONDS {
            return None;
        }
        format!("{seconds}{unique}").parse().ok()
    }

    /// The id as it was sent or made.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.as_sent
    }

    /// The id as 32 lower-case hexadecimal digits.
    #[must_use]
    pub fn to_hex(&self) -> String {
        opentelemetry::TraceId::from_bytes(self.bytes).to_string()
    }

    /// Makes `span`, which must not have been entered yet, part of this trace when traces are exported, beneath the span that
    /// `header` names: an X-Ray header of the same trace.
    ///
    /// Where the caller's span is not known its id is taken from the trace id: such spans of one trace share that parent.
    pub fn adopt(&self, span: &Span, header: Option<&str>) {
        let lower_half = u128::from_be_bytes(self.bytes) & u128::from(u64::MAX);
        let unknown = SpanId::from(u64::try_from(lower_half).unwrap_or_default() | 1);
        let caller = header.and_then(|header| self.parent_in(header)).unwrap_or(unknown);
        let trace = opentelemetry::TraceId::from_bytes(self.bytes);
        let parent = SpanContext::new(trace, caller, TraceFlags::SAMPLED, true, TraceState::NONE);
        match span.set_parent(Context::new().with_remote_span_context(parent)) {
            Ok(()) | Err(SetParentError::LayerNotFound | SetParentError::SpanDisabled) => {}
            Err(error) => tracing::warn!(%error, "span was not added to its trace"),
        }
    }

    /// The `Parent` of an X-Ray header whose `Root` is this trace.
    fn parent_in(&self, header: &str) -> Option<SpanId> {
        if Self::from_xray_header(header)?.bytes != self.bytes {
            return None;
        }
        let parent = header.split(';').find_map(|part| part.trim().strip_prefix("Parent="))?;
        SpanId::from_hex(parent).ok().filter(|parent| *parent != SpanId::INVALID)
    }
}

/// The X-Ray header that propagates the current span to a called service; none if no traces are exported.
#[must_use]
pub fn xray_header() -> Option<String> {
    let context = Span::current().context();
    let caller = context.span().span_context().clone();
    if !caller.is_valid() {
        return None;
    }
    let trace = caller.trace_id().to_string();
    let (seconds, unique) = trace.split_at_checked(XRAY_SECONDS)?;
    Some(format!("Root=1-{seconds}-{unique};Parent={};Sampled={}", caller.span_id(), u8::from(caller.is_sampled())))
}

impl FromStr for TraceId {
    type Err = InvalidTraceId;

    fn from_str(text: &str) -> Result<Self, InvalidTraceId> {
        if !matches!(text.len(), HEX_DIGITS | HYPHENATED_LENGTH) {
            return Err(InvalidTraceId);
        }
        let id = Uuid::try_parse(text).map_err(|_| InvalidTraceId)?;
        if id.is_nil() {
            return Err(InvalidTraceId);
        }
        Ok(Self { as_sent: text.to_owned(), bytes: id.into_bytes() })
    }
}

impl TryFrom<String> for TraceId {
    type Error = InvalidTraceId;

    fn try_from(text: String) -> Result<Self, InvalidTraceId> {
        text.parse()
    }
}

impl From<TraceId> for String {
    fn from(id: TraceId) -> Self {
        id.as_sent
    }
}

impl fmt::Display for TraceId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.as_sent)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn malformed_ids_are_rejected() {
        let zeros = "0".repeat(32);
        let long = "a".repeat(4_000);
        for text in ["", "abc", &zeros, &long, "{550e8400-e29b-41d4-a716-446655440000}", "550e8400\r\nX: y"] {
            assert!(text.parse::<TraceId>().is_err(), "{text:?}");
        }
    }

    #[test]
    fn id_keeps_its_text_form() {
        let id: TraceId = "550E8400-e29b-41d4-a716-446655440000".parse().unwrap();
        assert_eq!(id.to_string(), "550E8400-e29b-41d4-a716-446655440000");
        assert_eq!(id.to_hex(), "550e8400e29b41d4a716446655440000");
        let through_a_queue: TraceId = serde_json::from_str(&serde_json::to_string(&id).unwrap()).unwrap();
        assert_eq!(through_a_queue, id);
    }

    #[test]
    fn generated_id_starts_with_epoch_seconds() {
        let before = sisuiq_clock::Clock::system().now().as_second();
        let id = TraceId::generate();
        let seconds = i64::from_str_radix(&id.as_str()[..8], 16).unwrap();
        assert!((before..before + 60).contains(&seconds));
        assert_eq!(id.as_str().len(), 32);
        assert_ne!(id, TraceId::generate());
    }

    #[test]
    fn trace_id_is_the_xray_root() {
        let header = "Self=1-67891234-12456789abcdef012345678;Root=1-67891233-abcdef012345678912345678;Sampled=0";
        let id = TraceId::from_xray_header(header).unwrap();
        assert_eq!(id.as_str(), "67891233abcdef012345678912345678");
        for bad in ["", "Root=", "Root=2-67891233-abcdef012345678912345678", "Root=1-6789123-3abcdef012345678912345678"]
        {
            assert!(TraceId::from_xray_header(bad).is_none(), "{bad:?}");
        }
    }
}
