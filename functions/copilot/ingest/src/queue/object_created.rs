//! An object was created: it is pinned to its version of the document, and the work on it begins.

use super::plan;
use crate::{Retry, State, object, purge, refusal, retries_exhausted};
use sisuiq_documents_db::document_versions::{self, UploadedObject};
use sisuiq_events::ObjectCreated;
use sisuiq_model::ObjectKey;
use sisuiq_telemetry::TraceId;
use tracing::{info, warn};

/// Accepts the first object under its key and ignores later ones.
pub(crate) async fn handle(
    state: &State,
    object: &ObjectCreated,
    is_last_try: bool,
    trace_id: &TraceId,
) -> Result<(), Retry> {
    state.checkpoints.reach("noticed").await?;
    let connection = state.database.connection().await?;
    let Some(version) = document_versions::find_by_object_key(&connection, &object.key).await? else {
        drop(connection);
        return reject_unknown(state, &object.key).await;
    };
    if version.is_deleted {
        drop(connection);
        return purge::purge(state, version.document_id).await;
    }
    let now = state.clock.now();
    let created = UploadedObject {
        etag: object.etag.as_deref().unwrap_or_default(),
        version_id: object.version_id.as_deref(),
        size: i64::try_from(object.size).unwrap_or(i64::MAX),
    };
    let is_later = version.object_etag.as_deref().is_some_and(|pinned| pinned != created.etag);
    if !is_later {
        let key = version.key();
        retries_exhausted::reopen(&connection, key, now).await?;
        document_versions::resume(&connection, key.document, key.number, refusal::UPLOAD_EXPIRED, now).await?;
    }
    if !document_versions::pin(&connection, version.document_id, version.version, &created, now).await? {
        info!(document_id = %version.document_id, is_later, "the object is ignored: another came first, or the work is done");
        return Ok(());
    }
    drop(connection);
    state.checkpoints.reach("pinned").await?;
    plan::start(state, &version, created.size, is_last_try, trace_id).await
}

/// Removes an object whose document is gone: every document has its row before a client gets an upload address, so the
/// document was purged meanwhile. Objects under keys of another form are not ours and stay.
async fn reject_unknown(state: &State, key: &str) -> Result<(), Retry> {
    if key.parse::<ObjectKey>().is_err() {
        warn!(%key, "an object was created for which there is no upload");
        return Ok(());
    }
    info!(%key, "removing an object that was created after its document was deleted");
    object::hide(state, key).await
}
