//! Messages of the queue of text recognition.

use crate::{Retry, State, page};
use sisuiq_documents_db::document_page_scans::PageKey;
use sisuiq_events::{Delivery, Message, Recognise};
use sisuiq_model::{DocumentId, VersionKey};
use sisuiq_telemetry::{TraceId, metrics::QUEUE_AGE_SECONDS};
use std::time::Duration;
use tokio::time::timeout_at;
use tracing::{Instrument, info_span};

/// Label of the queue in metrics: its name in the template.
const NAME: &str = "OcrQueue";

/// Handles one message within the invocation's time. An error asks for another delivery.
pub(crate) async fn deliver(state: State, delivery: Delivery) -> Result<(), Retry> {
    if let Some(sent_at) = delivery.sent_at {
        // the sender's clock may be ahead
        let age = Duration::try_from(state.clock.now().duration_since(sent_at)).unwrap_or_default();
        QUEUE_AGE_SECONDS.record(age, [NAME]);
    }
    let trace_id = trace_of(&delivery);
    let span = info_span!("ocr.message", %trace_id, message_id = %delivery.message_id, attempt = delivery.attempt);
    trace_id.adopt(&span, delivery.trace_header.as_deref());
    let Message::Recognise(order) = &delivery.message else {
        return Err(Retry::while_doing("reading the message", "it names no page to recognise"));
    };
    let work = page::recognise(&state, key(order), &trace_id).instrument(span);
    match state.deadline {
        Some(deadline) => timeout_at(deadline, work)
            .await
            .map_err(|elapsed| Retry::while_doing("working within the function's time limit", elapsed))?,
        None => work.await,
    }
}

fn key(order: &Recognise) -> PageKey {
    let version = VersionKey { document: DocumentId(order.document_id), number: order.version };
    PageKey { version, page: i32::try_from(order.page).unwrap_or(i32::MAX) }
}

/// The trace named in the message, or the sender's trace.
fn trace_of(delivery: &Delivery) -> TraceId {
    let named = delivery.trace_id.as_deref().and_then(|named| named.parse().ok());
    let sender = || delivery.trace_header.as_deref().and_then(TraceId::from_xray_header);
    named.or_else(sender).unwrap_or_else(TraceId::generate)
}
