//! Columnar copies in the bucket, opened and kept in memory.

use aws_sdk_s3::{Client, error::SdkError, operation::get_object::GetObjectError, primitives::ByteStreamError};
use quick_cache::{Weighter, sync::Cache};
use sisuiq_frames::{CopyReader, FrameError};
use sisuiq_model::FrameKey;
use sisuiq_uploads::Uploads;
use std::sync::Arc;

/// The most bytes of copies that stay in memory. A larger copy is used by the requests that wait for it and then dropped.
const CAPACITY: u64 = 128 << 20;
/// The number of copies that are expected in memory. With so few the cache is not divided, so that one copy may fill it.
const EXPECTED: usize = 16;

/// An opened columnar copy.
pub type TableCopy = CopyReader<Vec<u8>>;

/// The reason why a copy could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The bucket has no such object: it was lost.
    #[error("the columnar copy is not in the bucket")]
    Missing,
    /// It cannot be read, and has to be made again.
    #[error("the columnar copy cannot be read")]
    Unreadable(#[from] FrameError),
    /// The bucket is unavailable.
    #[error("downloading the columnar copy")]
    Unavailable(#[source] Box<SdkError<GetObjectError>>),
    /// The download broke off.
    #[error("downloading the columnar copy")]
    Broken(#[from] ByteStreamError),
}

/// The columnar copies of the bucket. Recently used ones stay in memory, up to 128 MiB.
#[derive(Clone)]
pub struct Copies {
    objects: Client,
    bucket: String,
    opened: Arc<Cache<FrameKey, Arc<Opened>, Bytes>>,
}

struct Opened {
    copy: Arc<TableCopy>,
    bytes: u64,
}

#[derive(Clone)]
struct Bytes;

impl Weighter<FrameKey, Arc<Opened>> for Bytes {
    fn weight(&self, _: &FrameKey, opened: &Arc<Opened>) -> u64 {
        opened.bytes.max(1)
    }
}

impl Copies {
    /// The copies in the bucket of uploads. Nothing connects before the first copy is opened.
    #[must_use]
    pub fn new(uploads: &Uploads) -> Self {
        Self::in_bucket(uploads.objects.clone(), uploads.bucket.clone())
    }

    /// The copies in a bucket. Nothing connects before the first copy is opened.
    #[must_use]
    pub fn in_bucket(objects: Client, bucket: String) -> Self {
        Self { objects, bucket, opened: Arc::new(Cache::with_weighter(EXPECTED, CAPACITY, Bytes)) }
    }

    /// Opens a copy. Requests for one copy at the same time download it once.
    pub async fn open(&self, key: FrameKey) -> Result<Arc<TableCopy>, OpenError> {
        let opened = self.opened.get_or_insert_async(&key, self.fetch(key)).await?;
        Ok(Arc::clone(&opened.copy))
    }

    async fn fetch(&self, key: FrameKey) -> Result<Arc<Opened>, OpenError> {
        let request = self.objects.get_object().bucket(&self.bucket).key(key.to_string());
        let object = match request.send().await {
            Ok(object) => object,
            Err(error) if error.as_service_error().is_some_and(GetObjectError::is_no_such_key) => {
                return Err(OpenError::Missing);
            }
            Err(error) => return Err(OpenError::Unavailable(Box::new(error))),
        };
        let file = object.body.collect().await?.to_vec();
        let bytes = u64::try_from(file.len()).unwrap_or(u64::MAX);
        Ok(Arc::new(Opened { copy: Arc::new(CopyReader::open(file)?), bytes }))
    }
}
