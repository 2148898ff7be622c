//! Errors of settings and secrets.

use std::error::Error;

/// Every setting that is missing or invalid, in the order it was read.
#[derive(Debug, thiserror::Error)]
#[error("{}{}", Self::PREFIX, problems.join("; "))]
pub struct ConfigError {
    problems: Vec<String>,
}

impl ConfigError {
    /// The prefix of the message.
    pub(crate) const PREFIX: &str = "configuration: ";

    pub(crate) fn new(problems: Vec<String>) -> Self {
        Self { problems }
    }

    /// The fault of one setting that has the right form and still cannot be used, with the reason's whole chain.
    #[must_use]
    pub fn unusable(name: &str, reason: &dyn Error) -> Self {
        let mut problem = format!("{name} cannot be used: {reason}");
        let mut cause = reason.source();
        while let Some(error) = cause {
            problem.push_str(": ");
            problem.push_str(&error.to_string());
            cause = error.source();
        }
        Self { problems: vec![problem] }
    }

    /// One sentence a fault, each beginning with the name of the variable.
    #[must_use]
    pub fn problems(&self) -> &[String] {
        &self.problems
    }
}

/// The reason why a secret could not be read; no variant contains any of its text.
#[derive(Debug, thiserror::Error)]
pub enum SecretError {
    /// The store could not be reached or refused the request; trying again later may help.
    #[error("secret {id} could not be read")]
    Unavailable {
        /// The secret's name or ARN.
        id: String,
        /// The client's error.
        source: Box<dyn Error + Send + Sync>,
    },
    /// There is no secret of that name, or it holds no text.
    #[error("secret {id} does not exist or has no text value")]
    Missing {
        /// The secret's name or ARN.
        id: String,
    },
    /// The store could not be reached or refused to keep something; trying again later may help.
    #[error("secret {id} could not be changed")]
    Unchanged {
        /// The secret's name or ARN.
        id: String,
        /// The client's error.
        source: Box<dyn Error + Send + Sync>,
    },
    /// The secret's JSON does not have the expected members.
    #[error("secret {id} has an unexpected form at line {line} column {column}")]
    Malformed {
        /// The secret's name or ARN.
        id: String,
        /// Line of the first fault, from 1; 0 when the whole is at fault.
        line: usize,
        /// Column of the first fault, from 1; 0 when the whole line is at fault.
        column: usize,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unusable_setting_shows_all_causes() {
        let reason = SecretError::Unavailable { id: "keys".to_owned(), source: "connection refused".into() };
        let message = ConfigError::unusable("QDRANT_URL", &reason).to_string();
        assert_eq!(
            message,
            "configuration: QDRANT_URL cannot be used: secret keys could not be read: connection refused"
        );
    }
}
