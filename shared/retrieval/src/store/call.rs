//! How every call to the server is made.

use super::{QdrantStore, StoreError};
use qdrant_client::{Qdrant, QdrantError};
use sisuiq_telemetry::metrics::{VECTOR_STORE_DURATION_SECONDS, VECTOR_STORE_ERRORS_TOTAL};
use std::time::Instant;
use tracing::{Instrument, debug_span};

/// The header of the access key.
const KEY_HEADER: &str = "api-key";

impl QdrantStore {
    /// Makes a call with the current access key. When the key is refused its secret is read anew, once, so that a
    /// rotation fails no request.
    pub(super) async fn call<T, Answer>(
        &self,
        operation: &'static str,
        call: impl Fn(Qdrant) -> Answer,
    ) -> Result<T, StoreError>
    where
        Answer: Future<Output = Result<T, QdrantError>>,
    {
        let began = Instant::now();
        let span = debug_span!(
            "qdrant",
            otel.name = format!("qdrant {operation}"),
            otel.kind = "client",
            db.system.name = "qdrant",
            db.operation.name = operation
        );
        let answer = self.ask_with_key(call).instrument(span).await;
        VECTOR_STORE_DURATION_SECONDS.record(began.elapsed(), [operation]);
        if answer.is_err() {
            VECTOR_STORE_ERRORS_TOTAL.count([operation]);
        }
        answer
    }

    async fn ask_with_key<T, Answer>(&self, call: impl Fn(Qdrant) -> Answer) -> Result<T, StoreError>
    where
        Answer: Future<Output = Result<T, QdrantError>>,
    {
        let Some(key) = &self.access_key else {
            return call(self.client()).await.map_err(StoreError::from_answer);
        };
        let client = self.client().with_header(KEY_HEADER, key.read(false).await?);
        match call(client).await.map_err(StoreError::from_answer) {
            Err(StoreError::Refused(_)) => {
                let client = self.client().with_header(KEY_HEADER, key.read(true).await?);
                call(client).await.map_err(StoreError::from_answer)
            }
            other => other,
        }
    }
}
