//! What a hidden document leaves behind is removed: vectors, then the object, then the rows that say it all existed.

use crate::{Retry, State, collections};
use aws_sdk_s3::types::{Delete, Error, ObjectIdentifier};
use sisuiq_documents_db::documents;
use sisuiq_model::DocumentId;
use tracing::warn;

/// Removes everything of a hidden document, and nothing of one that is not hidden. Killed anywhere, a second run finishes;
/// the rows go last, so that one is found.
pub(crate) async fn purge(state: &State, document: DocumentId) -> Result<(), Retry> {
    let connection = state.database.connection().await?;
    if documents::hold_for_writing(&connection, document).await?.is_some() {
        warn!(document_id = %document, "a document that is not deleted is not cleaned up");
        return Ok(());
    }
    drop(connection);
    state.checkpoints.reach("purging").await?;
    collections::delete_document(state, document).await?;
    state.checkpoints.reach("vectors gone").await?;
    let connection = state.database.connection().await?;
    let keys = documents::object_keys(&connection, document).await?;
    drop(connection);
    for key in keys {
        remove_object(state, &key).await?;
    }
    state.checkpoints.reach("object gone").await?;
    let connection = state.database.connection().await?;
    documents::purge(&connection, document).await?;
    drop(connection);
    state.checkpoints.reach("rows gone").await
}

/// Removes all versions of an object and its delete markers.
pub(crate) async fn remove_object(state: &State, key: &str) -> Result<(), Retry> {
    loop {
        let listed = state
            .objects
            .list_object_versions()
            .bucket(&state.bucket)
            .prefix(key)
            .send()
            .await
            .map_err(|error| Retry::while_doing("listing the object's versions", error))?;
        let versions = listed.versions().iter().map(|version| (version.key(), version.version_id()));
        let markers = listed.delete_markers().iter().map(|marker| (marker.key(), marker.version_id()));
        let mut identifiers = Vec::new();
        for (found, version_id) in versions.chain(markers).filter(|(found, _)| *found == Some(key)) {
            let identifier = ObjectIdentifier::builder()
                .set_key(found.map(str::to_owned))
                .set_version_id(version_id.map(str::to_owned));
            identifiers.push(identifier.build().map_err(|error| Retry::while_doing("naming an object", error))?);
        }
        if identifiers.is_empty() {
            return Ok(());
        }
        let delete = Delete::builder().set_objects(Some(identifiers)).quiet(true).build();
        let delete = delete.map_err(|error| Retry::while_doing("naming objects", error))?;
        let request = state.objects.delete_objects().bucket(&state.bucket).delete(delete);
        let answer = request.send().await.map_err(|error| Retry::while_doing("deleting the object", error))?;
        // what somebody else removed meanwhile is gone as well
        let is_gone = |error: &&Error| matches!(error.code(), Some("NoSuchVersion" | "NoSuchKey"));
        if let Some(error) = answer.errors().iter().find(|error| !is_gone(error)) {
            let reason = format!("{}: {}", error.code().unwrap_or("?"), error.message().unwrap_or("no reason given"));
            return Err(Retry::while_doing("deleting the object", reason));
        }
    }
}
