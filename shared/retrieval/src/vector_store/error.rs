use qdrant_client::QdrantError;
use tonic::{Code, Status};

/// A failed call to the vector store, classified by the caller's possible reaction.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The store did not answer. A later retry may succeed.
    #[error("the vector store is unavailable")]
    Unavailable(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The access key is not accepted.
    #[error("the vector store rejected the access key")]
    Refused(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The collection has not been created: the migration has not run.
    #[error("the vector store has no such collection")]
    CollectionMissing(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The collection exists, but has vectors of another form.
    #[error("the collection {collection} has no vectors of {dimensions} components named {vector}")]
    OtherVectors {
        /// The collection.
        collection: String,
        /// The dense vector's name.
        vector: &'static str,
        /// The components it should have.
        dimensions: usize,
    },
    /// A bug: the server rejects the request, or its answer has an unexpected form.
    #[error("the call to the vector store failed")]
    Request(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl StoreError {
    /// Returns whether a later retry may succeed without any change.
    #[must_use]
    pub const fn is_unavailable(&self) -> bool {
        matches!(self, Self::Unavailable(_))
    }

    pub(super) fn request(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Request(error.into())
    }

    pub(super) fn unavailable(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Unavailable(error.into())
    }

    /// Classifies an error of the client.
    pub(super) fn from_answer(error: QdrantError) -> Self {
        let kind = match &error {
            QdrantError::ResponseError { status } => kind(status),
            QdrantError::ResourceExhaustedError { .. } | QdrantError::Io(_) => Self::Unavailable,
            _ => Self::Request,
        };
        kind(Box::new(error))
    }
}

fn kind(status: &Status) -> fn(Box<dyn std::error::Error + Send + Sync>) -> StoreError {
    match status.code() {
        Code::Unavailable
        | Code::DeadlineExceeded
        | Code::Cancelled
        | Code::Aborted
        | Code::ResourceExhausted
        | Code::Unknown => StoreError::Unavailable,
        Code::Internal if is_connection(status.message()) => StoreError::Unavailable,
        Code::Unauthenticated | Code::PermissionDenied => StoreError::Refused,
        Code::NotFound => StoreError::CollectionMissing,
        _ => StoreError::Request,
    }
}

/// The client reports a connection that cannot be made, or breaks, as an internal error.
fn is_connection(message: &str) -> bool {
    ["Failed to connect", "h2 protocol error"].iter().any(|start| message.starts_with(start))
}
