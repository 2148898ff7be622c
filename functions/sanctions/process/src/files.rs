//! The stored files of a run.

use crate::{Retry, State};
use sha2::{Digest, Sha256};
use sisuiq_sanctions_db::source_run_files::RunFile;

/// The bytes of a stored file, which are those that were fetched.
pub(crate) async fn download(state: &State, file: &RunFile) -> Result<Vec<u8>, Retry> {
    let request = state.objects.get_object().bucket(&state.bucket).key(&file.object_key);
    let object = request.send().await.map_err(|error| Retry::while_doing("downloading a fetched file", error))?;
    let bytes = object.body.collect().await.map_err(|error| Retry::while_doing("downloading a fetched file", error))?;
    let bytes = bytes.to_vec();
    if Sha256::digest(&bytes).as_slice() == file.sha256 {
        Ok(bytes)
    } else {
        Err(Retry::while_doing("checking a fetched file", "it is not the one that was stored"))
    }
}
