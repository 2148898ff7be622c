//! The text of a PDF, and pictures of its pages, from a child process that cannot take more than its limits.

mod limits;
mod picture;
mod process;
mod reason;
mod screen;

pub use limits::Limits;
pub use picture::Picture;
pub use reason::{ExtractError, Rejection};

use std::ffi::OsString;
use std::fs::File;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::time::Duration;

use tokio::time::Instant;

use crate::child::{Care, ChildRequest, Message, PagesRequest, Refusal, Task};
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

/// The result of an attempt.
struct Attempted {
    pages: Vec<Page>,
    /// The number of pages of the file.
    page_count: u32,
    /// True if the child only had no time left for renderings.
    has_rendered_enough: bool,
}

/// The number of pages per call that may fail in every way of reading, before the document fails.
const MOST_CRASHES: u32 = 5;
/// The number of pages per call after which the time for a page is halved no more. Each page on which the reader crashes or
/// times out halves it, so that many such pages do not use up the time of the call.
const MOST_HALVINGS: u32 = 4;

/// The pages that one child is to read.
struct Attempt {
    first: u32,
    last: u32,
    care: Care,
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
        let mut reader = self.start(file, None, Care::Unstructured)?;
        let page_count = self.opened(&mut reader, deadline).await?;
        reader.stop().await;
        Ok(Inspection { page_count })
    }

    /// Reads pages, counted from 1. A page on which the reader crashes or times out is read again without renderings, then without
    /// the file's objects, on which a damaged file may fail. Text that may be hidden is left out then. If that fails too, the page
    /// comes back as [`Page::unreadable`]. Pages past the end of the document are left out.
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
            // half of the time must do for the pages that take long to render
            let is_late = Instant::now() + self.limits.total / 2 > deadline;
            let care = if is_late { Care::Unrendered } else { Care::Full };
            let read = self.attempt(file, Attempt { first: next, last, care, wait }, deadline).await?;
            next = read.pages.last().map_or(next, |page| page.number.saturating_add(1));
            last = last.min(read.page_count);
            pages.extend(read.pages);
            if next > last || read.has_rendered_enough {
                continue;
            }
            failures += 1;
            let page = self.failed(file, next, wait, deadline).await?;
            crashes += u32::from(page.is_none());
            if crashes > MOST_CRASHES {
                return Err(Rejection::Unreadable.into());
            }
            pages.push(page.unwrap_or_else(|| Page::unreadable(next)));
            next += 1;
        }
        Ok(pages)
    }

    /// Reads a page on which the reader failed, if another way of reading does better.
    async fn failed(
        &self,
        file: &Path,
        page: u32,
        wait: Duration,
        deadline: Instant,
    ) -> Result<Option<Page>, ExtractError> {
        for (care, wait) in [(Care::Unrendered, self.limits.page), (Care::Unstructured, wait)] {
            tracing::warn!(page, ?care, "PDF reader crashed or timed out on a page, reading it with less care");
            let read = self.attempt(file, Attempt { first: page, last: page, care, wait }, deadline).await?;
            if let Some(page) = read.pages.into_iter().next() {
                return Ok(Some(page));
            }
        }
        tracing::warn!(page, "PDF reader crashed or timed out on a page again, skipping the page");
        Ok(None)
    }

    /// Reads pages with one child until one of them fails.
    async fn attempt(&self, file: &Path, attempt: Attempt, deadline: Instant) -> Result<Attempted, ExtractError> {
        let Attempt { first, last, care, wait } = attempt;
        let mut reader = self.start(file, Some(first..=last), care)?;
        let page_count = self.opened(&mut reader, deadline).await?;
        let mut read = Attempted { pages: Vec::new(), page_count, has_rendered_enough: false };
        for number in first..=last.min(page_count) {
            match reader.next(wait, deadline).await? {
                ChildResult::Message(Message::Page(page)) if page.number == number => read.pages.push(page),
                ChildResult::Message(Message::RenderedEnough) => {
                    // a child that has read nothing would be started again for ever
                    read.has_rendered_enough = !read.pages.is_empty();
                    break;
                }
                _ => break,
            }
        }
        reader.stop().await;
        if Instant::now() >= deadline {
            return Err(Rejection::TookTooLong.into());
        }
        Ok(read)
    }

    /// Starts a child that reads `range`, or only opens the file.
    fn start(&self, file: &Path, range: Option<RangeInclusive<u32>>, care: Care) -> Result<Reader, ExtractError> {
        let (first, last) = range.map_or((1, 0), RangeInclusive::into_inner);
        self.start_task(file, Task::Read(PagesRequest { first, last, care, rendering: self.limits.rendering }))
    }

    fn start_task(&self, file: &Path, task: Task) -> Result<Reader, ExtractError> {
        let request = ChildRequest {
            library: self.library.clone(),
            memory_bytes: self.limits.memory_bytes,
            cpu_seconds: self.limits.cpu.as_secs().max(1),
            task,
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
            ChildResult::Message(Message::Page(_) | Message::RenderedEnough | Message::Picture(_))
            | ChildResult::Crashed => Err(Rejection::Unreadable.into()),
            ChildResult::NotStarted(code) => Err(ExtractError::Child(code)),
        }
    }
}
