//! An object was removed: its document is purged, unless another object is under the key. The object of a version that is not
//! the current one takes only that version along.

use crate::{Retry, State, index::collections, object, purge};
use sisuiq_documents_db::{
    document_versions::{self, DocumentVersion},
    documents,
};
use sisuiq_events::ObjectRemoved;
use sisuiq_model::FailureReason;
use tracing::info;

const CODE: &str = "object_removed";
const DETAIL: &str = "The stored file was removed.";

/// Hides and purges the document whose object is gone. The event may be late, so the bucket is asked.
pub(crate) async fn handle(state: &State, removed: &ObjectRemoved) -> Result<(), Retry> {
    let connection = state.database.connection().await?;
    let Some(version) = document_versions::find_by_object_key(&connection, &removed.key).await? else { return Ok(()) };
    drop(connection);
    if object::current(state, &removed.key).await?.is_some() {
        return Ok(());
    }
    withdraw(state, &version).await
}

/// Withdraws a version whose object is gone; if it is the current version, purges the document.
pub(crate) async fn withdraw(state: &State, version: &DocumentVersion) -> Result<(), Retry> {
    let (document, number, now) = (version.document_id, version.version, state.clock.now());
    let connection = state.database.connection().await?;
    if number == version.current_version || version.is_deleted {
        documents::mark_removed(&connection, document, now).await?;
        drop(connection);
        return purge::purge(state, document).await;
    }
    info!(document_id = %document, version = number, "withdrawing a version whose object is gone");
    let reason = FailureReason { code: CODE, detail: DETAIL };
    document_versions::withdraw(&connection, version.key(), reason, now).await?;
    drop(connection);
    collections::delete_version(state, document, number).await
}
