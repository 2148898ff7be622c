//! The text of a PDF, read in a child process that cannot take more than its limits.

mod limits;
mod process;
mod reason;
mod screen;

pub use limits::Limits;
pub use reason::{ExtractError, Rejection};

use std::ffi::OsString;
use std::fs::File;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use tokio::time::Instant;

use crate::child::{ChildRequest, Message, Refusal};
use crate::page::Page;
use process::{ChildResult, Reader};

/// Reads PDFs by running a program that calls [`crate::child::main`].
#[derive(Debug, Clone)]
pub struct Extractor {
    /// The program to run: this one again, or `extract-pages`.
    pub program: PathBuf,
    /// Arguments that make the program call [`crate::child::main`] with those after them.
    pub arguments: Vec<OsString>,
    /// The PDF library (`libpdfium.so`).
    pub library: PathBuf,
    /// The limits of reading a file.
    pub limits: Limits,
}

/// The properties of a PDF before its pages are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Inspection {
    /// Number of pages, at least one.
    pub page_count: u32,
}

/// The number of pages per call that may crash the child, or time out, before the document fails.
const MOST_CRASHES: u32 = 5;

impl Extractor {
    /// Checks that `file` is a PDF within limits that can be opened, and counts its pages.
    ///
    /// # Errors
    /// [`ExtractError::Rejected`] when the file is at fault; trying again then gives the same answer, except after a timeout.
    pub async fn inspect(&self, file: &Path) -> Result<Inspection, ExtractError> {
        screen::check(file, self.limits.bytes).await?;
        let deadline = Instant::now() + self.limits.total;
        let mut reader = self.start(file, None, true)?;
        let page_count = self.opened(&mut reader, deadline).await?;
        reader.stop().await;
        Ok(Inspection { page_count })
    }

    /// Reads pages, counted from 1. After a crash or a timeout, pages are read without layers, form fields, notes and renderings, on
    /// which a damaged file may fail. A page that cannot be read so either comes back as [`Page::unreadable`]; pages past the end of
    /// the document are left out.
    ///
    /// # Errors
    /// [`ExtractError::Rejected`] when the file is at fault; trying again then gives the same answer, except after a timeout.
    pub async fn pages(&self, file: &Path, range: RangeInclusive<u32>) -> Result<Vec<Page>, ExtractError> {
        screen::check(file, self.limits.bytes).await?;
        let deadline = Instant::now() + self.limits.total;
        let (mut next, mut last) = ((*range.start()).max(1), *range.end());
        let mut pages = Vec::new();
        let (mut crashes, mut is_plain) = (0, false);
        while next <= last {
            let mut reader = self.start(file, Some(next..=last), is_plain)?;
            last = last.min(self.opened(&mut reader, deadline).await?);
            while next <= last {
                let ChildResult::Message(Message::Page(page)) = reader.next(self.limits.page, deadline).await? else {
                    break;
                };
                next = page.number.saturating_add(1);
                pages.push(page);
            }
            reader.stop().await;
            if Instant::now() >= deadline {
                return Err(Rejection::TookTooLong.into());
            }
            if next <= last && !is_plain {
                tracing::warn!(
                    page = next,
                    "PDF reader crashed or timed out on a page, reading on without layers and notes"
                );
                is_plain = true;
            } else if next <= last {
                crashes += 1;
                if crashes > MOST_CRASHES {
                    return Err(Rejection::Unreadable.into());
                }
                tracing::warn!(page = next, "PDF reader crashed or timed out on a page, skipping the page");
                pages.push(Page::unreadable(next));
                next += 1;
            }
        }
        Ok(pages)
    }

    /// Starts a child that reads `range`, or only opens the file. `is_plain` leaves out what may fail on a damaged file.
    fn start(&self, file: &Path, range: Option<RangeInclusive<u32>>, is_plain: bool) -> Result<Reader, ExtractError> {
        let (first, last) = range.map_or((1, 0), RangeInclusive::into_inner);
        let request = ChildRequest {
            library: self.library.clone(),
            first,
            last,
            memory_bytes: self.limits.memory_bytes,
            cpu_seconds: self.limits.cpu.as_secs().max(1),
            is_plain,
        };
        Reader::start(&self.program, &self.arguments, &request, File::open(file)?)
    }

    async fn opened(&self, reader: &mut Reader, deadline: Instant) -> Result<u32, ExtractError> {
        match reader.next(self.limits.page, deadline).await? {
            ChildResult::Message(Message::Opened { pages: 0 }) => Err(Rejection::NoPages.into()),
            ChildResult::Message(Message::Opened { pages, .. }) if pages > self.limits.pages => {
                Err(Rejection::TooManyPages { pages, limit: self.limits.pages }.into())
            }
            ChildResult::Message(Message::Opened { pages }) => Ok(pages),
            ChildResult::Message(Message::Refused(Refusal::Encrypted)) => Err(Rejection::Encrypted.into()),
            ChildResult::Message(Message::Refused(Refusal::Damaged)) => Err(Rejection::Damaged.into()),
            ChildResult::Message(Message::NoLibrary(cause)) => Err(ExtractError::Library(cause)),
            ChildResult::TimedOut => Err(Rejection::TookTooLong.into()),
            ChildResult::Message(Message::Page(_)) | ChildResult::Crashed => Err(Rejection::Unreadable.into()),
            ChildResult::NotStarted(code) => Err(ExtractError::Child(code)),
        }
    }
}
