//! Messages of the queue of batches.

use crate::{Retry, State, work};
use sisuiq_events::{Delivery, Message};
use sisuiq_model::PredictionBatchId;
use sisuiq_telemetry::{TraceId, metrics::QUEUE_AGE_SECONDS};
use std::time::Duration;
use tokio::time::timeout_at;
use tracing::{Instrument, info_span};

/// Label of the queue in metrics: its name in the template.
pub(crate) const NAME: &str = "PredictBatchQueue";

/// Handles one message within the invocation's time. An error asks for another delivery.
pub(crate) async fn deliver(state: State, delivery: Delivery) -> Result<(), Retry> {
    if let Some(sent_at) = delivery.sent_at {
        // the sender's clock may be ahead
        let age = Duration::try_from(state.clock.now().duration_since(sent_at)).unwrap_or_default();
        QUEUE_AGE_SECONDS.record(age, [NAME]);
    }
    let sender = delivery.trace_header.as_deref().and_then(TraceId::from_xray_header);
    let trace_id = sender.unwrap_or_else(TraceId::generate);
    let span =
        info_span!("predict-batch.message", %trace_id, message_id = %delivery.message_id, attempt = delivery.attempt);
    trace_id.adopt(&span, delivery.trace_header.as_deref());
    let Message::PredictBatch { batch_id } = delivery.message else {
        return Err(Retry::while_doing("reading the message", "it names no batch of predictions"));
    };
    let work = work::work_through(&state, PredictionBatchId(batch_id)).instrument(span);
    match state.deadline {
        Some(deadline) => timeout_at(deadline, work)
            .await
            .map_err(|elapsed| Retry::while_doing("working within the function's time limit", elapsed))?,
        None => work.await,
    }
}
