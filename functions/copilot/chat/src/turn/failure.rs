//! Why a begun answer was not finished.

use axum::http::StatusCode;
use sisuiq_db::DatabaseError;
use sisuiq_http::Problem;
use sisuiq_identity::IdentityError;
use sisuiq_llm::ModelError;
use std::time::Duration;

/// When a client may ask again after the provider broke off.
const PROVIDER_RETRY: Duration = Duration::from_secs(5);

/// Why a begun answer was not finished. Nothing of its turn is kept.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// The provider broke off in the middle.
    #[error("the provider broke off")]
    Model(#[from] ModelError),
    /// The answer could not be stored.
    #[error("the answer could not be stored")]
    Database(#[from] DatabaseError),
    /// Its record could not be signed.
    #[error("the record of the answer could not be signed")]
    Record(#[source] IdentityError),
    /// Its record could not be written down.
    #[error("the record of the answer could not be written down")]
    Unwritable(#[source] serde_json::Error),
    /// The answer could not be kept under its key.
    #[error("the answer could not be kept under its key")]
    Once(#[source] Problem),
    /// Another answer took the place that it was to take.
    #[error("the question was answered anew meanwhile")]
    Superseded,
    /// The conversation is no longer there.
    #[error("the conversation was deleted meanwhile")]
    Deleted,
}

impl Failure {
    /// Whether it is a fault of ours, which callers see as a 5xx, and not one of what they asked for.
    pub(super) fn is_ours(&self) -> bool {
        match self {
            Self::Superseded | Self::Deleted => false,
            Self::Once(problem) => problem.status().is_server_error(),
            Self::Model(_) | Self::Database(_) | Self::Record(_) | Self::Unwritable(_) => true,
        }
    }

    /// What the caller may read.
    pub(crate) fn message(&self) -> &'static str {
        match self {
            Self::Model(_) => "the language model stopped answering; please ask again",
            Self::Once(problem) if problem.status() == StatusCode::UNPROCESSABLE_ENTITY => {
                "the Idempotency-Key was used for another request"
            }
            Self::Superseded => "the question was answered anew meanwhile",
            Self::Deleted => "the conversation was deleted meanwhile",
            Self::Database(_) | Self::Record(_) | Self::Unwritable(_) | Self::Once(_) => {
                "the answer could not be stored; please ask again"
            }
        }
    }
}

impl From<Failure> for Problem {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Model(error) => Self::unavailable("language model", PROVIDER_RETRY).caused_by(error),
            Failure::Database(error) => error.into(),
            Failure::Record(error) => error.into(),
            Failure::Unwritable(error) => Self::internal(error),
            Failure::Once(problem) => problem,
            Failure::Superseded => Self::conflict(failure.message()),
            Failure::Deleted => Self::not_found("session"),
        }
    }
}
