//! The indexes of the names of lists, in memory.

use aws_sdk_s3::{Client, error::ProvideErrorMetadata};
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use sha2::{Digest, Sha256};
use sisuiq_db::{Database, DatabaseError};
use sisuiq_model::{SourceId, SourceRunId};
use sisuiq_names::{IndexError, NameIndex};
use sisuiq_sanctions_db::{
    name_indexes::{self, IndexedList, NameIndexObject},
    sources,
};
use std::{
    collections::HashMap,
    error::Error,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::{sync::Mutex as Gate, task::spawn_blocking, time::timeout};
use tracing::{error, info, warn};
use utoipa::ToSchema;

/// The version of the format that is read, as it is stored.
pub const FORMAT: i32 = NameIndex::<Vec<u8>>::FORMAT.cast_signed();
/// The time for which a request waits for the first version of a list. Within it, all of the largest lists are loaded.
const FIRST: Duration = Duration::from_secs(15);
/// The time for which a request waits for a newer version; then the one before serves it.
const NEWER: Duration = Duration::from_secs(2);
/// The time after which a version no longer serves once there is a newer one.
const GRACE: SignedDuration = SignedDuration::from_mins(10);

/// The code with which S3 says that there is no such object. A missing bucket has another one, and loses no index.
const NO_OBJECT: &str = "NoSuchKey";

/// An index that is ready to be searched, with its row.
#[derive(Debug)]
pub struct Loaded {
    /// Its row.
    pub object: NameIndexObject,
    /// The index.
    pub index: NameIndex<Vec<u8>>,
}

/// Loads indexes, and keeps the newest one of each list.
#[derive(Clone)]
pub struct Indexes {
    objects: Client,
    bucket: String,
    database: Database,
    loaded: Arc<Mutex<HashMap<SourceId, Arc<Loaded>>>>,
    /// One load of a list at a time.
    gates: Arc<Mutex<HashMap<SourceId, Arc<Gate<()>>>>>,
}

/// Why a list could not be searched.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ListLeftOutReason)]
pub enum LeftOut {
    /// It was never read, or its names are not indexed yet.
    NotIndexed,
    /// Its index cannot be read now.
    Unavailable,
    /// Its index is not the one that was stored.
    Damaged,
}

impl LeftOut {
    /// The reason, for people.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::NotIndexed => "The list was not read yet. Run its source.",
            Self::Unavailable => "The index of its names cannot be read now. Try again later.",
            Self::Damaged => "The index of its names is damaged. Operators have been told.",
        }
    }
}

/// Why an index could not be loaded.
#[derive(Debug, thiserror::Error)]
enum LoadError {
    #[error("its object cannot be downloaded")]
    Away(#[source] Box<dyn Error + Send + Sync>),
    #[error("its object is gone")]
    Gone,
    #[error("its object is not the one that was stored")]
    AnotherObject,
    #[error("its object cannot be opened")]
    Index(#[from] IndexError),
    #[error("it is of another version of the list")]
    AnotherVersion,
}

impl LoadError {
    /// The reason, from which an object that is gone does not return.
    const fn reason(&self) -> LeftOut {
        match self {
            Self::Away(_) => LeftOut::Unavailable,
            Self::Gone | Self::AnotherObject | Self::Index(_) | Self::AnotherVersion => LeftOut::Damaged,
        }
    }
}

impl Indexes {
    /// Loads from this bucket. Losses are recorded in the database.
    #[must_use]
    pub fn new(objects: Client, bucket: String, database: Database) -> Self {
        Self { objects, bucket, database, loaded: Arc::default(), gates: Arc::default() }
    }

    /// The current index of a list. While it is being loaded, or if that fails, the version before serves for some minutes.
    pub async fn find(&self, list: &IndexedList, now: Timestamp) -> Result<Arc<Loaded>, LeftOut> {
        let Some(current) = &list.index else { return Err(LeftOut::NotIndexed) };
        let known = self.known(list.source);
        if let Some(known) = known.as_ref().filter(|known| known.object.run == current.run) {
            return Ok(Arc::clone(known));
        }
        // it goes on if the request does not wait for it
        let loading = tokio::spawn(self.clone().load(list.source, current.clone(), now));
        let patience = if known.is_some() { NEWER } else { FIRST };
        let reason = match timeout(patience, loading).await {
            Ok(Ok(Ok(loaded))) => return Ok(loaded),
            Ok(Ok(Err(LoadError::Gone)) | Err(_)) | Err(_) => LeftOut::Unavailable,
            Ok(Ok(Err(failure))) => failure.reason(),
        };
        known.filter(|_| now.duration_since(current.created_at) < GRACE).ok_or(reason)
    }

    /// The index of one version of a list, whether there is a newer one or not.
    ///
    /// # Errors
    /// [`LeftOut::Damaged`] if it is lost for good, [`LeftOut::Unavailable`] if it cannot be read now.
    pub async fn pinned(
        &self,
        source: SourceId,
        object: NameIndexObject,
        now: Timestamp,
    ) -> Result<Arc<Loaded>, LeftOut> {
        if let Some(known) = self.known(source).filter(|known| known.object.run == object.run) {
            return Ok(known);
        }
        self.clone().load(source, object, now).await.map_err(|failure| failure.reason())
    }

    fn known(&self, source: SourceId) -> Option<Arc<Loaded>> {
        self.loaded.lock().unwrap_or_else(PoisonError::into_inner).get(&source).cloned()
    }

    async fn load(self, source: SourceId, object: NameIndexObject, now: Timestamp) -> Result<Arc<Loaded>, LoadError> {
        let gate = {
            let mut gates = self.gates.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(gates.entry(source).or_default())
        };
        let _entered = gate.lock().await;
        if let Some(known) = self.known(source).filter(|known| known.object.run == object.run) {
            return Ok(known);
        }
        let run = object.run;
        let loaded = match self.download(object).await {
            Ok(loaded) => loaded,
            Err(error) => {
                error!(source.id = %source, run.id = %run, error = &error as &dyn Error, "an index of names cannot be loaded");
                if !matches!(error, LoadError::Away(_))
                    && let Err(error) = self.plan_another(source, run, now).await
                {
                    error!(source.id = %source, run.id = %run, error = &error as &dyn Error, "the loss of an index is not noted");
                }
                return Err(error);
            }
        };
        info!(source.id = %source, run.id = %run, names = loaded.object.names, "an index of names was loaded");
        let loaded = Arc::new(loaded);
        let mut all = self.loaded.lock().unwrap_or_else(PoisonError::into_inner);
        let is_newer = all.get(&source).is_none_or(|known| known.object.created_at <= loaded.object.created_at);
        if is_newer {
            all.insert(source, Arc::clone(&loaded));
        }
        drop(all);
        Ok(loaded)
    }

    /// Lets the source be read now, whose run makes another index in place of a lost one.
    async fn plan_another(&self, source: SourceId, run: SourceRunId, now: Timestamp) -> Result<(), DatabaseError> {
        let mut connection = self.database.connection().await?;
        let transaction = connection.transaction().await?;
        if name_indexes::note_loss(&transaction, run, now).await? {
            sources::plan_run(&transaction, source, now).await?;
            warn!(source.id = %source, run.id = %run, "a list is read again, because the index of its names is lost");
        }
        transaction.commit().await
    }

    /// Downloads and opens an index: it is the object that was stored, whole, and of the version that its row says.
    async fn download(&self, object: NameIndexObject) -> Result<Loaded, LoadError> {
        let request = self.objects.get_object().bucket(&self.bucket).key(&object.object_key);
        let stored = request.send().await.map_err(|error| match error.code() {
            Some(NO_OBJECT) => LoadError::Gone,
            _ => LoadError::Away(error.into()),
        })?;
        if stored.content_length != Some(object.bytes) {
            return Err(LoadError::AnotherObject);
        }
        let bytes = stored.body.collect().await.map_err(|error| LoadError::Away(error.into()))?.to_vec();
        let opening = spawn_blocking(move || {
            if Sha256::digest(&bytes).as_slice() != object.sha256 {
                return Err(LoadError::AnotherObject);
            }
            let index = NameIndex::open(bytes)?;
            if index.list_version() != object.run.to_string() {
                return Err(LoadError::AnotherVersion);
            }
            Ok(Loaded { object, index })
        });
        opening.await.map_err(|error| LoadError::Away(error.into()))?
    }
}
