use anyhow::{Context, Result};
use aws_sdk_s3::{
    Client,
    operation::head_object::{HeadObjectError, HeadObjectOutput},
    primitives::ByteStream,
};
use base64::{Engine, prelude::BASE64_STANDARD};
use sha2::{Digest, Sha256};
use tokio::{fs, io::AsyncReadExt};
use tracing::error;

use super::{Original, Originals};

const PIECE: usize = 64 * 1024;

/// Counts of the results of a restore.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Restored {
    /// Restored to the bucket.
    pub put: usize,
    /// Already in the bucket.
    pub there: usize,
    /// Not restored: the copy is missing, its checksum differs from its name, or the key has another object.
    pub damaged: usize,
}

/// Restores each original that is missing from the bucket. The index records the new versions of the objects. Damaged
/// copies are logged and skipped, so that the others are still restored.
pub async fn restore(originals: &Originals, s3: &Client, bucket: &str) -> Result<Restored> {
    let mut restored = Restored::default();
    for (key, original) in originals.all().await {
        let version_id = match present(s3, bucket, &key).await? {
            Some(object) if is_same(&object, &original) => {
                restored.there += 1;
                object.version_id
            }
            Some(_) => {
                error!(key, "{key} differs from its original");
                restored.damaged += 1;
                continue;
            }
            None => {
                let Some(checksum) = verified(originals, &original, &key).await? else {
                    restored.damaged += 1;
                    continue;
                };
                restored.put += 1;
                put(originals, s3, (bucket, &key), &original, checksum).await?
            }
        };
        if version_id != original.version_id {
            originals.remember(&key, Original { version_id, ..original }).await?;
        }
    }
    Ok(restored)
}

async fn present(s3: &Client, bucket: &str, key: &str) -> Result<Option<HeadObjectOutput>> {
    match s3.head_object().bucket(bucket).key(key).send().await {
        Ok(object) => Ok(Some(object)),
        Err(error) if error.as_service_error().is_some_and(HeadObjectError::is_not_found) => Ok(None),
        Err(error) => Err(error).with_context(|| format!("cannot look for {key} in {bucket}")),
    }
}

/// Returns whether the object is the original: it has the known version, or the same bytes. The etag of an unencrypted
/// upload is the digest of its bytes.
fn is_same(object: &HeadObjectOutput, original: &Original) -> bool {
    let etag = object.e_tag().map(|etag| etag.trim_matches('"'));
    let known_version = object.version_id.is_some() && object.version_id == original.version_id;
    known_version || (etag.is_some() && etag == original.etag.as_deref())
}

/// The checksum for the upload, if the copy matches its name.
async fn verified(originals: &Originals, original: &Original, key: &str) -> Result<Option<String>> {
    let path = originals.file(&original.sha256);
    let mut file = match fs::File::open(&path).await {
        Ok(file) => file,
        Err(cause) => {
            error!(key, "the copy of {key} cannot be opened: {cause}");
            return Ok(None);
        }
    };
    let (mut hasher, mut piece) = (Sha256::new(), vec![0; PIECE]);
    loop {
        let read = file.read(&mut piece).await.with_context(|| format!("cannot read {}", path.display()))?;
        let Some(read) = piece.get(..read).filter(|read| !read.is_empty()) else { break };
        hasher.update(read);
    }
    let digest = hasher.finalize();
    if hex::encode(digest) != original.sha256 {
        error!(key, "the copy of {key} is damaged: {}", path.display());
        return Ok(None);
    }
    Ok(Some(BASE64_STANDARD.encode(digest)))
}

async fn put(
    originals: &Originals,
    s3: &Client,
    (bucket, key): (&str, &str),
    original: &Original,
    checksum: String,
) -> Result<Option<String>> {
    let path = originals.file(&original.sha256);
    let body = ByteStream::from_path(&path).await.with_context(|| format!("cannot read {}", path.display()))?;
    let request = s3.put_object().bucket(bucket).key(key).body(body).checksum_sha256(checksum);
    let answer = request.set_content_type(original.content_type.clone()).send().await;
    Ok(answer.with_context(|| format!("cannot put {key} back"))?.version_id)
}
