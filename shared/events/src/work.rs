//! The work on one message.

use crate::{Delivery, Retry};
use sisuiq_clock::Clock;
use sisuiq_telemetry::{TraceId, metrics::QUEUE_AGE_SECONDS};
use std::time::Duration;
use tokio::time::{Instant, timeout_at};
use tracing::{Span, info_span};

/// Begins the span of a function's work on a message, in the trace that the message names, in its sender's, or in a new one, and records
/// how long the message waited in `queue`, which has this name in the template.
#[must_use]
pub fn begin(function: &str, queue: &'static str, delivery: &Delivery, clock: &Clock) -> (TraceId, Span) {
    if let Some(sent_at) = delivery.sent_at {
        // the sender's clock may be ahead
        let age = Duration::try_from(clock.now().duration_since(sent_at)).unwrap_or_default();
        QUEUE_AGE_SECONDS.record(age, [queue]);
    }
    let named = delivery.trace_id.as_deref().and_then(|named| named.parse().ok());
    let sender = || delivery.trace_header.as_deref().and_then(TraceId::from_xray_header);
    let trace_id = named.or_else(sender).unwrap_or_else(TraceId::generate);
    let span = info_span!(
        "message",
        otel.name = format!("{function}.message"),
        %trace_id,
        message_id = %delivery.message_id,
        attempt = delivery.attempt,
    );
    trace_id.adopt(&span, delivery.trace_header.as_deref());
    (trace_id, span)
}

/// Stops work at the deadline, if there is one, shortly before Lambda ends the invocation. Without this the message would not be
/// reported as failed, and the whole batch would be delivered again.
///
/// # Errors
/// The work failed, or is not done at the deadline.
pub async fn in_time(deadline: Option<Instant>, work: impl Future<Output = Result<(), Retry>>) -> Result<(), Retry> {
    match deadline {
        Some(deadline) => timeout_at(deadline, work)
            .await
            .map_err(|elapsed| Retry::while_doing("working within the function's time limit", elapsed))?,
        None => work.await,
    }
}
