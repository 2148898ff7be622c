//! Documents that are read as law: their files in all formats, and chunks that keep the provisions that they belong to.

mod chunks;
mod decode;

pub(crate) use chunks::{LawPassage, Piece};

use crate::{Refusal, Retry, failure::Failure, page_range::number};
use decode::decode;
use sisuiq_documents::{Page, PageState};
use sisuiq_documents_db::{
    document_ranges::PageRange,
    document_versions::{DocumentVersion, ReadAsLaw},
};
use sisuiq_law::{ChunkLimits, Declared, LawError, LawInput, chunk_law};
use sisuiq_model::{DeclaredLaw, DocumentFormat, ObjectKey};
use std::{path::Path, sync::Arc};
use tokio::task::spawn_blocking;

/// The pages before and after a range of a PDF that are read with it, so that its provisions, references and terms are known.
const PAGES_AROUND: i32 = 120;

/// A legal text, of which the chunks of a range of pages are wanted.
pub(crate) struct LawText {
    pub(super) source: LawSource,
    pub(super) declared: DeclaredLaw,
}

/// The text in its own form.
#[derive(Clone)]
pub(super) enum LawSource {
    /// Pages of a PDF.
    Pages(Arc<[Page]>),
    /// The characters of a file in another format.
    File(DocumentFormat, Arc<str>),
}

/// The format of the file of a version.
pub(crate) fn format(version: &DocumentVersion) -> DocumentFormat {
    version.object_key.parse().map_or(DocumentFormat::Pdf, |key: ObjectKey| key.format)
}

/// The pages of a PDF to read for a range: the page after it for the sentence that may go on there, and more for law.
pub(crate) fn pages_around(version: &DocumentVersion, PageRange { first, last }: PageRange) -> PageRange {
    match version.law {
        Some(_) => PageRange { first: (first - PAGES_AROUND).max(1), last: last.saturating_add(PAGES_AROUND) },
        None => PageRange { first, last: last.saturating_add(1) },
    }
}

impl LawText {
    /// The pages of a PDF.
    pub(crate) fn of_pages(pages: &[Page], law: &ReadAsLaw) -> Self {
        Self { source: LawSource::Pages(pages.into()), declared: law.declared.clone() }
    }

    /// Reads a file that is no PDF, and its pages.
    ///
    /// # Errors
    /// A refusal if the file has no text in its encoding, or if its markup is not well-formed.
    pub(crate) async fn of_file(
        file: &Path,
        format: DocumentFormat,
        law: Option<&ReadAsLaw>,
    ) -> Result<(Self, Vec<Page>), Failure> {
        let bytes = tokio::fs::read(file).await.map_err(|error| Retry::while_doing("reading the file", error))?;
        let declared = law.map(|law| law.declared.clone()).unwrap_or_default();
        let read = spawn_blocking(move || {
            let text = decode(&bytes, format)?;
            drop(bytes);
            let pages = pages(format, &text)?;
            Ok::<_, Refusal>((Self { source: LawSource::File(format, text.into()), declared }, pages))
        });
        Ok(read.await.map_err(|error| Retry::while_doing("reading the text", error))??)
    }
}

/// The pages of a text, as they are stored.
fn pages(format: DocumentFormat, text: &str) -> Result<Vec<Page>, Refusal> {
    // pages do not depend on the sizes of chunks
    let limits = ChunkLimits { max_tokens: usize::MAX, target_tokens: 0, context_tokens: 0 };
    let document =
        chunk_law(&input(format, text), &Declared::default(), limits, &|_| 0).map_err(|error| refused(&error))?;
    let pages: Vec<Page> = document
        .pages()
        .map(|page| Page {
            number: page.number,
            text: page.text.to_owned(),
            headings: Vec::new(),
            state: if page.text.trim().is_empty() { PageState::Blank } else { PageState::Text },
            boxes: None,
        })
        .collect();
    if pages.iter().all(|page| page.state == PageState::Blank) {
        return Err(Refusal { code: "no_text", detail: "This file has no text.".to_owned() });
    }
    Ok(pages)
}

fn input(format: DocumentFormat, text: &str) -> LawInput<'_> {
    match format {
        DocumentFormat::Html => LawInput::Html(text),
        DocumentFormat::Xml => LawInput::Xml(text),
        DocumentFormat::Pdf | DocumentFormat::Text => LawInput::Text(text),
    }
}

fn refused(error: &LawError) -> Refusal {
    let (code, advice) = match error {
        LawError::TooLarge { .. } => ("too_large", "Divide the file."),
        LawError::Malformed { .. } => ("malformed", "Export or download it again."),
        LawError::TooDeep { .. } => ("malformed", "Upload it in another format."),
    };
    Refusal { code, detail: format!("This file cannot be read: {error}. {advice}") }
}

/// Refuses a text with more pages than a document may have.
pub(crate) fn check_page_count(pages: &[Page], limit: u32) -> Result<u32, Refusal> {
    let count = u32::try_from(pages.len()).unwrap_or(u32::MAX);
    if count > limit {
        let detail = format!("This text fills {count} pages; at most {limit} are accepted.");
        return Err(Refusal { code: "too_many_pages", detail });
    }
    Ok(count)
}

/// Returns whether a page is in a range.
pub(crate) fn is_within(page: u32, range: PageRange) -> bool {
    (range.first..=range.last).contains(&number(page))
}
