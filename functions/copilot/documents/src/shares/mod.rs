//! Readers of a document besides its owner. A revoked share applies from the next question on: Postgres checks the
//! access again for every passage that a search finds.

pub(crate) mod emails;
pub(crate) mod groups;
pub(crate) mod list;
pub(crate) mod roles;
pub(crate) mod users;

use crate::State;
use jiff::Timestamp;
use sisuiq_accounts_db::audit_records::AuditEvent;
use sisuiq_db::Transaction;
use sisuiq_documents_db::documents;
use sisuiq_events::Readers;
use sisuiq_http::{Problem, Result};
use sisuiq_identity::Caller;
use sisuiq_model::{AuditAction, Capability, DocumentId};

/// The maximum number of accounts and e-mail addresses that a document can be shared with: the vector store stores all of them with each
/// passage.
pub(crate) const MOST: i64 = 1_000;

/// Locks the document while its readers are changed, if the caller may change them.
async fn hold(transaction: &Transaction<'_>, caller: &Caller, document: DocumentId) -> Result<()> {
    if documents::hold_managed(transaction, document, caller.id, caller.administers(Capability::DocumentsManage))
        .await?
    {
        return Ok(());
    }
    Err(Problem::not_found("document"))
}

/// A change of the readers of a document.
#[derive(Clone, Copy)]
struct ReaderChange<'a> {
    action: AuditAction,
    document: DocumentId,
    /// The account, role, group or share with an address that gets or loses access.
    reader: &'a str,
}

/// Increments the revision of the document's readers, and records the change. Returns the message that updates the vector
/// store.
async fn count(
    state: &State,
    transaction: &Transaction<'_>,
    caller: &Caller,
    change: ReaderChange<'_>,
    now: Timestamp,
) -> Result<Readers> {
    let ReaderChange { action, document, reader } = change;
    let revision = documents::count_readers(transaction, document, now).await?;
    let event = AuditEvent::done(action).to(document).with("reader", reader);
    state.identity.record(transaction, &caller.actor, &event).await?;
    Ok(Readers { document_id: document.0, revision })
}
