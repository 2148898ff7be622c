//! Completion of vector collections: missing ranges are embedded, and a complete target collection becomes the active one.

use crate::{Retry, State, page_range};
use sisuiq_documents_db::{document_ranges::RangeKey, vector_collection_ranges, vector_collections};
use sisuiq_events::Embed;
use sisuiq_telemetry::TraceId;
use tracing::info;

/// Ranges that one sweep sends for a collection; the next sweep continues.
const LIMIT: i64 = 200;

/// Sends the ranges that the target collection and the active collection lack, and returns their number. Activates the target
/// collection once it lacks nothing.
pub(crate) async fn complete(state: &State, trace_id: &TraceId) -> Result<usize, Retry> {
    let connection = state.database.connection().await?;
    let known = vector_collections::list(&connection).await?;
    drop(connection);
    let target = state.target_collection().name();
    let is_inactive = known.iter().any(|known| known.name == target && !known.is_active);
    if is_inactive && switch(state).await? {
        return Ok(0);
    }
    let mut sent = 0;
    for collection in known.iter().filter(|known| known.is_active || known.name == target) {
        let connection = state.database.connection().await?;
        let missing = vector_collection_ranges::find_missing(&connection, &collection.name, LIMIT).await?;
        drop(connection);
        let orders: Vec<_> = missing.iter().map(|range| order(&collection.name, *range, trace_id)).collect();
        state.queue.send_embed(&orders).await?;
        sent += orders.len();
    }
    Ok(sent)
}

fn order(collection: &str, range: RangeKey, trace_id: &TraceId) -> Embed {
    Embed { collection: collection.to_owned(), pages: page_range::message(range, trace_id) }
}

/// Activates the target collection if another one is active and the target lacks nothing.
pub(crate) async fn switch_if_inactive(state: &State) -> Result<(), Retry> {
    let connection = state.database.connection().await?;
    let active = vector_collections::find_active(&connection).await?;
    drop(connection);
    if active.is_some_and(|active| active.name != state.target_collection().name()) {
        switch(state).await?;
    }
    Ok(())
}

/// Activates the target collection if it lacks nothing. The lock keeps other functions from counting a range meanwhile; they
/// then index it in the collection that is active afterwards.
async fn switch(state: &State) -> Result<bool, Retry> {
    let target = state.target_collection().name();
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    vector_collections::hold_all(&transaction).await?;
    if !vector_collection_ranges::find_missing(&transaction, target, 1).await?.is_empty() {
        return Ok(false);
    }
    let switched = vector_collections::switch(&transaction, target).await?;
    state.checkpoints.reach("switching").await?;
    if switched {
        transaction.commit().await?;
        info!(collection = target, "switched the active vector collection");
        state.checkpoints.reach("switched").await?;
    }
    Ok(switched)
}
