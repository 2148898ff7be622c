//! Messages of the ingest queue: one handler a file, and the handling of the last attempt.

mod embed;
mod object_created;
mod object_removed;
mod pages;
mod plan;
mod reindex;
pub(crate) mod resume;

use crate::{Retry, State, index::readers, purge, retries_exhausted, tables};
use sisuiq_documents_db::document_versions;
use sisuiq_events::{Delivery, Message};
use sisuiq_model::{DatasetId, DocumentId, TableKey, VersionKey};
use sisuiq_telemetry::{
    TraceId,
    metrics::{INGEST_RUNS_TOTAL, QUEUE_AGE_SECONDS},
};
use std::time::Duration;
use tokio::time::timeout_at;
use tracing::{Instrument, info_span};

/// Label of the queue in metrics: its name in the template.
pub(crate) const NAME: &str = "IngestQueue";

/// Handles one message within the invocation's time. An error asks for another delivery.
pub(crate) async fn deliver(state: State, delivery: Delivery) -> Result<(), Retry> {
    if let Some(sent_at) = delivery.sent_at {
        // the sender's clock may be ahead
        let age = Duration::try_from(state.clock.now().duration_since(sent_at)).unwrap_or_default();
        QUEUE_AGE_SECONDS.record(age, [NAME]);
    }
    let trace_id = trace_of(&delivery);
    let span = info_span!("ingest.message", %trace_id, message_id = %delivery.message_id, attempt = delivery.attempt);
    trace_id.adopt(&span, delivery.trace_header.as_deref());
    async {
        let max_tries = state.limits.max_receives;
        let outcome = if delivery.attempt > max_tries {
            Err(killed(max_tries))
        } else {
            handle_in_time(&state, &delivery, &trace_id).await
        };
        if outcome.is_err() && delivery.attempt >= max_tries {
            mark_exhausted(&state, &delivery.message).await?;
        }
        outcome
    }
    .instrument(span)
    .await
}

/// The trace named in the message, or the sender's trace. Notifications of S3 have neither and begin a new one.
fn trace_of(delivery: &Delivery) -> TraceId {
    let named = delivery.trace_id.as_deref().and_then(|named| named.parse().ok());
    let sender = || delivery.trace_header.as_deref().and_then(TraceId::from_xray_header);
    named.or_else(sender).unwrap_or_else(TraceId::generate)
}

/// The error of a delivery after the last attempt: that attempt was killed before it could mark the document as failed.
fn killed(max_tries: u32) -> Retry {
    Retry::while_doing("retrying", format!("{max_tries} attempts failed, and the last one was killed"))
}

/// Stops the work shortly before Lambda ends the invocation. Without this the message would not be reported as failed, and
/// the whole batch would be delivered again.
async fn handle_in_time(state: &State, delivery: &Delivery, trace_id: &TraceId) -> Result<(), Retry> {
    let work = handle(state, delivery, trace_id);
    match state.deadline {
        Some(deadline) => timeout_at(deadline, work)
            .await
            .map_err(|elapsed| Retry::while_doing("working within the function's time limit", elapsed))?,
        None => work.await,
    }
}

async fn handle(state: &State, delivery: &Delivery, trace_id: &TraceId) -> Result<(), Retry> {
    let is_last_try = delivery.attempt >= state.limits.max_receives;
    match &delivery.message {
        Message::ObjectCreated(object) if TableKey::is_of_a_table(&object.key) => {
            tables::object_created(state, object, is_last_try).await
        }
        Message::ObjectRemoved(object) if TableKey::is_of_a_table(&object.key) => {
            tables::object_removed(state, object).await
        }
        Message::ReadDataset { dataset_id } => tables::read_again(state, DatasetId(*dataset_id), is_last_try).await,
        Message::DeleteTable { snapshot_id } => tables::purge(state, DatasetId(*snapshot_id)).await,
        Message::ObjectCreated(object) => object_created::handle(state, object, is_last_try, trace_id).await,
        Message::ObjectRemoved(object) => object_removed::handle(state, object).await,
        Message::Pages(range) => pages::handle(state, range, is_last_try).await,
        Message::Reindex(range) => reindex::handle(state, range, is_last_try).await,
        Message::Embed(order) => embed::handle(state, order).await,
        Message::Readers(changed) => {
            readers::update(state, DocumentId(changed.document_id), Some(changed.revision)).await
        }
        Message::Resume(order) => resume::handle(state, *order, is_last_try, trace_id).await,
        Message::Delete { document_id } => purge::purge(state, DocumentId(*document_id)).await,
        Message::Recognise(_) => Err(Retry::while_doing("reading the message", "it is for the function ocr")),
        Message::PredictBatch { .. } => {
            Err(Retry::while_doing("reading the message", "it is for the function predict-batch"))
        }
        Message::TestEvent => Ok(()),
    }
}

/// Marks the document or table as failed, if the message is part of its first processing, or ends the request to read a range
/// again. SQS moves the message to the dead-letter queue.
async fn mark_exhausted(state: &State, message: &Message) -> Result<(), Retry> {
    let connection = state.database.connection().await?;
    let version = match message {
        Message::Pages(range) => VersionKey { document: DocumentId(range.document_id), number: range.version },
        Message::Resume(order) => VersionKey { document: DocumentId(order.document_id), number: order.version },
        Message::ObjectCreated(object) if TableKey::is_of_a_table(&object.key) => {
            return tables::mark_key_exhausted(&connection, &object.key, state.clock.now()).await;
        }
        Message::ObjectCreated(object) => {
            let Some(version) = document_versions::find_by_object_key(&connection, &object.key).await? else {
                return Ok(());
            };
            version.key()
        }
        Message::Reindex(range) => return Ok(reindex::mark_exhausted(&connection, range).await?),
        Message::ReadDataset { dataset_id } => {
            return tables::mark_exhausted(&connection, DatasetId(*dataset_id), state.clock.now()).await;
        }
        Message::ObjectRemoved(_)
        | Message::Embed(_)
        | Message::Readers(_)
        | Message::Recognise(_)
        | Message::PredictBatch { .. }
        | Message::Delete { .. }
        | Message::DeleteTable { .. }
        | Message::TestEvent => return Ok(()),
    };
    if let Some(source) = retries_exhausted::mark_exhausted(&connection, version, state.clock.now()).await? {
        INGEST_RUNS_TOTAL.count([source.as_str(), "failed"]);
    }
    Ok(())
}
