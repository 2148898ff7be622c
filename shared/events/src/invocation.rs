use crate::Retry;
use aws_lambda_events::sqs::SqsEvent;
use serde::Deserialize;
use serde_json::Value;

/// The input of a function on a queue.
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

/// An event that is neither.
#[derive(Debug, thiserror::Error)]
pub enum InvocationError {
    /// Records that are not those of a queue.
    #[error("the batch is malformed: {0}")]
    Batch(serde_json::Error),
    /// Something else.
    #[error("invoked with neither a batch of messages nor a sweep")]
    Unrecognised,
}

/// Failure of an invocation as a whole.
#[derive(Debug, thiserror::Error)]
pub enum HandleError {
    /// The event is neither a batch of messages nor a sweep.
    #[error(transparent)]
    Invocation(#[from] InvocationError),
    /// The sweep failed; the next one starts over.
    #[error("the sweep failed")]
    Sweep(#[from] Retry),
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
