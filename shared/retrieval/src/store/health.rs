//! Health of the server.

use super::{QdrantStore, StoreError};
use std::time::{Duration, Instant};

/// A sign of life of the server.
#[derive(Clone, Debug)]
pub struct StoreHealth {
    /// Its version.
    pub version: String,
    /// The response time.
    pub latency: Duration,
}

impl QdrantStore {
    /// Asks the server for a sign of life.
    pub async fn health(&self) -> Result<StoreHealth, StoreError> {
        let start = Instant::now();
        let reply = self.call("health", |client| async move { client.health_check().await }).await?;
        Ok(StoreHealth { version: reply.version, latency: start.elapsed() })
    }
}
