/// The reason why a file is rejected, for the user. The same file is rejected again, except that [`Self::TookTooLong`] may
/// depend on other load.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Rejection {
    /// The file does not start as PDFs do.
    #[error("This file is not a PDF.")]
    NotAPdf,
    /// A password is needed.
    #[error("This PDF is password-protected. Upload a copy without a password.")]
    Encrypted,
    /// The file is cut short or broken.
    #[error("This PDF is damaged or incomplete. Export or download it again.")]
    Damaged,
    /// There is not a single page.
    #[error("This PDF has no pages.")]
    NoPages,
    /// More pages than allowed.
    #[error("This PDF has {pages} pages; at most {limit} are accepted.")]
    TooManyPages {
        /// Pages of the file.
        pages: u32,
        /// Pages allowed.
        limit: u32,
    },
    /// More bytes than allowed.
    #[error("This PDF has {bytes} bytes; at most {limit} are accepted.")]
    TooLarge {
        /// Size of the file.
        bytes: u64,
        /// Size allowed.
        limit: u64,
    },
    /// Reading it needed more than a PDF may, or broke the reader.
    #[error("This PDF cannot be read. Printing it to a new PDF often helps.")]
    Unreadable,
    /// Reading it took longer than a PDF may.
    #[error("Reading this PDF took too long. Printing it to a new PDF often helps.")]
    TookTooLong,
}

impl Rejection {
    /// A stable code for programs.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::NotAPdf => "not_a_pdf",
            Self::Encrypted => "encrypted",
            Self::Damaged => "damaged",
            Self::NoPages => "no_pages",
            Self::TooManyPages { .. } => "too_many_pages",
            Self::TooLarge { .. } => "too_large",
            Self::Unreadable => "unreadable",
            Self::TookTooLong => "took_too_long",
        }
    }
}

/// The reason why the text of a file could not be extracted.
#[derive(Debug, thiserror::Error)]
pub enum ExtractError {
    /// The file is at fault; trying again gives the same answer, except after a timeout.
    #[error(transparent)]
    Rejected(#[from] Rejection),
    /// The file could not be read or the child not be started.
    #[error("the file could not be read, or its reader could not be started")]
    Io(#[from] std::io::Error),
    /// The PDF library could not be loaded.
    #[error("the PDF library could not be loaded: {0}")]
    Library(String),
    /// The child ended before it began, with this exit code.
    #[error("the PDF reader exited with code {0} before it started")]
    Child(i32),
}

impl ExtractError {
    /// The fault of the file, if it is one.
    #[must_use]
    pub fn rejection(&self) -> Option<Rejection> {
        match self {
            Self::Rejected(rejection) => Some(*rejection),
            _ => None,
        }
    }
}
