//! Reasons why an answer that was begun is not stored.

use axum::http::StatusCode;
use sisuiq_db::DatabaseError;
use sisuiq_http::Problem;
use sisuiq_identity::IdentityError;
use sisuiq_llm::ModelError;
use std::time::Duration;

/// The time after which a client may retry when the provider broke off.
const PROVIDER_RETRY: Duration = Duration::from_secs(5);

/// A reason why an answer that was begun is not stored. Its question, citations and record are not stored
/// either; the events so far and the cost of the model call are.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// The provider broke off before the end.
    #[error("the provider broke off")]
    Model(#[from] ModelError),
    /// The answer could not be stored.
    #[error("the answer could not be stored")]
    Database(#[from] DatabaseError),
    /// The record could not be signed.
    #[error("the record of the answer could not be signed")]
    Record(#[source] IdentityError),
    /// The record could not be serialised.
    #[error("the record of the answer could not be written down")]
    Unwritable(#[source] serde_json::Error),
    /// The response could not be stored with its idempotency key.
    #[error("the answer could not be kept under its key")]
    Idempotency(#[source] Problem),
    /// Another answer replaced the same one first.
    #[error("the question was answered anew meanwhile")]
    Superseded,
    /// The conversation was deleted.
    #[error("the conversation was deleted meanwhile")]
    Deleted,
}

impl Failure {
    /// Returns whether the failure is a server error, which callers see as a 5xx.
    pub(super) fn is_ours(&self) -> bool {
        match self {
            Self::Superseded | Self::Deleted => false,
            Self::Idempotency(problem) => problem.status().is_server_error(),
            Self::Model(_) | Self::Database(_) | Self::Record(_) | Self::Unwritable(_) => true,
        }
    }

    /// The message for the caller.
    pub(crate) fn message(&self) -> &'static str {
        match self {
            Self::Model(_) => "the language model stopped answering; please ask again",
            Self::Idempotency(problem) if problem.status() == StatusCode::UNPROCESSABLE_ENTITY => {
                "the Idempotency-Key was used for another request"
            }
            Self::Superseded => "the question was answered anew meanwhile",
            Self::Deleted => "the conversation was deleted meanwhile",
            Self::Database(_) | Self::Record(_) | Self::Unwritable(_) | Self::Idempotency(_) => {
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
            Failure::Idempotency(problem) => problem,
            Failure::Superseded => Self::conflict(failure.message()),
            Failure::Deleted => Self::not_found("session"),
        }
    }
}
