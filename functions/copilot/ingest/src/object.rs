//! Objects of the bucket.

use crate::{Retry, State, failure::Failure};
use aws_sdk_s3::{
    operation::head_object::HeadObjectError,
    types::{Delete, Error, ObjectIdentifier},
};
use sisuiq_documents_db::document_versions::DocumentVersion;
use sisuiq_originals::{Fetched, PinnedObject};

/// Downloads the pinned object of a version; `None` when it is gone. It is refused if its bytes are not those that were pinned.
pub(crate) async fn fetch(state: &State, version: &DocumentVersion) -> Result<Option<Fetched>, Failure> {
    let object = PinnedObject {
        key: &version.object_key,
        version_id: version.object_version_id.as_deref(),
        sha256: version.sha256.as_deref(),
    };
    Ok(sisuiq_originals::fetch(&state.objects, &state.bucket, object).await?)
}

/// The current version of an object.
pub(crate) struct Current {
    pub(crate) etag: String,
    pub(crate) version_id: Option<String>,
    pub(crate) size: i64,
}

/// The current version under a key; `None` when there is none, or a delete marker.
pub(crate) async fn current(state: &State, key: &str) -> Result<Option<Current>, Retry> {
    match state.objects.head_object().bucket(&state.bucket).key(key).send().await {
        Ok(found) => Ok(Some(Current {
            etag: found.e_tag().unwrap_or_default().trim_matches('"').to_owned(),
            version_id: found.version_id().map(str::to_owned),
            size: found.content_length().unwrap_or_default(),
        })),
        Err(error) if error.as_service_error().is_some_and(HeadObjectError::is_not_found) => Ok(None),
        Err(error) => Err(Retry::while_doing("looking for the object", error)),
    }
}

/// Hides the current version under a key with a delete marker, if there is one. The lifecycle of the bucket removes it later;
/// until then an operator can restore it.
pub(crate) async fn hide(state: &State, key: &str) -> Result<(), Retry> {
    if current(state, key).await?.is_none() {
        return Ok(());
    }
    let request = state.objects.delete_object().bucket(&state.bucket).key(key);
    request.send().await.map_err(|error| Retry::while_doing("removing the object", error))?;
    Ok(())
}

/// Stores an object.
pub(crate) async fn put(state: &State, key: &str, bytes: Vec<u8>) -> Result<(), Retry> {
    let request = state.objects.put_object().bucket(&state.bucket).key(key).body(bytes.into());
    request.send().await.map(drop).map_err(|error| Retry::while_doing("storing the object", error))
}

/// Deletes all versions of an object, and its delete markers.
pub(crate) async fn delete_all_versions(state: &State, key: &str) -> Result<(), Retry> {
    delete_versions(state, key, |found| found == key).await
}

/// Deletes all versions and delete markers of some of the objects whose keys begin with `prefix`, which must be few.
pub(crate) async fn delete_versions(
    state: &State,
    prefix: &str,
    is_chosen: impl Fn(&str) -> bool + Send,
) -> Result<(), Retry> {
    loop {
        let identifiers = versions(state, prefix, &is_chosen).await?;
        if identifiers.is_empty() {
            return Ok(());
        }
        let delete = Delete::builder().set_objects(Some(identifiers)).quiet(true).build();
        let delete = delete.map_err(|error| Retry::while_doing("naming objects", error))?;
        let request = state.objects.delete_objects().bucket(&state.bucket).delete(delete);
        let answer = request.send().await.map_err(|error| Retry::while_doing("deleting the object", error))?;
        // another run may have deleted them meanwhile
        let is_gone = |error: &&Error| matches!(error.code(), Some("NoSuchVersion" | "NoSuchKey"));
        if let Some(error) = answer.errors().iter().find(|error| !is_gone(error)) {
            let reason = format!("{}: {}", error.code().unwrap_or("?"), error.message().unwrap_or("no reason given"));
            return Err(Retry::while_doing("deleting the object", reason));
        }
    }
}

/// Versions and delete markers of the chosen keys on one page of the listing.
async fn versions(
    state: &State,
    prefix: &str,
    is_chosen: &(impl Fn(&str) -> bool + Send),
) -> Result<Vec<ObjectIdentifier>, Retry> {
    let request = state.objects.list_object_versions().bucket(&state.bucket).prefix(prefix);
    let listed = request.send().await.map_err(|error| Retry::while_doing("listing the object's versions", error))?;
    let versions = listed.versions().iter().map(|version| (version.key(), version.version_id()));
    let markers = listed.delete_markers().iter().map(|marker| (marker.key(), marker.version_id()));
    // the listing has every key with the prefix
    let own =
        versions.chain(markers).filter_map(|(key, version_id)| Some((key.filter(|key| is_chosen(key))?, version_id)));
    own.map(|(key, version_id)| {
        let identifier = ObjectIdentifier::builder().key(key).set_version_id(version_id.map(str::to_owned));
        identifier.build().map_err(|error| Retry::while_doing("naming an object", error))
    })
    .collect()
}
