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
use std::time::Duration;

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

/// The number of pages per call that may fail even when they are read plainly, before the document fails.
const MOST_CRASHES: u32 = 5;
/// The number of pages per call after which the time for a page is halved no more. Each page on which the reader crashes or
/// times out halves it, so that many such pages do not use up the time of the call.
const MOST_HALVINGS: u32 = 4;

/// The pages that one child is to read.
struct Attempt {
    first: u32,
    last: u32,
    /// True if layers, form fields, notes and renderings are left out.
    is_plain: bool,
    /// Wall-clock time for each page.
    wait: Duration,
}

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

    /// Reads pages, counted from 1. A page on which the reader crashes or times out is read once more, without layers, form fields,
    /// notes and renderings, on which a damaged file may fail. If that fails too, it comes back as [`Page::unreadable`]. Pages past
    /// the end of the document are left out.
    ///
    /// # Errors
    /// [`ExtractError::Rejected`] when the file is at fault; trying again then gives the same answer, except after a timeout.
    pub async fn pages(&self, file: &Path, range: RangeInclusive<u32>) -> Result<Vec<Page>, ExtractError> {
        screen::check(file, self.limits.bytes).await?;
        let deadline = Instant::now() + self.limits.total;
        let (mut next, mut last) = ((*range.start()).max(1), *range.end());
        let mut pages = Vec::new();
        let (mut failures, mut crashes) = (0, 0);
        while next <= last {
            let wait = self.limits.page / (1 << failures.min(MOST_HALVINGS));
            let full = Attempt { first: next, last, is_plain: false, wait };
            let (read, page_count) = self.attempt(file, full, deadline).await?;
            next = read.last().map_or(next, |page| page.number.saturating_add(1));
            last = last.min(page_count);
            pages.extend(read);
            if next > last {
                break;
            }
            failures += 1;
            tracing::warn!(
                page = next,
                "PDF reader crashed or timed out on a page, reading it without layers and notes"
            );
            let plain = Attempt { first: next, last: next, is_plain: true, wait: self.limits.page };
            let (read, _) = self.attempt(file, plain, deadline).await?;
            if read.is_empty() {
                crashes += 1;
                if crashes > MOST_CRASHES {
                    return Err(Rejection::Unreadable.into());
                }
                tracing::warn!(page = next, "PDF reader crashed or timed out on a page again, skipping the page");
                pages.push(Page::unreadable(next));
            }
            pages.extend(read);
            next += 1;
        }
        Ok(pages)
    }

    /// Reads pages with one child until one of them fails. Returns them and the number of pages of the file.
    async fn attempt(
        &self,
        file: &Path,
        attempt: Attempt,
        deadline: Instant,
    ) -> Result<(Vec<Page>, u32), ExtractError> {
        let Attempt { first, last, is_plain, wait } = attempt;
        let mut reader = self.start(file, Some(first..=last), is_plain)?;
        let page_count = self.opened(&mut reader, deadline).await?;
        let mut pages = Vec::new();
        for number in first..=last.min(page_count) {
            match reader.next(wait, deadline).await? {
                ChildResult::Message(Message::Page(page)) if page.number == number => pages.push(page),
                _ => break,
            }
        }
        reader.stop().await;
        if Instant::now() >= deadline {
            return Err(Rejection::TookTooLong.into());
        }
        Ok((pages, page_count))
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
