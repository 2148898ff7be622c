//! S3: the bucket of the originals is there.

use std::time::Duration;

use super::probe::{Fault, Limits, probe};
use crate::state::Storage;
use crate::status::ServiceOut;

const LIMITS: Limits = Limits { slow: Duration::from_millis(500), timeout: Duration::from_secs(5) };

pub(crate) async fn storage(storage: &Storage) -> ServiceOut {
    probe("storage", LIMITS, Box::pin(check(storage))).await
}

async fn check(storage: &Storage) -> Result<(), Fault> {
    storage
        .client
        .head_bucket()
        .bucket(&*storage.bucket)
        .send()
        .await
        .map_err(|error| Fault::from(Away(error.into())))?;
    Ok(())
}

#[derive(Debug, thiserror::Error)]
#[error("the bucket is unreachable")]
struct Away(#[source] Fault);
