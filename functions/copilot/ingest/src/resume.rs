//! Work on a version that stands still is taken up where it stands.

use crate::{Retry, State, expired, land, object, remove};
use sisuiq_documents_db::document_versions::{self, DocumentVersion, LandedObject};
use sisuiq_events::Resume;
use sisuiq_model::{DocumentId, DocumentStatus};
use sisuiq_telemetry::TraceId;

/// Takes up the work on a version that an operator wants tried again, unless it has ended.
pub(crate) async fn resume(state: &State, order: Resume, is_last_try: bool, trace_id: &TraceId) -> Result<(), Retry> {
    let connection = state.database.connection().await?;
    let found = document_versions::find(&connection, DocumentId(order.document_id), order.version).await?;
    drop(connection);
    let is_unfinished = |version: &DocumentVersion| {
        !version.is_deleted && matches!(version.status, DocumentStatus::Pending | DocumentStatus::Processing)
    };
    match found.filter(is_unfinished) {
        Some(version) => carry_on(state, &version, is_last_try, trace_id).await,
        None => Ok(()),
    }
}

/// Takes up the work on an unfinished version: its object is pinned if it was not, and what is still to be done is sent to the queue.
pub(crate) async fn carry_on(
    state: &State,
    version: &DocumentVersion,
    is_last_try: bool,
    trace_id: &TraceId,
) -> Result<(), Retry> {
    let Some(current) = object::current(state, &version.object_key).await? else { return expire(state, version).await };
    if version.object_etag.as_ref().is_some_and(|pinned| *pinned != current.etag) {
        // a later object hides the pinned one, or a restored copy stands in for it: reading tells which
        return land::carry_on(state, version, is_last_try, trace_id).await;
    }
    let landed = LandedObject { etag: &current.etag, version_id: current.version_id.as_deref(), size: current.size };
    let connection = state.database.connection().await?;
    let now = state.clock.now();
    let is_pinned = document_versions::pin(&connection, version.document_id, version.version, &landed, now).await?;
    drop(connection);
    if is_pinned { land::start(state, version, current.size, is_last_try, trace_id).await } else { Ok(()) }
}

/// An upload that never came ends as failed; an object that went away while it was read takes its version with it.
async fn expire(state: &State, version: &DocumentVersion) -> Result<(), Retry> {
    if version.status == DocumentStatus::Pending {
        if version.upload_expires_at > state.clock.now() {
            return Ok(());
        }
        return land::refuse(state, version, &expired::refusal()).await;
    }
    remove::withdraw(state, version).await
}
