//! Failures of the work on a page: a fault counts as a failed attempt, a retry does not.

use sisuiq_db::DatabaseError;
use sisuiq_documents::ExtractError;
use sisuiq_events::Stopped;
use sisuiq_ocr::OcrError;
use sisuiq_originals::FetchError;
use std::error::Error;

/// A temporary failure: the message is to be delivered again.
#[derive(Debug, thiserror::Error)]
#[error("while {doing}: {}", chain(.source.as_ref()))]
pub struct Retry {
    doing: &'static str,
    source: Box<dyn Error + Send + Sync>,
}

impl Retry {
    pub(crate) fn while_doing(doing: &'static str, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self { doing, source: source.into() }
    }
}

/// The whole chain of causes, for the log.
fn chain(error: &(dyn Error + Send + Sync + 'static)) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}

impl From<DatabaseError> for Retry {
    fn from(error: DatabaseError) -> Self {
        Self::while_doing("using the database", error)
    }
}

impl From<FetchError> for Retry {
    fn from(error: FetchError) -> Self {
        Self::while_doing("fetching the object", error)
    }
}

impl From<Stopped> for Retry {
    fn from(stopped: Stopped) -> Self {
        Self::while_doing("reaching a checkpoint", stopped)
    }
}

/// The reason why an attempt failed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Fault {
    /// The page could not be drawn.
    #[error("the page could not be drawn")]
    Drawing(#[from] ExtractError),
    /// The picture could not be read.
    #[error("the picture could not be read")]
    Reading(#[from] OcrError),
    /// Reading the picture broke off.
    #[error("reading the picture broke off")]
    Broken,
}

impl Fault {
    /// A stable code for programs, stored with the page.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::Drawing(error) => error.rejection().map_or("unreadable", sisuiq_documents::Rejection::code),
            Self::Reading(OcrError::OutOfTime) => "took_too_long",
            Self::Reading(_) | Self::Broken => "unreadable",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sisuiq_documents::Rejection;

    #[test]
    fn faults_name_their_reason() {
        assert_eq!(Fault::from(OcrError::OutOfTime).code(), "took_too_long");
        assert_eq!(Fault::from(OcrError::Shape("detector")).code(), "unreadable");
        assert_eq!(Fault::from(ExtractError::from(Rejection::TookTooLong)).code(), "took_too_long");
        assert_eq!(Fault::from(ExtractError::Child(2)).code(), "unreadable");
    }

    #[test]
    fn retries_show_the_chain_of_causes() {
        let cause = FetchError::from(std::io::Error::other("no space left"));
        let text = Retry::from(cause).to_string();
        assert_eq!(text, "while fetching the object: writing a temporary file: no space left");
    }
}
