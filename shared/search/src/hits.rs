//! Hits: the chunks that a search found, in their order.

use crate::named::Named;
use sisuiq_model::ChunkId;
use sisuiq_retrieval::{
    LEG_LIMIT,
    fusion::{self, Place},
    vector_store::Legs,
};
use std::{collections::HashSet, time::Duration};

/// A chunk that was found. Loading it has to check that it still exists and may be seen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    /// The chunk.
    pub chunk: ChunkId,
    /// Its place by meaning; the score is the cosine.
    pub semantic: Option<Place>,
    /// Its place by words; the score is BM25's, or Postgres's rank when the answer is degraded.
    pub keyword: Option<Place>,
    /// The sum of 1 / (60 + rank) over both.
    pub rrf_score: f64,
    /// Its place in the result, from 1.
    pub rank: u32,
    /// Its place by the reranker among the passages that this saw.
    pub reranked: Option<Place>,
    /// True if the question names its provision or uses a term that it defines, or if one of the first hits refers to it.
    pub named: bool,
}

/// The result of a search.
#[derive(Clone, Debug)]
pub struct Retrieved {
    /// Best first.
    pub hits: Vec<Hit>,
    /// `true` if only Postgres was searched.
    pub degraded: bool,
    /// Durations.
    pub timings: Timings,
}

/// Durations of the parts of a search; zero for parts that were not reached.
#[derive(Clone, Copy, Debug, Default)]
pub struct Timings {
    /// Embedding the question and counting its terms.
    pub embedding: Duration,
    /// The vector store.
    pub vector_search: Duration,
    /// Postgres's full-text search.
    pub full_text_search: Duration,
}

/// The constant that is added to a rank before it is inverted into a relevance.
const RELEVANCE_CONSTANT: u32 = 10;
/// A chunk up to this rank in one search counts among the first, wherever the fusion puts it.
const LEADER: u32 = 8;

impl Hit {
    /// The relevance, by the same measure for all hits of a search: 1 / (10 + rank), by the reranker's rank or that in the
    /// result. The constant is smaller than that of the fusion, so that the first ranks differ clearly.
    #[must_use]
    pub fn relevance(&self) -> f64 {
        1.0 / f64::from(RELEVANCE_CONSTANT + self.reranked.map_or(self.rank, |place| place.rank))
    }

    fn leads(&self) -> bool {
        self.named || [self.semantic, self.keyword].into_iter().flatten().any(|place| place.rank <= LEADER)
    }
}

impl Retrieved {
    /// All chunks, with the leaders of each search first. Where both searches find many similar chunks, the fusion ranks all of
    /// these above the one that only one search found, and found best: for example the passage with the requested number.
    #[must_use]
    pub fn leaders_first(&self) -> Vec<ChunkId> {
        let (leaders, others): (Vec<Hit>, Vec<Hit>) = self.hits.iter().partition(|hit| hit.leads());
        leaders.into_iter().chain(others).map(|hit| hit.chunk).collect()
    }
}

/// What a search found in the documents that the question is about, and in all documents.
pub(crate) struct Found {
    within: Vec<Hit>,
    everywhere: Vec<Hit>,
}

impl Found {
    /// Vectors without a meaning find nothing.
    pub(crate) fn new(mut everywhere: Legs, mut within: Legs, is_meaningful: bool) -> Self {
        if !is_meaningful {
            everywhere.semantic.clear();
            within.semantic.clear();
        }
        Self { within: fused(&within), everywhere: fused(&everywhere) }
    }

    /// Adds chunks of another search, whose scores are not comparable, in turn with those of all documents.
    pub(crate) fn with_others(self, legs: &Legs) -> Self {
        Self { everywhere: interleaved(self.everywhere, fused(legs)), ..self }
    }

    /// The best chunks of the documents that the question is about, those of all documents, and the rest; in turn with those of all
    /// documents where it is not clear which are meant.
    pub(crate) fn hits(mut self, is_clear: bool) -> Vec<Hit> {
        let rest = self.within.split_off(self.within.len().min(usize::from(LEG_LIMIT)));
        let mut seen = HashSet::new();
        let first: Vec<Hit> = if is_clear {
            self.within.into_iter().chain(self.everywhere).collect()
        } else {
            interleaved(self.within, self.everywhere)
        };
        let mut hits: Vec<Hit> = first.into_iter().chain(rest).collect();
        hits.retain(|hit| seen.insert(hit.chunk.0));
        ranked(hits)
    }
}

/// Both lists in turn, the rest of the longer one behind.
fn interleaved(one: Vec<Hit>, other: Vec<Hit>) -> Vec<Hit> {
    let (mut one, mut other) = (one.into_iter(), other.into_iter());
    let mut hits = Vec::with_capacity(one.len() + other.len());
    while one.len() + other.len() > 0 {
        hits.extend(one.next().into_iter().chain(other.next()));
    }
    hits
}

/// Numbers hits in their order.
fn ranked(hits: Vec<Hit>) -> Vec<Hit> {
    hits.into_iter().zip(1..).map(|(hit, rank)| Hit { rank, ..hit }).collect()
}

fn fused(legs: &Legs) -> Vec<Hit> {
    fusion::fuse(&legs.semantic, &legs.keyword)
        .into_iter()
        .map(|entry| Hit {
            chunk: ChunkId(entry.chunk),
            semantic: entry.semantic,
            keyword: entry.keyword,
            rrf_score: entry.score,
            rank: 0,
            reranked: None,
            named: false,
        })
        .collect()
}

/// The number of first hits whose references are followed, and which definitions of further terms do not displace.
pub(crate) const FIRST: usize = 3;
/// The most passages of provisions that a question names, and of definitions of its terms, among the first.
const MOST_NAMED: usize = 8;

/// Fuses hits with what the question leads to by names: provisions and definitions of what it is about take the first places in turn,
/// the ones that were also found first; definitions of its other terms come in turn with the hits behind the first.
pub(crate) fn with_named(hits: Vec<Hit>, named: &Named) -> Vec<Hit> {
    let Named { provisions, subjects, terms } = named;
    let hits = mixed_in(mixed_in(hits, subjects, 0), provisions, 0);
    mixed_in(hits, terms, FIRST)
}

/// Fuses hits with the provisions that the first of them refer to, in turn with those behind the first.
pub(crate) fn with_referenced(hits: Vec<Hit>, referenced: &[ChunkId]) -> Vec<Hit> {
    mixed_in(hits, referenced, FIRST)
}

/// Mixes chunks into hits, in turn with those from a place on. Chunks that were found come before others, in the order of the hits; those
/// that are found before the place stay there.
fn mixed_in(mut hits: Vec<Hit>, named: &[ChunkId], place: usize) -> Vec<Hit> {
    if named.is_empty() {
        return hits;
    }
    let rest = hits.split_off(hits.len().min(place));
    for hit in hits.iter_mut().filter(|hit| named.contains(&hit.chunk)) {
        hit.named = true;
    }
    let (known, others): (Vec<Hit>, Vec<Hit>) = rest.into_iter().partition(|hit| named.contains(&hit.chunk));
    let is_found = |chunk: &&ChunkId| known.iter().chain(&hits).any(|hit| hit.chunk == **chunk);
    let new = named.iter().filter(|chunk| !is_found(chunk)).map(|chunk| Hit {
        chunk: *chunk,
        semantic: None,
        keyword: None,
        rrf_score: 0.0,
        rank: 0,
        reranked: None,
        named: true,
    });
    let mut mixed: Vec<Hit> = known.iter().map(|hit| Hit { named: true, ..*hit }).chain(new).collect();
    // what is found anyway keeps its place among the others
    let surplus = mixed.split_off(mixed.len().min(MOST_NAMED));
    let surplus = surplus.into_iter().filter(|hit| hit.rank > 0);
    let mut others: Vec<Hit> = others.into_iter().chain(surplus).collect();
    others.sort_by_key(|hit| hit.rank);
    hits.extend(interleaved(mixed, others));
    ranked(hits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn scored(chunk: u8, score: f32) -> fusion::Scored {
        fusion::Scored { chunk: Uuid::from_u128(chunk.into()), score }
    }

    fn chunk(number: u8) -> ChunkId {
        ChunkId(Uuid::from_u128(number.into()))
    }

    #[test]
    fn best_hit_of_one_search_leads() {
        let alike: Vec<_> = (1..=50).map(|number| scored(number, 1.0 - f32::from(number) / 100.0)).collect();
        let keyword = [scored(99, 0.995)].into_iter().chain(alike.iter().copied().take(49)).collect();
        let hits = ranked(fused(&Legs { semantic: alike, keyword }));
        let place = |chunks: &[ChunkId]| chunks.iter().position(|found| *found == chunk(99)).unwrap();
        let in_fusion: Vec<ChunkId> = hits.iter().map(|hit| hit.chunk).collect();
        assert!(place(&in_fusion) > 20, "the fusion alone puts it behind");
        let found = Retrieved { hits, degraded: false, timings: Timings::default() }.leaders_first();
        assert!(place(&found) <= 16);
        assert_eq!(found.len(), in_fusion.len());
        assert_eq!(found[0], in_fusion[0]);
    }

    #[test]
    fn chosen_documents_come_first() {
        let leg = |numbers: &[u8]| numbers.iter().map(|number| scored(*number, 1.0)).collect::<Vec<_>>();
        let everywhere = Legs { semantic: leg(&[7, 1]), keyword: leg(&[7]) };
        let within = Legs { semantic: leg(&[1, 2]), keyword: Vec::new() };
        let hits = Found::new(everywhere, within, true).hits(true);
        assert_eq!(hits.iter().map(|hit| hit.chunk).collect::<Vec<_>>(), [1, 2, 7].map(chunk));
        assert_eq!(hits.iter().map(|hit| hit.rank).collect::<Vec<_>>(), [1, 2, 3]);
        assert!(hits.windows(2).all(|pair| pair[0].relevance() > pair[1].relevance()));
    }

    #[test]
    fn unclear_documents_share_the_first_places() {
        let leg = |numbers: &[u8]| numbers.iter().map(|number| scored(*number, 1.0)).collect::<Vec<_>>();
        let everywhere = Legs { semantic: leg(&[7, 1]), keyword: Vec::new() };
        let within = Legs { semantic: leg(&[1, 2, 3]), keyword: Vec::new() };
        let hits = Found::new(everywhere, within, true).hits(false);
        assert_eq!(hits.iter().map(|hit| hit.chunk).collect::<Vec<_>>(), [1, 7, 2, 3].map(chunk));
    }

    #[test]
    fn other_search_is_mixed_in() {
        let legs = |chunks: &[u8]| Legs {
            semantic: Vec::new(),
            keyword: chunks.iter().map(|number| scored(*number, 1.0)).collect(),
        };
        let chunks = |first: &[u8], others: &[u8]| {
            let hits = Found::new(legs(first), Legs::default(), false).with_others(&legs(others)).hits(true);
            hits.iter().map(|hit| hit.chunk).collect::<Vec<_>>()
        };
        assert_eq!(chunks(&[1, 2, 3], &[7]), [1, 7, 2, 3].map(chunk));
        assert_eq!(chunks(&[1], &[7, 8]), [1, 7, 8].map(chunk));
        assert_eq!(chunks(&[], &[7]), [7].map(chunk));
    }

    fn hits_of(numbers: &[u8]) -> Vec<Hit> {
        let semantic = numbers.iter().zip((0..100_u8).rev()).map(|(number, score)| scored(*number, f32::from(score)));
        Found::new(Legs { semantic: semantic.collect(), keyword: Vec::new() }, Legs::default(), true).hits(true)
    }

    fn chunks(hits: &[Hit]) -> Vec<ChunkId> {
        hits.iter().map(|hit| hit.chunk).collect()
    }

    #[test]
    fn nothing_named_changes_nothing() {
        assert_eq!(with_named(hits_of(&[1, 2, 3]), &Named::default()), hits_of(&[1, 2, 3]));
        assert_eq!(with_referenced(hits_of(&[1, 2, 3]), &[]), hits_of(&[1, 2, 3]));
    }

    #[test]
    fn named_provisions_share_the_first_places() {
        let named = Named { provisions: [9, 3].map(chunk).to_vec(), ..Named::default() };
        let found = with_named(hits_of(&[1, 2, 3]), &named);
        assert_eq!(chunks(&found), [3, 1, 9, 2].map(chunk), "what is found too comes first");
        assert_eq!(found.iter().map(|hit| hit.rank).collect::<Vec<_>>(), [1, 2, 3, 4]);
        assert_eq!(found.iter().map(|hit| hit.named).collect::<Vec<_>>(), [true, false, true, false]);
        let subject = Named { subjects: vec![chunk(2)], ..Named::default() };
        assert_eq!(chunks(&with_named(hits_of(&[1, 2, 3]), &subject)), [2, 1, 3].map(chunk));
    }

    #[test]
    fn further_terms_and_references_do_not_displace_the_first() {
        let named = Named { terms: [9, 2, 5].map(chunk).to_vec(), ..Named::default() };
        let found = with_named(hits_of(&[1, 2, 3, 4, 5]), &named);
        assert_eq!(chunks(&found), [1, 2, 3, 5, 4, 9].map(chunk));
        assert!(found[1].named);
        assert_eq!(chunks(&with_referenced(hits_of(&[1, 2, 3, 4]), &[chunk(9)])), [1, 2, 3, 9, 4].map(chunk));
    }

    #[test]
    fn many_named_chunks_keep_their_places() {
        let numbers: Vec<u8> = (1..=12).collect();
        let named = Named { provisions: numbers.iter().map(|number| chunk(*number)).collect(), ..Named::default() };
        assert_eq!(chunks(&with_named(hits_of(&numbers), &named)).len(), 12);
    }

    #[test]
    fn meaningless_vectors_find_nothing() {
        let everywhere = Legs { semantic: vec![scored(1, 0.9)], keyword: vec![scored(2, 3.0)] };
        let hits = Found::new(everywhere, Legs::default(), false).hits(true);
        assert_eq!(hits.iter().map(|hit| hit.chunk).collect::<Vec<_>>(), [chunk(2)]);
    }
}
