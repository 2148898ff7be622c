//! Metrics of the queues and their dead-letter queues.

use crate::{State, queue::NAME};
use sisuiq_events::Queue;
use sisuiq_telemetry::metrics::{DEAD_LETTERS, QUEUE_DEPTH, QUEUE_IN_FLIGHT};
use tokio::try_join;
use tracing::warn;

/// Label of the queue of text recognition in metrics: its name in the template.
const OCR_NAME: &str = "OcrQueue";

/// Publishes how many messages there are. A failure is only logged, since no work depends on it.
pub(super) async fn measure(state: &State) {
    measure_queue(NAME, &state.queue, &state.dead_letters).await;
    measure_queue(OCR_NAME, &state.ocr_queue, &state.ocr_dead_letters).await;
}

async fn measure_queue(name: &'static str, queue: &Queue, dead_letters: &Queue) {
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
