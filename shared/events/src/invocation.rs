use aws_lambda_events::sqs::SqsEvent;
use serde::Deserialize;
use serde_json::Value;

/// The input of the ingest function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Invocation {
    /// Messages of the queue, to be answered with a batch response.
    Batch(SqsEvent),
    /// The schedule asks to look for unfinished work.
    Sweep {
        /// The idle time after which work is resumed; the default if absent.
        idle_seconds: Option<u32>,
    },
}

/// An invocation that is neither.
#[derive(Debug, thiserror::Error)]
pub enum InvocationError {
    /// Records that are not those of a queue.
    #[error("the batch is malformed: {0}")]
    Batch(serde_json::Error),
    /// Something else.
    #[error("invoked with neither a batch of messages nor a sweep")]
    Unrecognised,
}

impl TryFrom<Value> for Invocation {
    type Error = InvocationError;

    fn try_from(event: Value) -> Result<Self, Self::Error> {
        if event.get("Records").is_some() {
            return SqsEvent::deserialize(event).map(Self::Batch).map_err(InvocationError::Batch);
        }
        match event.get("kind").and_then(Value::as_str) {
            Some("sweep") => {
                let idle_seconds = event.get("idle_seconds").and_then(Value::as_u64);
                Ok(Self::Sweep { idle_seconds: idle_seconds.and_then(|seconds| seconds.try_into().ok()) })
            }
            _ => Err(InvocationError::Unrecognised),
        }
    }
}
