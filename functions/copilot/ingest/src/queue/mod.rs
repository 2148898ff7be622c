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
use sisuiq_events::{Delivery, Message, begin, in_time};
use sisuiq_model::{DatasetId, DocumentId, TableKey, VersionKey};
use sisuiq_telemetry::{TraceId, metrics::INGEST_RUNS_TOTAL};
use tracing::Instrument;

/// Label of the queue in metrics: its name in the template.
pub(crate) const NAME: &str = "IngestQueue";

/// Handles one message within the invocation's time. An error asks for another delivery.
pub(crate) async fn deliver(state: State, delivery: Delivery) -> Result<(), Retry> {
    let (trace_id, span) = begin("ingest", NAME, &delivery, &state.clock);
    async {
        let max_tries = state.limits.max_receives;
        let outcome = if delivery.attempt > max_tries {
            Err(killed(max_tries))
        } else {
            in_time(state.deadline, Box::pin(handle(&state, &delivery, &trace_id))).await
        };
        if outcome.is_err() && delivery.attempt >= max_tries {
            mark_exhausted(&state, &delivery.message).await?;
        }
        outcome
    }
    .instrument(span)
    .await
}

/// The error of a delivery after the last attempt: that attempt was killed before it could mark the document as failed.
fn killed(max_tries: u32) -> Retry {
    Retry::while_doing("retrying", format!("{max_tries} attempts failed, and the last one was killed"))
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
        Message::ScreenBatch { .. } | Message::Rescreen { .. } => {
            Err(Retry::while_doing("reading the message", "it is for the function screen-batch"))
        }
        Message::FetchSource { .. } => Err(Retry::while_doing("reading the message", "it is for the function fetch")),
        Message::ProcessSource { .. } => {
            Err(Retry::while_doing("reading the message", "it is for the function process"))
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
        | Message::ScreenBatch { .. }
        | Message::Rescreen { .. }
        | Message::FetchSource { .. }
        | Message::ProcessSource { .. }
        | Message::Delete { .. }
        | Message::DeleteTable { .. }
        | Message::TestEvent => return Ok(()),
    };
    if let Some(source) = retries_exhausted::mark_exhausted(&connection, version, state.clock.now()).await? {
        INGEST_RUNS_TOTAL.count([source.as_str(), "failed"]);
    }
    Ok(())
}
