//! Faults of pages, which count as failed attempts. A temporary failure, `Retry`, does not.

use sisuiq_documents::ExtractError;
use sisuiq_ocr::OcrError;

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
}
