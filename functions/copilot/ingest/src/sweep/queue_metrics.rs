//! Metrics of the queues and their dead-letter queues.

use crate::{State, queue::NAME};
use sisuiq_events::measure_queue;

/// Label of the queue of text recognition in metrics: its name in the template.
const OCR_NAME: &str = "OcrQueue";

/// Publishes how many messages there are.
pub(super) async fn measure(state: &State) {
    measure_queue(NAME, &state.queue, &state.dead_letters).await;
    measure_queue(OCR_NAME, &state.ocr_queue, &state.ocr_dead_letters).await;
}
