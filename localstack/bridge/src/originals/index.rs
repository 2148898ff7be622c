use std::{
    collections::BTreeMap,
    io::ErrorKind,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use sisuiq_events::Sequencer;
use tokio::{
    fs,
    io::AsyncWriteExt,
    sync::{Mutex, MutexGuard},
};

const INDEX: &str = "index.json";

/// A folder of originals, each in a file named by its SHA-256, and an index of their keys.
#[derive(Debug)]
pub struct Originals {
    folder: PathBuf,
    index: Mutex<Index>,
    copying: Mutex<()>,
}

/// The index entry of an original.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Original {
    /// The SHA-256 of its bytes, in hexadecimal; names its file.
    pub sha256: String,
    /// Its size in bytes.
    pub size: u64,
    /// Its version in the bucket that runs now.
    pub version_id: Option<String>,
    /// Its `ETag`, without quotes.
    pub etag: Option<String>,
    /// Its `Content-Type`, as it was uploaded.
    pub content_type: Option<String>,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Index {
    originals: BTreeMap<String, Original>,
    /// The last removal of each key, so that a late notification of the upload does not restore it.
    removed: BTreeMap<String, Option<Sequencer>>,
}

impl Originals {
    /// Opens the folder and creates it if it is missing.
    pub async fn open(folder: &Path) -> Result<Self> {
        fs::create_dir_all(folder).await.with_context(|| format!("cannot make {}", folder.display()))?;
        let path = folder.join(INDEX);
        let index = match fs::read(&path).await {
            Ok(text) => serde_json::from_slice(&text).with_context(|| format!("{} is damaged", path.display()))?,
            Err(error) if error.kind() == ErrorKind::NotFound => Index::default(),
            Err(error) => return Err(error).with_context(|| format!("cannot read {}", path.display())),
        };
        Ok(Self { folder: folder.to_owned(), index: Mutex::new(index), copying: Mutex::default() })
    }

    /// The file of an original.
    #[must_use]
    pub fn file(&self, sha256: &str) -> PathBuf {
        self.folder.join(sha256)
    }

    /// Every key with its original.
    pub async fn all(&self) -> BTreeMap<String, Original> {
        self.index.lock().await.originals.clone()
    }

    /// Locks the copying of originals: two deliveries of one notification must not write the same file at once.
    pub(crate) async fn turn_to_copy(&self) -> MutexGuard<'_, ()> {
        self.copying.lock().await
    }

    /// Returns whether an upload is still to be mirrored: the key has no copy, and was not removed after this upload.
    pub(crate) async fn lacks(&self, key: &str, sequencer: Option<&Sequencer>) -> bool {
        let index = self.index.lock().await;
        let removed_later = index.removed.get(key).is_some_and(|removal| match (removal, sequencer) {
            (Some(removal), Some(upload)) => removal >= upload,
            _ => true,
        });
        !removed_later && !index.originals.contains_key(key)
    }

    /// Adds the index entry of a key, whose file exists already.
    pub(crate) async fn remember(&self, key: &str, original: Original) -> Result<()> {
        let mut index = self.index.lock().await;
        index.removed.remove(key);
        index.originals.insert(key.to_owned(), original);
        self.save(&index).await
    }

    /// Removes a key, and its file when no other key has the same bytes.
    pub(crate) async fn forget(&self, key: &str, sequencer: Option<Sequencer>) -> Result<()> {
        let mut index = self.index.lock().await;
        let forgotten = index.originals.remove(key);
        index.removed.insert(key.to_owned(), sequencer);
        self.save(&index).await?;
        let Some(Original { sha256, .. }) = forgotten else { return Ok(()) };
        if index.originals.values().any(|original| original.sha256 == sha256) {
            return Ok(());
        }
        match fs::remove_file(self.file(&sha256)).await {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(error).context("cannot remove an original"),
            _ => Ok(()),
        }
    }

    /// Writes a temporary file and renames it, so that a crash leaves the old index or the new one.
    async fn save(&self, index: &Index) -> Result<()> {
        let (path, draft) = (self.folder.join(INDEX), self.folder.join(format!("{INDEX}.draft")));
        let write = async {
            let mut file = fs::File::create(&draft).await?;
            file.write_all(serde_json::to_string_pretty(index)?.as_bytes()).await?;
            file.sync_all().await?;
            fs::rename(&draft, &path).await
        };
        write.await.with_context(|| format!("cannot write {}", path.display()))
    }
}
