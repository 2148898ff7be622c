//! Starts the reindexing of a document.

use crate::State;
use sisuiq_accounts_db::audit_records::AuditEvent;
use sisuiq_documents_db::{
    document_ranges::{self, RangeKey},
    documents,
};
use sisuiq_events::{Pages, announce};
use sisuiq_http::{Problem, Result};
use sisuiq_identity::Caller;
use sisuiq_model::{AuditAction, Capability, DocumentId};

/// The result of [`begin`], for people.
pub(crate) const MESSAGE: &str = "The document is being reindexed and stays searchable meanwhile.";

/// A document whose reindexing has begun.
pub(crate) struct Begun {
    pub(crate) name: String,
    pub(crate) old_chunks: i32,
    pub(crate) ranges: usize,
}

/// Marks the page ranges of a document that the caller may manage as stale, and queues them.
pub(crate) async fn begin(state: &State, caller: &Caller, id: DocumentId) -> Result<Begun> {
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    if !documents::hold_managed(&transaction, id, caller.id, caller.administers(Capability::DocumentsManage)).await? {
        return Err(Problem::not_found("document"));
    }
    let found = documents::find_visible(&transaction, caller.visibility(), id).await?;
    let document = found.ok_or_else(|| Problem::not_found("document"))?;
    let ranges = document_ranges::mark_stale(&transaction, id, state.clock.now()).await?;
    if ranges.is_empty() {
        return Err(Problem::conflict("the document is not ready and cannot be reindexed yet"));
    }
    state.identity.record(&transaction, &caller.actor, &AuditEvent::done(AuditAction::ReindexDocument).to(id)).await?;
    transaction.commit().await?;
    drop(connection);
    announce_ranges(state, id, &ranges).await;
    Ok(Begun { name: document.name, old_chunks: document.chunk_count, ranges: ranges.len() })
}

/// Queues page ranges to be read again.
async fn announce_ranges(state: &State, id: DocumentId, ranges: &[RangeKey]) {
    let order = |RangeKey { version, range }: &RangeKey| Pages {
        document_id: version.document.0,
        version: version.number,
        first_page: range.first.unsigned_abs(),
        last_page: range.last.unsigned_abs(),
        trace_id: None,
    };
    let orders: Vec<Pages> = ranges.iter().map(order).collect();
    announce("reindex", id, state.queue.send_reindex(&orders)).await;
}
