//! Qdrant: reachable, and the collection and its indexes exist.

use std::time::Duration;

use sisuiq_retrieval::QdrantStore;

use super::probe::{Fault, Limits, probe};
use crate::status::ServiceOut;

const LIMITS: Limits = Limits { slow: Duration::from_millis(200), timeout: Duration::from_secs(5) };

pub(crate) async fn vectors(store: &QdrantStore) -> ServiceOut {
    probe("qdrant", LIMITS, check(store)).await
}

async fn check(store: &QdrantStore) -> Result<(), Fault> {
    if store.is_ready().await? { Ok(()) } else { Err("the collection or one of its indexes is missing".into()) }
}
