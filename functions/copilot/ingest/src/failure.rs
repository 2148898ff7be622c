//! Failures of work: a refusal is final, a retry is not.

use sisuiq_db::DatabaseError;
use sisuiq_events::{Retry, Stopped};
use sisuiq_originals::FetchError;
use sisuiq_retrieval::{InferenceError, vector_store::StoreError};

/// A final failure: the file is missing or cannot be read. A code for programs and a sentence for people.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Refusal {
    /// Stable, in `snake_case`.
    pub code: &'static str,
    /// A sentence for the owner of the document.
    pub detail: String,
}

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

impl From<Retry> for Failure {
    fn from(retry: Retry) -> Self {
        Self::Retry(retry)
    }
}

impl From<DatabaseError> for Failure {
    fn from(error: DatabaseError) -> Self {
        Self::Retry(error.into())
    }
}

impl From<Stopped> for Failure {
    fn from(stopped: Stopped) -> Self {
        Self::Retry(stopped.into())
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

/// A failure of the vector store.
pub(crate) fn in_vectors(error: StoreError) -> Retry {
    Retry::while_doing("using the vector store", error)
}

/// A failure of the embedding model.
pub(crate) fn in_embedding(error: InferenceError) -> Retry {
    Retry::while_doing("embedding", error)
}
