//! Why a model did not answer.

use genai::webc;

/// Why a model did not answer. No variant carries what was sent or received: both may hold document text.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    /// The endpoint could not be reached, or broke off.
    #[error("the model provider cannot be reached")]
    Unreachable,
    /// The endpoint answered with this HTTP status.
    #[error("the model provider answered with status {0}")]
    Refused(u16),
    /// The endpoint sent something that is no answer.
    #[error("the model provider sent an answer of unknown form")]
    Malformed,
    /// The endpoint took longer than an answer may take.
    #[error("the model provider took too long")]
    TooSlow,
    /// The endpoint did not stop.
    #[error("the model provider sent more than an answer can hold")]
    TooLong,
    /// The key is missing or cannot be read.
    #[error("the model provider's key is not available")]
    NoKey(#[source] sisuiq_config::SecretError),
}

impl From<genai::Error> for ModelError {
    fn from(error: genai::Error) -> Self {
        match error {
            genai::Error::WebModelCall { webc_error, .. } | genai::Error::WebAdapterCall { webc_error, .. } => {
                web_error(&webc_error)
            }
            genai::Error::HttpError { status, .. } => Self::Refused(status.as_u16()),
            genai::Error::WebStream { error, .. } => {
                error.downcast::<genai::Error>().map_or(Self::Unreachable, |inner| Self::from(*inner))
            }
            _ => Self::Malformed,
        }
    }
}

fn web_error(error: &webc::Error) -> ModelError {
    match (error, error.status()) {
        (_, Some(status)) => ModelError::Refused(status.as_u16()),
        (webc::Error::Reqwest(_), None) => ModelError::Unreachable,
        _ => ModelError::Malformed,
    }
}
