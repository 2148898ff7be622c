//! Health check of Qdrant, which also replaces a connection that died while the function was frozen.

use super::{QdrantStore, StoreError};
use std::time::{Duration, Instant};

/// The answer of Qdrant to a health check.
#[derive(Clone, Debug)]
pub struct StoreHealth {
    /// Version of the server.
    pub version: String,
    /// Response time.
    pub latency: Duration,
}

impl QdrantStore {
    /// Calls Qdrant's health check.
    pub async fn health(&self) -> Result<StoreHealth, StoreError> {
        let start = Instant::now();
        let reply = self.call("health", |client| async move { client.health_check().await }).await?;
        Ok(StoreHealth { version: reply.version, latency: start.elapsed() })
    }
}
