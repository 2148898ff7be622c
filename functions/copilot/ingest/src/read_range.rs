//! The pages of a range, read from the file.

use crate::{State, index::chunk_vectors::PageSource, page_range::number};
use sisuiq_documents::{ExtractError, Page, crossings};
use sisuiq_documents_db::document_ranges::PageRange;
use sisuiq_model::Crossing;
use std::{collections::HashMap, path::Path};

/// The pages of a range, and what they share with the next.
pub(crate) struct ReadRange {
    pub(crate) pages: Vec<Page>,
    /// The sentences that go on on the next page, by the number of the page on which they start.
    crossings: HashMap<u32, Crossing>,
}

impl ReadRange {
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

/// Reads the pages of a range, and the page after it for the sentence that may go on there.
pub(crate) async fn read_range(state: &State, file: &Path, range: PageRange) -> Result<ReadRange, ExtractError> {
    let (first, last) = (range.first.unsigned_abs(), range.last.unsigned_abs());
    let mut pages = state.extractor.pages(file, first..=last.saturating_add(1)).await?;
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
    let pairs = crossings(&pages).into_iter().zip(&pages).zip(pages.iter().skip(1));
    let crossings = pairs.filter_map(crossing).collect();
    pages.retain(|page| number(page.number) <= range.last);
    Ok(ReadRange { pages, crossings })
}

fn offset(characters: usize) -> Option<i32> {
    i32::try_from(characters).ok()
}
