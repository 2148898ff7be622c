use std::{fs::File, io, os::fd::AsRawFd, path::PathBuf};

use aws_sdk_s3::{Client, error::SdkError, operation::get_object::GetObjectError, primitives::ByteStreamError};
use sha2::{Digest, Sha256};
use tokio::io::AsyncWriteExt;

/// The bytes of an object in a temporary file without a name. They are gone when it is dropped or the process is killed.
#[derive(Debug)]
pub struct Fetched {
    file: File,
    /// Lower-case hex.
    pub sha256: String,
}

/// An object that is pinned to its document or table.
#[derive(Debug, Clone, Copy)]
pub struct PinnedObject<'a> {
    /// Its key.
    pub key: &'a str,
    /// Its version in the bucket.
    pub version_id: Option<&'a str>,
    /// The digest of its bytes in lower-case hex, if it is known.
    pub sha256: Option<&'a str>,
}

/// The reason why an object could not be downloaded.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// The bytes are not those that were pinned. Trying again gives the same answer.
    #[error("the stored file is not the one that was uploaded")]
    Changed,
    /// S3 is unavailable.
    #[error("downloading the object")]
    Unavailable(#[source] Box<SdkError<GetObjectError>>),
    /// The download broke off.
    #[error("downloading the object")]
    Broken(#[from] ByteStreamError),
    /// The temporary file could not be written.
    #[error("writing a temporary file")]
    File(#[from] io::Error),
}

impl Fetched {
    /// A path under which only this process can open the file.
    #[must_use]
    pub fn path(&self) -> PathBuf {
        format!("/proc/self/fd/{}", self.file.as_raw_fd()).into()
    }
}

/// Downloads a pinned object; `None` when it is gone. A restored bucket has other object versions, so the current one is read
/// instead.
///
/// # Errors
/// [`FetchError::Changed`] if the digest is known and differs.
pub async fn fetch(client: &Client, bucket: &str, object: PinnedObject<'_>) -> Result<Option<Fetched>, FetchError> {
    let PinnedObject { key, version_id, sha256 } = object;
    let fetched = match download(client, bucket, key, version_id).await? {
        None if version_id.is_some() => download(client, bucket, key, None).await?,
        other => other,
    };
    match (fetched, sha256) {
        (Some(fetched), Some(known)) if known != fetched.sha256 => Err(FetchError::Changed),
        (fetched, _) => Ok(fetched),
    }
}

/// Downloads an object, or one version of it; `None` when it is gone.
async fn download(
    client: &Client,
    bucket: &str,
    key: &str,
    version_id: Option<&str>,
) -> Result<Option<Fetched>, FetchError> {
    let request = client.get_object().bucket(bucket).key(key).set_version_id(version_id.map(str::to_owned));
    let mut object = match request.send().await {
        Ok(object) => object,
        Err(error) if error.as_service_error().is_some_and(is_gone) => return Ok(None),
        Err(error) => return Err(FetchError::Unavailable(Box::new(error))),
    };
    let mut writer = tokio::fs::File::from_std(tempfile::tempfile()?);
    let mut digest = Sha256::new();
    while let Some(piece) = object.body.try_next().await? {
        digest.update(&piece);
        writer.write_all(&piece).await?;
    }
    writer.flush().await?;
    let file = writer.into_std().await;
    Ok(Some(Fetched { file, sha256: hex::encode(digest.finalize()) }))
}

fn is_gone(error: &GetObjectError) -> bool {
    // "InvalidArgument" answers a version id that this bucket has never issued
    error.is_no_such_key()
        || matches!(error.meta().code(), Some("NoSuchVersion" | "NoSuchKey" | "NotFound" | "InvalidArgument"))
}
