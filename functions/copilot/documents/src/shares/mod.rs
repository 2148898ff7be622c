//! Who may read a document besides its owner. What is taken back counts from the next question on: whatever a search finds,
//! Postgres decides again who may see it.

pub(crate) mod list;
pub(crate) mod role;
pub(crate) mod user;

use crate::State;
use jiff::Timestamp;
use sisuiq_accounts_db::audit_records::Deed;
use sisuiq_db::Transaction;
use sisuiq_documents_db::documents;
use sisuiq_events::Readers;
use sisuiq_http::{Problem, Result};
use sisuiq_identity::Caller;
use sisuiq_model::{AuditAction, DocumentId};
use std::time::Duration;
use tokio::time::timeout;

/// With how many accounts a document can be shared: they are all told to the vector store with each of its passages.
pub(crate) const MOST: i64 = 1_000;
/// How long the caller waits for the queue, which need not take the message.
const QUEUE_PATIENCE: Duration = Duration::from_secs(2);

/// Keeps the document as it is while its readers are changed, if that is the caller's to do.
async fn hold(transaction: &Transaction<'_>, caller: &Caller, document: DocumentId) -> Result<()> {
    if documents::hold_managed(transaction, document, caller.id, caller.is_admin()).await? {
        return Ok(());
    }
    Err(Problem::not_found("document"))
}

/// Counts and records the change of who reads the document; the revision that the vector store is to know of.
async fn count(
    state: &State,
    transaction: &Transaction<'_>,
    caller: &Caller,
    (action, document, reader): (AuditAction, DocumentId, &str),
    now: Timestamp,
) -> Result<Readers> {
    let revision = documents::count_readers(transaction, document, now).await?;
    let deed = Deed::done(action).to(document).with("reader", reader);
    state.identity.record(transaction, &caller.actor, &deed).await?;
    Ok(Readers { document_id: document.0, revision })
}

/// Says that the vector store is to be told. The row is the durable order: should the message be lost, the sweep finds it.
async fn announce(state: &State, readers: Readers) {
    match timeout(QUEUE_PATIENCE, state.queue.send_readers(readers)).await {
        Ok(Ok(())) => {}
        Ok(Err(error)) => {
            tracing::warn!(document_id = %readers.document_id, error = %error, "its readers are left to the sweep");
        }
        Err(error) => {
            tracing::warn!(document_id = %readers.document_id, error = %error, "its readers are left to the sweep");
        }
    }
}
