//! An object went away: its document goes with it, unless something is still there under the key. An object of a version that
//! does not answer takes only that version along.

use crate::{Retry, State, collections, object, purge};
use sisuiq_documents_db::{
    document_versions::{self, DocumentVersion},
    documents,
};
use sisuiq_events::ObjectRemoved;
use tracing::info;

const CODE: &str = "object_removed";
const DETAIL: &str = "The file was removed from where it was stored.";

/// Hides and purges the document whose object is gone. Asks the bucket rather than the event, which may be late.
pub(crate) async fn remove(state: &State, removed: &ObjectRemoved) -> Result<(), Retry> {
    let connection = state.database.connection().await?;
    let Some(version) = document_versions::find_by_object_key(&connection, &removed.key).await? else { return Ok(()) };
    drop(connection);
    if object::current(state, &removed.key).await?.is_some() {
        return Ok(());
    }
    withdraw(state, &version).await
}

/// Takes a version back whose object is gone, or its document if that is the one that answers.
pub(crate) async fn withdraw(state: &State, version: &DocumentVersion) -> Result<(), Retry> {
    let (document, number, now) = (version.document_id, version.version, state.clock.now());
    let connection = state.database.connection().await?;
    if number == version.current_version || version.is_deleted {
        documents::mark_removed(&connection, document, now).await?;
        drop(connection);
        return purge::purge(state, document).await;
    }
    info!(document_id = %document, version = number, "a version is taken back, for its object is gone");
    document_versions::withdraw(&connection, (document, number), (CODE, DETAIL), now).await?;
    drop(connection);
    collections::delete_version(state, document, number).await
}
