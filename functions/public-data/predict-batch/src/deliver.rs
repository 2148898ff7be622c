//! Messages of the queue of batches.

use crate::{Retry, State, work};
use sisuiq_events::{Delivery, Message, begin, in_time};
use sisuiq_model::PredictionBatchId;
use tracing::Instrument;

/// Label of the queue in metrics: its name in the template.
pub(crate) const NAME: &str = "PredictBatchQueue";

/// Handles one message within the invocation's time. An error asks for another delivery.
pub(crate) async fn deliver(state: State, delivery: Delivery) -> Result<(), Retry> {
    let (_, span) = begin("predict-batch", NAME, &delivery, &state.clock);
    let Message::PredictBatch { batch_id } = delivery.message else {
        return Err(Retry::while_doing("reading the message", "it names no batch of predictions"));
    };
    in_time(state.deadline, work::work_through(&state, PredictionBatchId(batch_id)).instrument(span)).await
}
