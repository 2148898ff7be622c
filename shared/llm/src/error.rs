//! Errors of language models.

use genai::webc;
use http::{HeaderMap, header::RETRY_AFTER};
use std::time::Duration;

/// The reason why a model did not answer. No variant contains the request or the response: both may contain document
/// text.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    /// The endpoint could not be reached, or broke off.
    #[error("the model provider is unreachable")]
    Unreachable,
    /// The endpoint answered with an HTTP status that is no success.
    #[error("the model provider responded with status {status}")]
    Refused {
        /// The status.
        status: u16,
        /// The provider's `Retry-After`, if given in seconds.
        retry_after: Option<Duration>,
    },
    /// The endpoint sent something that is no answer.
    #[error("the model provider sent a malformed response")]
    Malformed,
    /// The endpoint took longer than an answer may take.
    #[error("the model provider timed out")]
    TooSlow,
    /// The endpoint did not stop.
    #[error("the model provider's response is too long")]
    TooLong,
    /// The key is missing or cannot be read.
    #[error("the model provider's key is unavailable")]
    NoKey(#[source] sisuiq_config::SecretError),
    /// The functions' own role cannot sign.
    #[error("the model provider's key could not be derived from the function's role")]
    NoRole(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl ModelError {
    /// Returns whether asking the same once more may help.
    #[must_use]
    pub const fn is_passing(&self) -> bool {
        match self {
            Self::Unreachable => true,
            // 529 is Anthropic's status of an overloaded API
            Self::Refused { status, .. } => matches!(status, 408 | 429 | 500 | 502..=504 | 529),
            _ => false,
        }
    }

    /// Returns whether the error counts against the provider: 400, 413 and 422 are faults of this one request.
    #[must_use]
    pub const fn is_provider_s(&self) -> bool {
        !matches!(self, Self::Refused { status: 400 | 413 | 422, .. })
    }

    /// The provider's `Retry-After`, if given.
    #[must_use]
    pub const fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Refused { retry_after, .. } => *retry_after,
            _ => None,
        }
    }
}

impl From<genai::Error> for ModelError {
    fn from(error: genai::Error) -> Self {
        match error {
            genai::Error::WebModelCall { webc_error, .. } | genai::Error::WebAdapterCall { webc_error, .. } => {
                web_error(&webc_error)
            }
            genai::Error::HttpError { status, headers, .. } => refused(status.as_u16(), Some(&headers)),
            genai::Error::WebStream { error, .. } => {
                error.downcast::<genai::Error>().map_or(Self::Unreachable, |inner| Self::from(*inner))
            }
            _ => Self::Malformed,
        }
    }
}

fn web_error(error: &webc::Error) -> ModelError {
    match (error, error.status()) {
        (_, Some(status)) => refused(status.as_u16(), error.headers()),
        (webc::Error::Reqwest(_), None) => ModelError::Unreachable,
        _ => ModelError::Malformed,
    }
}

/// The header's other form, a date, is taken for none.
fn refused(status: u16, headers: Option<&HeaderMap>) -> ModelError {
    let told = headers.and_then(|headers| headers.get(RETRY_AFTER)?.to_str().ok()?.trim().parse().ok());
    ModelError::Refused { status, retry_after: told.map(Duration::from_secs) }
}
