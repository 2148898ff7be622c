//! One message: what is done with it, and what becomes of its document when it fails for the last time.

use crate::{Retry, State, embed, given_up, land, pages, purge, readers, reindex, remove, resume, sweep::QUEUE, table};
use sisuiq_documents_db::document_versions;
use sisuiq_events::{Delivery, Message};
use sisuiq_model::{AnalyticsSnapshotId, DocumentId, TableKey};
use sisuiq_telemetry::{
    TraceId,
    metrics::{INGEST_RUNS_TOTAL, QUEUE_AGE_SECONDS},
};
use std::time::Duration;
use tokio::time::timeout_at;
use tracing::{Instrument, info_span};

/// Does what the message says, within the invocation's time. An error means: deliver it again.
pub(crate) async fn deliver(state: State, delivery: Delivery) -> Result<(), Retry> {
    if let Some(sent_at) = delivery.sent_at {
        // clocks of others may be ahead
        let age = Duration::try_from(state.clock.now().duration_since(sent_at)).unwrap_or_default();
        QUEUE_AGE_SECONDS.record(age, [QUEUE]);
    }
    let trace_id = trace_of(&delivery);
    let span = info_span!("ingest.message", %trace_id, message_id = %delivery.message_id, attempt = delivery.attempt);
    trace_id.adopt(&span, delivery.trace_header.as_deref());
    async {
        let tries = state.limits.max_receives;
        let outcome =
            if delivery.attempt > tries { Err(killed(tries)) } else { in_time(&state, &delivery, &trace_id).await };
        if outcome.is_err() && delivery.attempt >= tries {
            give_up(&state, &delivery.message).await?;
        }
        outcome
    }
    .instrument(span)
    .await
}

/// The trace that the message says it belongs to, or else the one that it was sent in; S3 names none, so that what it announces begins
/// one.
fn trace_of(delivery: &Delivery) -> TraceId {
    let sent = delivery.trace_id.as_deref().and_then(|sent| sent.parse().ok());
    let sender = || delivery.trace_header.as_deref().and_then(TraceId::from_xray_header);
    sent.or_else(sender).unwrap_or_else(TraceId::generate)
}

/// A message that comes once more than it is tried: the last try did not live to say that it was the last.
fn killed(tries: u32) -> Retry {
    Retry::while_doing("trying again", format!("it was tried {tries} times, and the last try was killed"))
}

/// Ends the work while there is still time to say so: a message whose time runs out with the function's is not counted as
/// failed, and takes its whole batch along.
async fn in_time(state: &State, delivery: &Delivery, trace_id: &TraceId) -> Result<(), Retry> {
    let work = act(state, delivery, trace_id);
    match state.deadline {
        Some(deadline) => timeout_at(deadline, work)
            .await
            .map_err(|elapsed| Retry::while_doing("keeping within the function's time", elapsed))?,
        None => work.await,
    }
}

async fn act(state: &State, delivery: &Delivery, trace_id: &TraceId) -> Result<(), Retry> {
    let is_last_try = delivery.attempt >= state.limits.max_receives;
    match &delivery.message {
        Message::ObjectCreated(object) if TableKey::is_of_a_table(&object.key) => {
            table::land(state, object, is_last_try).await
        }
        Message::ObjectRemoved(object) if TableKey::is_of_a_table(&object.key) => table::remove(state, object).await,
        Message::DeleteTable { snapshot_id } => table::purge(state, AnalyticsSnapshotId(*snapshot_id)).await,
        Message::ObjectCreated(object) => land::land(state, object, is_last_try, trace_id).await,
        Message::ObjectRemoved(object) => remove::remove(state, object).await,
        Message::Pages(range) => pages::read(state, range, is_last_try).await,
        Message::Reindex(range) => reindex::read(state, range, is_last_try).await,
        Message::Embed(order) => embed::embed(state, order).await,
        Message::Readers(told) => readers::tell(state, DocumentId(told.document_id), Some(told.revision)).await,
        Message::Resume(order) => resume::resume(state, *order, is_last_try, trace_id).await,
        Message::Delete { document_id } => purge::purge(state, DocumentId(*document_id)).await,
        Message::TestEvent => Ok(()),
    }
}

/// Marks the document as failed; its message is on its way to the dead-letter queue.
async fn give_up(state: &State, message: &Message) -> Result<(), Retry> {
    let connection = state.database.connection().await?;
    let place = match message {
        Message::Pages(range) => (DocumentId(range.document_id), range.version),
        Message::Resume(order) => (DocumentId(order.document_id), order.version),
        Message::ObjectCreated(object) if TableKey::is_of_a_table(&object.key) => {
            return table::give_up(&connection, &object.key, state.clock.now()).await;
        }
        Message::ObjectCreated(object) => {
            let Some(version) = document_versions::find_by_object_key(&connection, &object.key).await? else {
                return Ok(());
            };
            (version.document_id, version.version)
        }
        Message::ObjectRemoved(_)
        | Message::Reindex(_)
        | Message::Embed(_)
        | Message::Readers(_)
        | Message::Delete { .. }
        | Message::DeleteTable { .. }
        | Message::TestEvent => return Ok(()),
    };
    if let Some(source) = given_up::give_up(&connection, place, state.clock.now()).await? {
        INGEST_RUNS_TOTAL.count([source.as_str(), "failed"]);
    }
    Ok(())
}
