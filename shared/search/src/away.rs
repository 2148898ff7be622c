//! Reasons why the vector store is not searched.

use sisuiq_retrieval::{InferenceError, StoreError};

/// Reasons why the vector store was not searched.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Away {
    #[error("the question could not be embedded")]
    Embedder(#[from] InferenceError),
    #[error("the active collection has vectors of the model {0:?}, which is not configured")]
    Model(String),
    #[error("the vector store could not be searched")]
    Store(#[from] StoreError),
}

impl Away {
    /// Logs it: an outage is worth a warning, anything else is a fault of ours.
    pub(crate) fn report(&self) {
        let error = self as &dyn std::error::Error;
        match self {
            Self::Store(store) if store.is_unavailable() => {
                tracing::warn!(error, "vector search failed, using full-text search");
            }
            _ => tracing::error!(error, "vector search failed, using full-text search"),
        }
    }
}
