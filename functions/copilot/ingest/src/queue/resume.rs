//! Work on a version that stands still: it continues where it stopped.

use super::{object_removed, plan};
use crate::{
    Retry, State, object,
    refusal::{self, refuse},
};
use sisuiq_documents_db::document_versions::{self, DocumentVersion, UploadedObject};
use sisuiq_events::Resume;
use sisuiq_model::{DocumentId, DocumentStatus};
use sisuiq_telemetry::TraceId;

/// Resumes a version that an operator wants retried, unless its work has ended.
pub(crate) async fn handle(state: &State, order: Resume, is_last_try: bool, trace_id: &TraceId) -> Result<(), Retry> {
    let connection = state.database.connection().await?;
    let found = document_versions::find(&connection, DocumentId(order.document_id), order.version).await?;
    drop(connection);
    let is_unfinished = |version: &DocumentVersion| {
        !version.is_deleted && matches!(version.status, DocumentStatus::Pending | DocumentStatus::Processing)
    };
    match found.filter(is_unfinished) {
        Some(version) => resume(state, &version, is_last_try, trace_id).await,
        None => Ok(()),
    }
}

/// Resumes an unfinished version: pins its object where that is missing, and sends the unfinished ranges to the queue.
pub(crate) async fn resume(
    state: &State,
    version: &DocumentVersion,
    is_last_try: bool,
    trace_id: &TraceId,
) -> Result<(), Retry> {
    let Some(current) = object::current(state, &version.object_key).await? else {
        return end_without_object(state, version).await;
    };
    if version.object_etag.as_ref().is_some_and(|pinned| *pinned != current.etag) {
        // a later object hides the pinned one, or it is a copy in a restored bucket: reading finds out
        return plan::plan_and_send(state, version, is_last_try, trace_id).await;
    }
    let object = UploadedObject { etag: &current.etag, version_id: current.version_id.as_deref(), size: current.size };
    let connection = state.database.connection().await?;
    let now = state.clock.now();
    let is_pinned = document_versions::pin(&connection, version.document_id, version.version, &object, now).await?;
    drop(connection);
    if is_pinned { plan::start(state, version, current.size, is_last_try, trace_id).await } else { Ok(()) }
}

/// Ends an upload that did not come before it expired as failed, and withdraws a version whose object was removed while it was
/// read.
async fn end_without_object(state: &State, version: &DocumentVersion) -> Result<(), Retry> {
    if version.status != DocumentStatus::Pending {
        return object_removed::withdraw(state, version).await;
    }
    if version.upload_expires_at > state.clock.now() {
        return Ok(());
    }
    refuse(state, version, &refusal::upload_expired()).await
}
