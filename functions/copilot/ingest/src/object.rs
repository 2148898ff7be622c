//! The pinned object, brought to a file.

use crate::{Retry, State, failure::Failure, failure::Refusal};
use aws_sdk_s3::operation::{get_object::GetObjectError, head_object::HeadObjectError};
use sha2::{Digest, Sha256};
use sisuiq_documents_db::document_versions::DocumentVersion;
use std::{fs::File, os::fd::AsRawFd, path::PathBuf};
use tokio::io::AsyncWriteExt;

/// A document's bytes in a temporary file without a name: gone when it is dropped, and when the process is killed.
pub(crate) struct Fetched {
    file: File,
    /// Lower-case hex.
    pub(crate) sha256: String,
}

impl Fetched {
    /// Where this process, and no other, can open the file.
    pub(crate) fn path(&self) -> PathBuf {
        format!("/proc/self/fd/{}", self.file.as_raw_fd()).into()
    }
}

/// Downloads the object that was pinned. When its version is gone from a restored bucket, the current one serves if it has
/// the same bytes.
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
            detail: "The stored file is no longer the one that was uploaded.".to_owned(),
        })),
        _ => Ok(Some(fetched)),
    }
}

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
    error.is_no_such_key()
        || matches!(error.meta().code(), Some("NoSuchVersion" | "NoSuchKey" | "NotFound" | "InvalidArgument"))
}

/// What is current under a key.
pub(crate) struct Current {
    pub(crate) etag: String,
    pub(crate) version_id: Option<String>,
    pub(crate) size: i64,
}

/// What is current under a key; `None` when nothing is, or a delete marker.
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

/// Puts a delete marker over what is current under a key, if anything is. The bucket's lifecycle removes what lies below, and
/// until then an operator can bring it back.
pub(crate) async fn hide(state: &State, key: &str) -> Result<(), Retry> {
    if current(state, key).await?.is_none() {
        return Ok(());
    }
    let request = state.objects.delete_object().bucket(&state.bucket).key(key);
    request.send().await.map_err(|error| Retry::while_doing("removing the object", error))?;
    Ok(())
}
