//! Objects of the bucket.

use crate::{Refusal, Retry, State, failure::Failure};
use aws_sdk_s3::{
    operation::{get_object::GetObjectError, head_object::HeadObjectError},
    types::{Delete, Error, ObjectIdentifier},
};
use sha2::{Digest, Sha256};
use sisuiq_documents_db::document_versions::DocumentVersion;
use std::{fs::File, os::fd::AsRawFd, path::PathBuf};
use tokio::io::AsyncWriteExt;

/// The bytes of an object in a temporary file without a name. They are gone when it is dropped or the process is killed.
pub(crate) struct Fetched {
    file: File,
    /// Lower-case hex.
    pub(crate) sha256: String,
}

impl Fetched {
    /// A path under which only this process can open the file.
    pub(crate) fn path(&self) -> PathBuf {
        format!("/proc/self/fd/{}", self.file.as_raw_fd()).into()
    }
}

/// Downloads the pinned object of a version; `None` when it is gone. A restored bucket has other object versions, so the
/// current one is read instead. It is refused if the digest of the version is known and differs.
pub(crate) async fn fetch(state: &State, version: &DocumentVersion) -> Result<Option<Fetched>, Failure> {
    let pinned = version.object_version_id.as_deref();
    let fetched = match download(state, &version.object_key, pinned).await? {
        None if pinned.is_some() => download(state, &version.object_key, None).await?,
        other => other,
    };
    let Some(fetched) = fetched else { return Ok(None) };
    match &version.sha256 {
        Some(known) if *known != fetched.sha256 => Err(Failure::Refused(Refusal {
            code: "object_changed",
            detail: "The stored file is not the one that was uploaded.".to_owned(),
        })),
        _ => Ok(Some(fetched)),
    }
}

/// Downloads an object, or one version of it; `None` when it is gone.
pub(crate) async fn download(state: &State, key: &str, version_id: Option<&str>) -> Result<Option<Fetched>, Failure> {
    let request =
        state.objects.get_object().bucket(&state.bucket).key(key).set_version_id(version_id.map(str::to_owned));
    let mut object = match request.send().await {
        Ok(object) => object,
        Err(error) if error.as_service_error().is_some_and(is_gone) => return Ok(None),
        Err(error) => return Err(Retry::while_doing("downloading the object", error).into()),
    };
    let file = tempfile::tempfile().map_err(|error| Retry::while_doing("making a temporary file", error))?;
    let mut writer = tokio::fs::File::from_std(file);
    let mut digest = Sha256::new();
    while let Some(piece) =
        object.body.try_next().await.map_err(|error| Retry::while_doing("downloading the object", error))?
    {
        digest.update(&piece);
        writer.write_all(&piece).await.map_err(|error| Retry::while_doing("writing a temporary file", error))?;
    }
    writer.flush().await.map_err(|error| Retry::while_doing("writing a temporary file", error))?;
    let file = writer.into_std().await;
    Ok(Some(Fetched { file, sha256: hex::encode(digest.finalize()) }))
}

fn is_gone(error: &GetObjectError) -> bool {
    // "InvalidArgument" answers a version id that this bucket has never issued
    error.is_no_such_key()
        || matches!(error.meta().code(), Some("NoSuchVersion" | "NoSuchKey" | "NotFound" | "InvalidArgument"))
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

/// Deletes all versions of an object, and its delete markers.
pub(crate) async fn delete_all_versions(state: &State, key: &str) -> Result<(), Retry> {
    loop {
        let identifiers = versions(state, key).await?;
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

/// Versions and delete markers under a key, one page of the listing.
async fn versions(state: &State, key: &str) -> Result<Vec<ObjectIdentifier>, Retry> {
    let request = state.objects.list_object_versions().bucket(&state.bucket).prefix(key);
    let listed = request.send().await.map_err(|error| Retry::while_doing("listing the object's versions", error))?;
    let versions = listed.versions().iter().map(|version| (version.key(), version.version_id()));
    let markers = listed.delete_markers().iter().map(|marker| (marker.key(), marker.version_id()));
    // the listing has every key that begins with this one
    let own = versions.chain(markers).filter(|(found, _)| *found == Some(key));
    own.map(|(_, version_id)| {
        let identifier = ObjectIdentifier::builder().key(key).set_version_id(version_id.map(str::to_owned));
        identifier.build().map_err(|error| Retry::while_doing("naming an object", error))
    })
    .collect()
}
