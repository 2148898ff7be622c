//! From a question to the chunks that may answer it.

use crate::{
    EmbedError, Embedder, QdrantStore, StoreError,
    fusion::{self, Place},
    sparse,
    store::{Legs, QueryVectors},
};
use sisuiq_db::{ChunkId, Database, DatabaseError, Visibility, document_chunks};
use std::time::{Duration, Instant};

/// How many chunks each of the two searches contributes to the fusion.
pub const LEG_LIMIT: u16 = 50;

/// Finds chunks by meaning and by words, and by Postgres's full-text search when that is not possible. Clones share
/// everything.
#[derive(Clone)]
pub struct Retrieval {
    embedder: Embedder,
    store: QdrantStore,
    database: Database,
}

/// A chunk that was found. Whether it still exists and may be seen is for whoever loads it to check.
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
}

/// What a search found, and how.
#[derive(Clone, Debug)]
pub struct Retrieved {
    /// Best first.
    pub hits: Vec<Hit>,
    /// Whether only Postgres could be asked.
    pub degraded: bool,
    /// The question's vector; absent when the model was away.
    pub question_vector: Option<Vec<f32>>,
    /// How long it took.
    pub timings: Timings,
}

/// A chunk so high in one search counts among the first, wherever the fusion puts it.
const LEADER: u32 = 8;

impl Hit {
    fn leads(&self) -> bool {
        [self.semantic, self.keyword].into_iter().flatten().any(|place| place.rank <= LEADER)
    }
}

impl Retrieved {
    /// All chunks, those that lead one of the searches before the others. Where both searches find many chunks alike, the
    /// fusion puts all of these before the one that only one search found, and found best: the passage with the number that
    /// was asked for, say, behind those that speak of the same thing.
    #[must_use]
    pub fn leaders_first(&self) -> Vec<ChunkId> {
        let (leaders, others): (Vec<Hit>, Vec<Hit>) = self.hits.iter().partition(|hit| hit.leads());
        leaders.into_iter().chain(others).map(|hit| hit.chunk).collect()
    }
}

/// How long the parts of a search took; zero for what was not reached.
#[derive(Clone, Copy, Debug, Default)]
pub struct Timings {
    /// Making the question's vectors.
    pub embedding: Duration,
    /// The vector store.
    pub vector_search: Duration,
    /// Postgres's full-text search.
    pub full_text_search: Duration,
}

/// Why the vector store could not be asked.
#[derive(Debug, thiserror::Error)]
enum Away {
    #[error("the question could not be embedded")]
    Embedder(#[from] EmbedError),
    #[error("the vector store could not be searched")]
    Store(#[from] StoreError),
}

impl Retrieval {
    /// Searches with these parts.
    #[must_use]
    pub const fn new(embedder: Embedder, store: QdrantStore, database: Database) -> Self {
        Self { embedder, store, database }
    }

    /// The model that embeds questions.
    #[must_use]
    pub const fn embedder(&self) -> &Embedder {
        &self.embedder
    }

    /// The vector store.
    #[must_use]
    pub const fn store(&self) -> &QdrantStore {
        &self.store
    }

    /// The best chunks of what the caller may see, at most `limit` and at most twice [`LEG_LIMIT`]. When the model or
    /// the vector store is away, Postgres answers and the result is marked degraded; only when that fails too does this.
    pub async fn search(&self, question: &str, seen_by: Visibility, limit: u16) -> Result<Retrieved, DatabaseError> {
        let mut timings = Timings::default();
        let (mut hits, question_vector) = match self.hybrid(question, seen_by, &mut timings).await {
            Ok((legs, vector)) => (fused(&legs), Some(vector)),
            Err(away) => {
                report(&away);
                (self.full_text(question, seen_by, limit, &mut timings).await?, None)
            }
        };
        hits.truncate(usize::from(limit));
        Ok(Retrieved { hits, degraded: question_vector.is_none(), question_vector, timings })
    }

    async fn hybrid(
        &self,
        question: &str,
        seen_by: Visibility,
        timings: &mut Timings,
    ) -> Result<(Legs, Vec<f32>), Away> {
        let start = Instant::now();
        let dense = self.embedder.embed_query(question).await?;
        let query = QueryVectors { dense: dense.clone(), sparse: sparse::query(question) };
        timings.embedding = start.elapsed();
        let start = Instant::now();
        let legs = self.store.search(query, seen_by, LEG_LIMIT.into()).await?;
        timings.vector_search = start.elapsed();
        Ok((legs, dense))
    }

    async fn full_text(
        &self,
        question: &str,
        seen_by: Visibility,
        limit: u16,
        timings: &mut Timings,
    ) -> Result<Vec<Hit>, DatabaseError> {
        let start = Instant::now();
        let connection = self.database.connection().await?;
        let found = document_chunks::search_full_text(&connection, seen_by, question, limit.into()).await?;
        timings.full_text_search = start.elapsed();
        let keyword = found.iter().map(|hit| fusion::Scored { chunk: hit.id.0, score: narrow(hit.rank) }).collect();
        Ok(fused(&Legs { semantic: Vec::new(), keyword }))
    }
}

fn fused(legs: &Legs) -> Vec<Hit> {
    fusion::fuse(&legs.semantic, &legs.keyword)
        .into_iter()
        .map(|entry| Hit {
            chunk: ChunkId(entry.chunk),
            semantic: entry.semantic,
            keyword: entry.keyword,
            rrf_score: entry.score,
        })
        .collect()
}

/// An outage is worth a warning, anything else is a fault of ours.
fn report(away: &Away) {
    let error = away as &dyn std::error::Error;
    match away {
        Away::Store(store) if store.is_unavailable() => tracing::warn!(error, "answering from full-text search"),
        _ => tracing::error!(error, "answering from full-text search"),
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a rank lies between 0 and 1, and its digits only order hits")]
const fn narrow(rank: f64) -> f32 {
    rank as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn what_one_search_finds_best_is_not_lost_behind_what_both_find() {
        let scored = |chunk: u128| fusion::Scored { chunk: Uuid::from_u128(chunk), score: 0.5 };
        let alike: Vec<_> = (1..=50).map(scored).collect();
        let keyword = [scored(99)].into_iter().chain(alike.iter().copied().take(49)).collect();
        let hits = fused(&Legs { semantic: alike, keyword });
        let exact = ChunkId(Uuid::from_u128(99));
        let place = |chunks: &[ChunkId]| chunks.iter().position(|chunk| *chunk == exact).unwrap();
        let in_fusion: Vec<ChunkId> = hits.iter().map(|hit| hit.chunk).collect();
        assert!(place(&in_fusion) > 48, "the fusion alone puts it last");
        let found =
            Retrieved { hits, degraded: false, question_vector: None, timings: Timings::default() }.leaders_first();
        assert!(place(&found) <= 16);
        assert_eq!(found.len(), in_fusion.len());
        assert_eq!(found[0], in_fusion[0]);
    }
}
