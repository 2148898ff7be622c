//! Failures of work: a refusal is final, a retry is not.

use sisuiq_db::DatabaseError;
use sisuiq_events::{SendError, Stopped};
use sisuiq_originals::FetchError;
use sisuiq_retrieval::{InferenceError, store::StoreError};
use std::fmt;

/// A final failure: the file is missing or cannot be read. A code for programs and a sentence for people.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Refusal {
    /// Stable, in `snake_case`.
    pub code: &'static str,
    /// A sentence for the owner of the document.
    pub detail: String,
}

/// A temporary failure: a dependency is unavailable, and the message is to be delivered again.
#[derive(Debug)]
pub struct Retry {
    doing: &'static str,
    source: Box<dyn std::error::Error + Send + Sync>,
}

impl Retry {
    /// A failure with the step that failed, such as "downloading the object".
    pub fn while_doing(doing: &'static str, source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self { doing, source: source.into() }
    }
}

impl fmt::Display for Retry {
    /// The whole chain of causes, for the log.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "while {}: {}", self.doing, self.source)?;
        let mut cause = self.source.source();
        while let Some(error) = cause {
            write!(formatter, ": {error}")?;
            cause = error.source();
        }
        Ok(())
    }
}

impl std::error::Error for Retry {}

/// A failure of one step.
#[derive(Debug)]
pub(crate) enum Failure {
    Refused(Refusal),
    Retry(Retry),
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl<Cause: Into<Retry>> From<Cause> for Failure {
    fn from(cause: Cause) -> Self {
        Self::Retry(cause.into())
    }
}

impl From<FetchError> for Failure {
    fn from(error: FetchError) -> Self {
        match error {
            FetchError::Changed => Self::Refused(Refusal {
                code: "object_changed",
                detail: "The stored file is not the one that was uploaded.".to_owned(),
            }),
            error => Self::Retry(Retry::while_doing("fetching the object", error)),
        }
    }
}

impl From<Stopped> for Retry {
    fn from(stopped: Stopped) -> Self {
        Self::while_doing("reaching a checkpoint", stopped)
    }
}

impl From<DatabaseError> for Retry {
    fn from(error: DatabaseError) -> Self {
        Self::while_doing("using the database", error)
    }
}

impl From<StoreError> for Retry {
    fn from(error: StoreError) -> Self {
        Self::while_doing("using the vector store", error)
    }
}

impl From<InferenceError> for Retry {
    fn from(error: InferenceError) -> Self {
        Self::while_doing("embedding", error)
    }
}

impl From<SendError> for Retry {
    fn from(error: SendError) -> Self {
        Self::while_doing("sending to the queue", error)
    }
}
