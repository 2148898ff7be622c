//! An object went away: its document goes with it, unless something is still there under the key.

use crate::{Retry, State, object, purge};
use sisuiq_db::{document_versions, documents};
use sisuiq_events::ObjectRemoved;

/// Hides and purges the document whose object is gone. Asks the bucket rather than the event, which may be late.
pub(crate) async fn remove(state: &State, removed: &ObjectRemoved) -> Result<(), Retry> {
    let connection = state.database.connection().await?;
    let Some(version) = document_versions::find_by_object_key(&connection, &removed.key).await? else { return Ok(()) };
    drop(connection);
    if object::current(state, &removed.key).await?.is_some() {
        return Ok(());
    }
    let connection = state.database.connection().await?;
    documents::mark_removed(&connection, version.document_id, state.clock.now()).await?;
    drop(connection);
    purge::purge(state, version.document_id).await
}
