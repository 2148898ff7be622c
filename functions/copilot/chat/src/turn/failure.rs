//! Reasons why an answer that was begun is not stored.

use crate::data::problems::{REJECTED_KEY, REJECTED_KEY_KOREAN, rejected_key};
use axum::http::StatusCode;
use sisuiq_db::DatabaseError;
use sisuiq_http::Problem;
use sisuiq_identity::IdentityError;
use sisuiq_llm::ModelError;
use sisuiq_model::Language;
use sisuiq_telemetry::TaskEnded;
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
    /// The provider rejected the caller's key.
    #[error("the provider rejected the caller's key")]
    RejectedKey,
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
    /// The figures could not be computed.
    #[error("the figures could not be computed")]
    Computation(#[from] TaskEnded),
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
            Self::Superseded | Self::Deleted | Self::RejectedKey => false,
            Self::Idempotency(problem) => problem.status().is_server_error(),
            Self::Model(_) | Self::Database(_) | Self::Record(_) | Self::Unwritable(_) | Self::Computation(_) => true,
        }
    }

    /// The message for the caller.
    pub(crate) fn message(&self, language: Language) -> &'static str {
        match language {
            Language::Korean => self.korean(),
            Language::English => self.english(),
        }
    }

    fn korean(&self) -> &'static str {
        match self {
            Self::RejectedKey => REJECTED_KEY_KOREAN,
            Self::Model(_) => "언어 모델의 응답이 중단되었습니다. 다시 질문하세요",
            Self::Idempotency(problem) if problem.status() == StatusCode::UNPROCESSABLE_ENTITY => {
                "Idempotency-Key가 다른 요청에 사용되었습니다"
            }
            Self::Superseded => "그사이에 질문에 다시 답했습니다",
            Self::Deleted => "그사이에 대화가 삭제되었습니다",
            Self::Computation(_) => "값을 계산하지 못했습니다. 다시 질문하세요",
            Self::Database(_) | Self::Record(_) | Self::Unwritable(_) | Self::Idempotency(_) => {
                "답변을 저장하지 못했습니다. 다시 질문하세요"
            }
        }
    }

    fn english(&self) -> &'static str {
        match self {
            Self::RejectedKey => REJECTED_KEY,
            Self::Model(_) => "the language model stopped answering; please ask again",
            Self::Idempotency(problem) if problem.status() == StatusCode::UNPROCESSABLE_ENTITY => {
                "the Idempotency-Key was used for another request"
            }
            Self::Superseded => "the question was answered anew meanwhile",
            Self::Deleted => "the conversation was deleted meanwhile",
            Self::Computation(_) => "the figures could not be computed; please ask again",
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
            Failure::RejectedKey => rejected_key(),
            Failure::Database(error) => error.into(),
            Failure::Record(error) => error.into(),
            Failure::Unwritable(error) => Self::internal(error),
            Failure::Idempotency(problem) => problem,
            Failure::Computation(error) => Self::internal(error),
            Failure::Superseded => Self::conflict(failure.english()).in_korean(failure.korean()),
            Failure::Deleted => Self::not_found("session").in_korean("대화를 찾을 수 없습니다"),
        }
    }
}
