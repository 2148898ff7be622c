//! Publishes a stored answer: its last event, its metric and its log line.

use super::{
    context::Turn,
    event_stream::EventPublisher,
    persisted::{Outcome, Persisted},
};
use crate::AnswerDetails;
use sisuiq_datasets_db::datasets::dataset_of;
use sisuiq_telemetry::metrics::ANALYTICS_RUNS_TOTAL;
use tracing::info;

/// Publishes the end of an answer that is stored.
pub(super) fn publish(turn: &Turn, publisher: &EventPublisher, persisted: Persisted) -> Outcome {
    let (answer, last_event) = match persisted {
        Persisted::Stored { answer, last_event } => (answer, last_event),
        Persisted::Replay(response) => {
            info!("another request with the same key was stored first: its answer counts");
            return Outcome::Replay(response);
        }
    };
    publisher.publish_stored(last_event);
    if let Turn::Retrieved(turn) = turn
        && let Some(snapshot) = &turn.analytics.snapshot
    {
        ANALYTICS_RUNS_TOTAL.count([dataset_of(&snapshot.payload)]);
    }
    log(&answer.details);
    Outcome::Stored(answer)
}

/// Logs how an answer was made.
pub(super) fn log(details: &AnswerDetails) {
    info!(
        rag_ms = details.timings.rag_ms,
        analytics_ms = details.timings.analytics_ms,
        llm_ms = details.timings.llm_ms,
        total_ms = details.timings.total_ms,
        citations = details.citations.len(),
        abstained = details.abstained,
        degraded = details.degraded,
        stopped = details.stopped,
        model = details.model,
        cache_hit = details.cache_hit,
        "chat_lifecycle"
    );
}
