//! Messages of the queue of batches.

use crate::{Retry, State, files, rescreen, work};
use sisuiq_events::{Delivery, Message, begin, in_time};
use sisuiq_model::{ScreeningBatchId, SourceRunId};
use tracing::{Instrument, info};

/// Label of the queue in metrics: its name in the template.
pub(crate) const NAME: &str = "ScreenBatchQueue";

/// Handles one message within the invocation's time. An error asks for another delivery.
pub(crate) async fn deliver(state: State, delivery: Delivery) -> Result<(), Retry> {
    let (_, span) = begin("screen-batch", NAME, &delivery, &state.clock);
    let batch = match delivery.message {
        Message::ScreenBatch { batch_id } => Some(ScreeningBatchId(batch_id)),
        Message::ObjectCreated(object) => files::batch_of(&object.key),
        Message::Rescreen { run_id } => {
            let work = rescreen::work_through(&state, SourceRunId(run_id)).instrument(span);
            return in_time(state.deadline, Box::pin(work)).await;
        }
        Message::TestEvent => None,
        _ => return Err(Retry::while_doing("reading the message", "it names no batch of screenings")),
    };
    let Some(batch) = batch else {
        info!("the message is about no batch");
        return Ok(());
    };
    in_time(state.deadline, Box::pin(work::work_through(&state, batch).instrument(span))).await
}
