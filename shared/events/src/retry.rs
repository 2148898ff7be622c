//! Temporary failures of work on messages.

use crate::{SendError, Stopped};
use sisuiq_db::DatabaseError;
use std::{error::Error, fmt};

/// A temporary failure: a dependency is unavailable, and the message is to be delivered again.
#[derive(Debug)]
pub struct Retry {
    doing: &'static str,
    cause: Box<dyn Error + Send + Sync>,
}

impl Retry {
    /// A failure with the step that failed, such as "downloading the object".
    pub fn while_doing(doing: &'static str, cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self { doing, cause: cause.into() }
    }
}

impl fmt::Display for Retry {
    /// The whole chain of causes, for the log.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "while {}: {}", self.doing, self.cause)?;
        let mut cause = self.cause.source();
        while let Some(error) = cause {
            write!(formatter, ": {error}")?;
            cause = error.source();
        }
        Ok(())
    }
}

impl Error for Retry {}

impl From<DatabaseError> for Retry {
    fn from(error: DatabaseError) -> Self {
        Self::while_doing("using the database", error)
    }
}

impl From<SendError> for Retry {
    fn from(error: SendError) -> Self {
        Self::while_doing("sending to the queue", error)
    }
}

impl From<Stopped> for Retry {
    fn from(stopped: Stopped) -> Self {
        Self::while_doing("reaching a checkpoint", stopped)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, thiserror::Error)]
    #[error("the file could not be written")]
    struct Unwritten(#[source] std::io::Error);

    #[test]
    fn text_has_all_causes() {
        let retry = Retry::while_doing("fetching the object", Unwritten(std::io::Error::other("no space left")));
        assert_eq!(retry.to_string(), "while fetching the object: the file could not be written: no space left");
        assert_eq!(Retry::while_doing("reading", "nothing there").to_string(), "while reading: nothing there");
    }
}
