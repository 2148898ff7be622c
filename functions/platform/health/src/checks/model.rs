//! The embedding model: its files can be read. It is not loaded here; that would cost each probe its memory.

use std::io;
use std::path::Path;
use std::time::Duration;

use tokio::fs::File;
use tokio::io::AsyncReadExt;

use super::probe::{Fault, Limits, probe};
use crate::state::Model;
use crate::status::ServiceOut;

const LIMITS: Limits = Limits { slow: Duration::from_secs(2), timeout: Duration::from_secs(10) };

pub(crate) async fn model(model: &Model) -> ServiceOut {
    probe("model", LIMITS, check(model)).await
}

async fn check(model: &Model) -> Result<(), Fault> {
    for path in model.files.iter() {
        first_byte(path).await.map_err(|source| Unreadable { name: name(path), source })?;
    }
    Ok(())
}

async fn first_byte(path: &Path) -> io::Result<u8> {
    File::open(path).await?.read_u8().await
}

/// The file's name alone, without its folder.
fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

#[derive(Debug, thiserror::Error)]
#[error("{name} cannot be read")]
struct Unreadable {
    name: String,
    source: io::Error,
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::status::Status;

    #[tokio::test]
    async fn fault_names_file_without_folder() {
        let folder = tempfile::tempdir().unwrap();
        let files = ["libonnxruntime.so", "model.onnx"].map(|name| folder.path().join(name));
        let model_of = || Model { files: files.clone().into() };
        fs::write(&files[0], "x").unwrap();
        assert_eq!(model(&model_of()).await.message, "model.onnx cannot be read");
        fs::write(&files[1], "").unwrap();
        assert_eq!(model(&model_of()).await.status, Status::Unhealthy);
        fs::write(&files[1], "x").unwrap();
        assert_eq!(model(&model_of()).await.status, Status::Healthy);
    }
}
