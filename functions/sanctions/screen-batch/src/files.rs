//! The files of batches in the bucket.

use crate::{Retry, State};
use aws_sdk_s3::error::ProvideErrorMetadata;
use sisuiq_model::ScreeningBatchId;
use sisuiq_sanctions_db::screening_batches;
use tracing::info;

/// Files that one run deletes; the next one continues.
const MOST: i64 = 100;

/// The batch whose file has a key such as `screening/0190b5a0-7c1e-7d3a-9f54-2f0c6f1d8e11/1.csv`.
pub(crate) fn batch_of(key: &str) -> Option<ScreeningBatchId> {
    let id = key.strip_prefix("screening/")?.strip_suffix("/1.csv")?;
    id.parse().ok().map(ScreeningBatchId)
}

/// The bytes of a file; `None` if it was not uploaded.
pub(crate) async fn download(state: &State, key: &str) -> Result<Option<Vec<u8>>, Retry> {
    let request = state.objects.get_object().bucket(&state.bucket).key(key);
    let object = match request.send().await {
        Ok(object) => object,
        Err(error) if error.code() == Some("NoSuchKey") => return Ok(None),
        Err(error) => return Err(Retry::while_doing("downloading a file", error)),
    };
    let bytes = object.body.collect().await.map_err(|error| Retry::while_doing("downloading a file", error))?;
    Ok(Some(bytes.to_vec()))
}

/// Deletes the files of batches that were read or have failed, with all versions: the rows are in the database.
pub(crate) async fn delete_read(state: &State) -> Result<(), Retry> {
    let connection = state.database.connection().await?;
    let read = screening_batches::list_with_file(&connection, MOST).await?;
    drop(connection);
    for (id, key) in read {
        delete(state, &key).await?;
        state.checkpoints.reach("screening file deleted").await?;
        let connection = state.database.connection().await?;
        screening_batches::forget_file(&connection, id).await?;
        info!(batch.id = %id, "the file of a batch was deleted");
    }
    Ok(())
}

async fn delete(state: &State, key: &str) -> Result<(), Retry> {
    let listing = state.objects.list_object_versions().bucket(&state.bucket).prefix(key).send().await;
    let listing = listing.map_err(|error| Retry::while_doing("listing the versions of a file", error))?;
    let versions = listing.versions().iter().map(|version| (version.key(), version.version_id()));
    let markers = listing.delete_markers().iter().map(|marker| (marker.key(), marker.version_id()));
    for (stored, version) in versions.chain(markers) {
        if stored == Some(key) {
            let request = state.objects.delete_object().bucket(&state.bucket).key(key);
            let deleted = request.set_version_id(version.map(str::to_owned)).send().await;
            deleted.map_err(|error| Retry::while_doing("deleting a file", error))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_name_their_batch() {
        let id = "0190b5a0-7c1e-7d3a-9f54-2f0c6f1d8e11";
        assert_eq!(batch_of(&format!("screening/{id}/1.csv")).map(|batch| batch.to_string()).as_deref(), Some(id));
        for key in ["screening/a/1.csv", "docs/0190b5a0-7c1e-7d3a-9f54-2f0c6f1d8e11/1.csv", "screening/", ""] {
            assert_eq!(batch_of(key), None, "{key}");
        }
    }
}
