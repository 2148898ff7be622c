//! A file on its way into the pipeline.

use super::accept::Accepted;
use crate::{State, deletion::hide, document::CONTENT_TYPE};
use aws_sdk_s3::primitives::ByteStream;
use serde::{Deserialize, Serialize};
use sisuiq_accounts_db::audit_records::AuditEvent;
use sisuiq_clock::later;
use sisuiq_db::Transaction;
use sisuiq_documents_db::{
    document_versions,
    documents::{self, Document, NewDocument},
};
use sisuiq_http::{Claim, IdempotencyKey, Problem, Result};
use sisuiq_identity::Caller;
use sisuiq_model::{AuditAction, DocumentAccess, DocumentId, DocumentStatus, ObjectKey};
use std::time::Duration;

const STORAGE_RETRY: Duration = Duration::from_secs(2);

/// The state of an upload: stored with the `Idempotency-Key`, so that a repeated request continues where the first one
/// ended.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
pub(crate) struct Taken {
    /// The document's id, which is also the job's.
    pub(crate) id: DocumentId,
    /// True if the document was there before, with the same bytes.
    pub(crate) is_duplicate: bool,
}

/// Creates a document for the file and uploads the file to its key, unless the caller may see a document with the same bytes.
pub(crate) async fn take(
    state: &State,
    caller: &Caller,
    file: &Accepted,
    idempotency_key: &IdempotencyKey,
) -> Result<Taken> {
    let taken = promise(state, caller, file, idempotency_key).await?;
    let document = find(state, caller, taken.id).await?;
    // A pending document has no object yet, or the response to its upload was lost. A second upload does no harm: the
    // first one counts.
    if !taken.is_duplicate
        && document.is_some_and(|document| document.status == DocumentStatus::Pending)
        && let Err(problem) = put(state, taken.id, file).await
    {
        // with a key, a repeated request uploads to the same document
        if !idempotency_key.is_present() {
            hide(state, caller, taken.id).await?;
        }
        return Err(problem);
    }
    Ok(taken)
}

/// The document, if the caller may see it.
pub(crate) async fn find(state: &State, caller: &Caller, id: DocumentId) -> Result<Option<Document>> {
    let connection = state.database.connection().await?;
    Ok(documents::find_visible(&connection, caller.visibility(), id).await?)
}

async fn promise(state: &State, caller: &Caller, file: &Accepted, idempotency_key: &IdempotencyKey) -> Result<Taken> {
    let now = state.clock.now();
    let mut connection = state.database.connection().await?;
    let transaction = connection.transaction().await?;
    let claimed = match idempotency_key.claim_or_wait(&transaction, &caller.id.to_string(), now).await? {
        Claim::New(claimed) => claimed,
        Claim::Replay(kept) => return serde_json::from_slice(kept.body()).map_err(Problem::internal),
    };
    let seen_by = caller.visibility();
    let taken = match documents::find_duplicate(&transaction, seen_by, &file.sha256).await? {
        Some(id) => Taken { id, is_duplicate: true },
        None => Taken { id: insert(state, &transaction, caller, file).await?, is_duplicate: false },
    };
    let body = serde_json::to_vec(&taken).map_err(Problem::internal)?;
    claimed.store(&transaction, http::StatusCode::ACCEPTED, body).await?;
    transaction.commit().await?;
    Ok(taken)
}

async fn insert(state: &State, transaction: &Transaction<'_>, caller: &Caller, file: &Accepted) -> Result<DocumentId> {
    let now = state.clock.now();
    let id = DocumentId(state.clock.uuid_v7());
    let new = NewDocument {
        id,
        owner_id: caller.id,
        access: DocumentAccess::Everyone,
        name: &file.name,
        kind: file.kind,
        source: file.source,
        dataset: None,
        object_key: &ObjectKey::first(id).to_string(),
        declared_size: i64::try_from(file.bytes.len()).unwrap_or(i64::MAX),
        created_at: now,
        upload_expires_at: later(now, state.uploads.lifetime),
    };
    documents::insert(transaction, &new).await?;
    document_versions::expect_bytes(transaction, id, 1, &file.sha256).await?;
    let event = AuditEvent::done(AuditAction::CreateDocument).to(id).with("access", new.access.as_str());
    state.identity.record(transaction, &caller.actor, &event).await?;
    Ok(id)
}

async fn put(state: &State, id: DocumentId, file: &Accepted) -> Result<()> {
    let request = state.objects.put_object().bucket(&state.uploads.bucket).key(ObjectKey::first(id).to_string());
    let request = request.content_type(CONTENT_TYPE).body(ByteStream::from(file.bytes.clone()));
    let sent = request.send().await;
    sent.map_err(|error| Problem::unavailable("document store", STORAGE_RETRY).caused_by(error))?;
    Ok(())
}
