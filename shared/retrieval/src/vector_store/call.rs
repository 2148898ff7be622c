//! Calls to the server.

use super::{QdrantStore, StoreError};
use qdrant_client::{Qdrant, QdrantError};
use sisuiq_telemetry::metrics::{VECTOR_STORE_DURATION_SECONDS, VECTOR_STORE_ERRORS_TOTAL};
use std::time::{Duration, Instant};
use tokio::time::{error::Elapsed, timeout};
use tracing::{Instrument, Span, debug_span};

/// The header of the access key.
const KEY_HEADER: &str = "api-key";

fn span(operation: &'static str) -> Span {
    debug_span!(
        "qdrant",
        otel.name = format!("qdrant {operation}"),
        otel.kind = "client",
        db.system.name = "qdrant",
        db.operation.name = operation
    )
}

fn measure(operation: &'static str, began: Instant, has_failed: bool) {
    VECTOR_STORE_DURATION_SECONDS.record(began.elapsed(), [operation]);
    if has_failed {
        VECTOR_STORE_ERRORS_TOTAL.count([operation]);
    }
}

impl QdrantStore {
    /// Makes a call with the current access key. If the key is rejected, its secret is read again once, so that a
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
        let answer = self.ask_with_key(call).instrument(span(operation)).await;
        measure(operation, began, answer.is_err());
        answer
    }

    /// The same with a timeout, which counts as a failed call.
    pub(super) async fn call_within<T, Answer>(
        &self,
        time: Duration,
        operation: &'static str,
        call: impl Fn(Qdrant) -> Answer,
    ) -> Result<Result<T, StoreError>, Elapsed>
    where
        Answer: Future<Output = Result<T, QdrantError>>,
    {
        let began = Instant::now();
        let answer = timeout(time, self.ask_with_key(call).instrument(span(operation))).await;
        measure(operation, began, answer.as_ref().map_or(true, Result::is_err));
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
