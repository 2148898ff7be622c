//! Rankings of the found passages.

use super::dataset::Expected;
use sisuiq_provenance::{FoundChunk, Record};
use std::cmp::Ordering;

/// The number of passages that recall considers.
const DEPTH: usize = 8;

/// An order of the found passages.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Order {
    /// The product's order: by the best sentence or row of each passage.
    Product,
    /// By the fused rank of both searches.
    Fused,
    /// By the keyword search (BM25) only.
    Words,
    /// By the semantic search only.
    Meaning,
}

/// The ranking of the expected pages in an order.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ranking {
    /// The share of the expected pages among the first eight passages.
    pub recall: f64,
    /// The reciprocal rank of the first passage on an expected page; 0 if there is none.
    pub reciprocal_rank: f64,
    /// The first passage is on an expected page.
    pub is_first: bool,
}

impl Order {
    /// All orders.
    pub const ALL: [Self; 4] = [Self::Product, Self::Fused, Self::Words, Self::Meaning];

    /// The name in reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Product => "product",
            Self::Fused => "both searches",
            Self::Words => "BM25 alone",
            Self::Meaning => "vectors alone",
        }
    }

    fn compare(self, left: &FoundChunk, right: &FoundChunk) -> Ordering {
        let last = |rank: Option<u32>| rank.unwrap_or(u32::MAX);
        match self {
            Self::Product => last(left.evidence_rank).cmp(&last(right.evidence_rank)),
            Self::Fused => last(left.fused_rank).cmp(&last(right.fused_rank)),
            Self::Words => last(left.keyword_rank).cmp(&last(right.keyword_rank)),
            Self::Meaning => last(left.semantic_rank).cmp(&last(right.semantic_rank)),
        }
    }

    const fn counts(self, chunk: &FoundChunk) -> bool {
        match self {
            Self::Product => chunk.evidence_rank.is_some(),
            Self::Fused => true,
            Self::Words => chunk.keyword_rank.is_some(),
            Self::Meaning => chunk.semantic_rank.is_some(),
        }
    }
}

impl Ranking {
    /// Computes the ranking of the expected pages in an order.
    #[must_use]
    pub fn of(order: Order, record: &Record, expected: &[Expected]) -> Self {
        let mut chunks: Vec<&FoundChunk> = record.retrieval.chunks.iter().filter(|chunk| order.counts(chunk)).collect();
        chunks.sort_by(|left, right| order.compare(left, right));
        let is_on =
            |chunk: &FoundChunk, page: &Expected| chunk.page == page.page && chunk.document_name == page.document;
        let is_expected =
            |chunk: &&FoundChunk| expected.iter().flat_map(Expected::places).any(|page| is_on(chunk, page));
        let first = chunks.iter().position(is_expected);
        let top = chunks.get(..DEPTH).unwrap_or(&chunks);
        let mut pages: Vec<&Expected> = expected.iter().collect();
        pages.dedup_by_key(|page| (page.document.clone(), page.page));
        let is_found = |page: &&&Expected| top.iter().any(|chunk| page.places().any(|place| is_on(chunk, place)));
        let found = pages.iter().filter(is_found).count();
        Self {
            recall: ratio(found, pages.len()),
            reciprocal_rank: first.map_or(0.0, |place| ratio(1, place + 1)),
            is_first: first == Some(0),
        }
    }
}

/// `part` divided by `whole`; 1 if `whole` is 0.
#[must_use]
pub(super) fn ratio(part: usize, whole: usize) -> f64 {
    let float = |count: usize| u32::try_from(count).map_or(f64::INFINITY, f64::from);
    if whole == 0 { 1.0 } else { float(part) / float(whole) }
}
