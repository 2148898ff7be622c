//! Metrics of the queue and its dead-letter queue.

use crate::{State, queue::NAME};
use sisuiq_telemetry::metrics::{DEAD_LETTERS, QUEUE_DEPTH, QUEUE_IN_FLIGHT};
use tokio::try_join;
use tracing::warn;

/// Publishes how many messages there are. A failure is only logged, since no work depends on it.
pub(super) async fn measure(state: &State) {
    match try_join!(state.queue.length(), state.dead_letters.length()) {
        Ok((queue, dead_letters)) => {
            QUEUE_DEPTH.set(f64::from(queue.waiting), [NAME]);
            QUEUE_IN_FLIGHT.set(f64::from(queue.in_flight), [NAME]);
            DEAD_LETTERS.set(f64::from(dead_letters.waiting), [NAME]);
        }
        Err(error) => warn!(error = &error as &dyn std::error::Error, "cannot count the messages of the queue"),
    }
}
