//! The pages of a range: read from the file, or laid out from what text recognition read.

use crate::{
    Retry, State,
    failure::Failure,
    index::chunk_vectors::PageSource,
    law::{self, LawText},
    page_range::number,
    refusal::extract_failure,
};
use serde::Deserialize;
use sisuiq_documents::{Page, PageState, Scan, crossings};
use sisuiq_documents_db::{
    document_page_scans,
    document_ranges::{PageRange, RangeKey},
    document_versions::DocumentVersion,
};
use sisuiq_model::{Crossing, DocumentFormat};
use std::{
    collections::{HashMap, HashSet},
    path::Path,
};
use tracing::error;

/// The pages of a range, and what they share with the next.
pub(crate) struct ReadRange {
    pub(crate) pages: Vec<Page>,
    /// The numbers of the pages whose text was recognised in a picture of them.
    recognised: HashSet<u32>,
    /// The sentences that go on on the next page, by the number of the page on which they start.
    crossings: HashMap<u32, Crossing>,
    /// The text that its chunks are made of, if the document is read as law.
    law: Option<LawText>,
}

impl ReadRange {
    /// The text of law; `None` for other documents.
    pub(crate) const fn law(&self) -> Option<&LawText> {
        self.law.as_ref()
    }

    /// Returns whether the text of a page was recognised in a picture of it.
    pub(crate) fn is_recognised(&self, page: &Page) -> bool {
        self.recognised.contains(&page.number)
    }

    /// The sentence with which a page ends and that goes on on the next page.
    pub(crate) fn crossing(&self, page: &Page) -> Option<&Crossing> {
        self.crossings.get(&page.number)
    }

    /// The pages as far as their chunks need them.
    pub(crate) fn sources(&self) -> impl Iterator<Item = PageSource<'_>> {
        self.pages.iter().map(|page| PageSource {
            number: page.number,
            text: &page.text,
            crossing: self.crossing(page),
        })
    }
}

/// Reads the pages of a range, and the page after it for the sentence that may go on there. A page of which the file has no
/// usable text gets what was recognised on it.
pub(crate) async fn read_range(
    state: &State,
    file: &Path,
    version: &DocumentVersion,
    range: PageRange,
    is_last_try: bool,
) -> Result<ReadRange, Failure> {
    let format = law::format(version);
    if format != DocumentFormat::Pdf {
        let (text, mut pages) = LawText::of_file(file, format, version.law.as_ref()).await?;
        let crossings = crossings_of(&pages);
        pages.retain(|page| law::is_within(page.number, range));
        return Ok(ReadRange { pages, recognised: HashSet::new(), crossings, law: Some(text) });
    }
    let around = law::pages_around(version, range);
    let read = state.extractor.pages(file, around.first.unsigned_abs()..=around.last.unsigned_abs()).await;
    let mut pages = read.map_err(|error| extract_failure(error, is_last_try))?;
    let known = RangeKey { version: version.key(), range: around };
    let recognised = lay_out(state, known, &mut pages).await?;
    let crossings = crossings_of(&pages);
    let law = version.law.as_ref().map(|law| LawText::of_pages(&pages, law));
    pages.retain(|page| law::is_within(page.number, range));
    Ok(ReadRange { pages, recognised, crossings, law })
}

/// The sentences that go on on the next page, by the number of the page on which they start.
fn crossings_of(pages: &[Page]) -> HashMap<u32, Crossing> {
    let crossing = |((found, page), next): ((Option<sisuiq_documents::Crossing>, &Page), &Page)| {
        let found = found?;
        let crossing = Crossing {
            half_start: offset(found.half.start)?,
            half_end: offset(found.half.end)?,
            rest_start: offset(found.rest.start)?,
            rest: found.rest.of(&next.text)?.to_owned(),
        };
        Some((page.number, crossing))
    };
    let pairs = crossings(pages).into_iter().zip(pages).zip(pages.iter().skip(1));
    pairs.filter_map(crossing).collect()
}

/// Returns whether the file has no usable text of a page that shows something.
pub(crate) fn lacks_text(page: &Page) -> bool {
    matches!(page.state, PageState::NoTextLayer | PageState::Unreadable)
}

/// Lays out what was recognised on pages without usable text, and returns their numbers.
async fn lay_out(state: &State, key: RangeKey, pages: &mut [Page]) -> Result<HashSet<u32>, Retry> {
    if !pages.iter().any(lacks_text) {
        return Ok(HashSet::new());
    }
    let connection = state.database.connection().await?;
    let scans = document_page_scans::list_read(&connection, key).await?;
    drop(connection);
    let mut recognised = HashSet::new();
    for page in pages.iter_mut().filter(|page| lacks_text(page)) {
        let Some(stored) = scans.iter().find(|stored| stored.page == number(page.number)) else { continue };
        let scanned = match Scan::deserialize(&stored.scan) {
            Ok(scan) => scan.page(page.number),
            Err(error) => {
                error!(document_id = %key.version.document, page = page.number, %error, "a stored scan is damaged");
                continue;
            }
        };
        if scanned.has_text() {
            recognised.insert(page.number);
            *page = scanned;
        }
    }
    Ok(recognised)
}

fn offset(characters: usize) -> Option<i32> {
    i32::try_from(characters).ok()
}
