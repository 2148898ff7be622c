//! Messages of the queue of runs.

use crate::{Retry, State, work};
use sisuiq_events::{Delivery, Message, begin, in_time};
use sisuiq_model::SourceRunId;
use tracing::Instrument;

/// Label of the queue in metrics: its name in the template.
pub(crate) const NAME: &str = "FetchQueue";

/// Handles one message within the invocation's time. An error asks for another delivery.
pub(crate) async fn deliver(state: State, delivery: Delivery) -> Result<(), Retry> {
    let (_, span) = begin("fetch", NAME, &delivery, &state.clock);
    let Message::FetchSource { run_id } = delivery.message else {
        return Err(Retry::while_doing("reading the message", "it names no run of a source"));
    };
    let work = work::work(&state, SourceRunId(run_id)).instrument(span);
    in_time(state.deadline, Box::pin(work)).await
}
