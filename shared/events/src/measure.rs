//! Metrics of a queue and its dead-letter queue.

use sisuiq_telemetry::metrics::{DEAD_LETTERS, QUEUE_DEPTH, QUEUE_IN_FLIGHT};
use tokio::try_join;
use tracing::warn;

use crate::Queue;

/// Publishes how many messages there are; `name` is the queue's name in the template. A failure is only logged, since no work depends
/// on it.
pub async fn measure_queue(name: &'static str, queue: &Queue, dead_letters: &Queue) {
    match try_join!(queue.length(), dead_letters.length()) {
        Ok((queue, dead_letters)) => {
            QUEUE_DEPTH.set(f64::from(queue.waiting), [name]);
            QUEUE_IN_FLIGHT.set(f64::from(queue.in_flight), [name]);
            DEAD_LETTERS.set(f64::from(dead_letters.waiting), [name]);
        }
        Err(error) => {
            warn!(queue = name, error = &error as &dyn std::error::Error, "cannot count the messages of a queue");
        }
    }
}
