//! From a question to the chunks that may answer it: by meaning and by words in Qdrant, or by Postgres's full-text search.

use sisuiq_db::{Database, DatabaseError};
use sisuiq_documents_db::{document_chunks, document_words};
use sisuiq_model::{ActiveCollection, ChunkId, DocumentFilter, Frequencies, SearchScope, Visibility};
use sisuiq_retrieval::{
    Embedder, InferenceError, LEG_LIMIT, QdrantStore, StoreError,
    fusion::{self, Place},
    sparse,
    store::{Legs, QueryVectors},
};
use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
    time::{Duration, Instant},
};
use tokio::join;

/// Finds chunks by meaning and by words, and by Postgres's full-text search when that is not possible. Clones share
/// everything.
#[derive(Clone)]
pub struct Retrieval {
    models: Arc<[Model]>,
    /// Index of the model that answered last; a switch to another one is noticed with the next question.
    answering: Arc<AtomicUsize>,
    database: Database,
}

/// A model and the collection of its vectors.
#[derive(Clone)]
struct Model {
    embedder: Embedder,
    store: QdrantStore,
}

impl Model {
    /// Returns whether the collection's vectors are of this model. Collections from before names included the precision are
    /// matched by the family of their model.
    fn is_of(&self, active: &ActiveCollection) -> bool {
        active.name == self.store.collection() || active.model == self.embedder.model().family
    }
}

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
    /// Its place by the reranker among the passages that this saw.
    pub reranked: Option<Place>,
}

/// A search: the question, the caller and the documents.
#[derive(Clone, Copy, Debug)]
pub struct Search<'a> {
    /// The question.
    pub question: &'a str,
    /// The caller's visibility.
    pub seen_by: Visibility,
    /// Documents to search.
    pub filter: &'a DocumentFilter,
    /// The most chunks to find.
    pub limit: u16,
}

/// A question as it is searched for: its meaning and how common its words are. Good for several searches.
#[derive(Clone, Debug)]
pub struct Prepared {
    terms: Vec<String>,
    /// Frequencies of its terms among the chunks that the caller may see.
    pub frequencies: Frequencies,
    /// Its vector; `None` when the collection's model was unavailable or is not configured.
    pub vector: Option<Vec<f32>>,
    /// The collection that answers.
    store: QdrantStore,
    /// Name of the model of its vectors.
    model: String,
    embedding: Duration,
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

/// A chunk up to this rank in one search counts among the first, wherever the fusion puts it.
const LEADER: u32 = 8;

impl Hit {
    /// The relevance, by the same measure for all hits of a search: with a reranker, that of a chunk which both searches find at the
    /// reranker's rank.
    #[must_use]
    pub fn relevance(&self) -> f64 {
        self.reranked.map_or(self.rrf_score, |place| 2.0 * fusion::reciprocal(place.rank))
    }

    fn leads(&self) -> bool {
        [self.semantic, self.keyword].into_iter().flatten().any(|place| place.rank <= LEADER)
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

/// Reasons why the vector store was not searched.
#[derive(Debug, thiserror::Error)]
enum Away {
    #[error("the question could not be embedded")]
    Embedder(#[from] InferenceError),
    #[error("the active collection has vectors of the model {0:?}, which is not configured")]
    Model(String),
    #[error("the vector store could not be searched")]
    Store(#[from] StoreError),
}

impl Retrieval {
    /// Searches with these parts.
    #[must_use]
    pub fn new(embedder: Embedder, store: QdrantStore, database: Database) -> Self {
        Self { models: Arc::new([Model { embedder, store }]), answering: Arc::default(), database }
    }

    /// Another model, which answers as soon as Postgres says that its collection does.
    #[must_use]
    pub fn beside(self, embedder: Embedder, store: QdrantStore) -> Self {
        let models = self.models.iter().cloned().chain([Model { embedder, store }]).collect();
        Self { models, ..self }
    }

    /// The model that embeds questions: the one that answered last.
    #[must_use]
    pub fn embedder(&self) -> &Embedder {
        &self.answering().1.embedder
    }

    /// The vector store of that model.
    #[must_use]
    pub fn store(&self) -> &QdrantStore {
        &self.answering().1.store
    }

    /// The model that answered last, and its place.
    #[expect(
        clippy::indexing_slicing,
        reason = "there is a first model, and no place that is none of them is ever noted"
    )]
    fn answering(&self) -> (usize, &Model) {
        let place = self.answering.load(Relaxed);
        (place, &self.models[place])
    }

    /// Embeds a question and counts its terms and those of `words`, at the same time.
    pub async fn prepare(
        &self,
        question: &str,
        words: &[&str],
        seen_by: Visibility,
    ) -> Result<Prepared, DatabaseError> {
        let terms = sparse::query_terms(question);
        let mut counted = terms.clone();
        counted.extend(words.iter().flat_map(|word| sparse::word_terms(word)));
        counted.sort_unstable();
        counted.dedup();
        let start = Instant::now();
        let (guessed, model) = self.answering();
        let (vector, frequencies) = join!(model.embedder.embed_query(question), self.count(&counted, seen_by));
        let frequencies = frequencies?;
        let (place, model) = self.place(frequencies.collection(), guessed);
        let vector = match place {
            Some(place) if place == guessed => vector.map_err(Away::Embedder),
            Some(_) => model.embedder.embed_query(question).await.map_err(Away::Embedder),
            None => Err(Away::Model(frequencies.collection().map(|active| active.model.clone()).unwrap_or_default())),
        };
        let vector = vector.map_err(|error| report(&error)).ok();
        let (store, model) = match frequencies.collection() {
            Some(active) => (model.store.at(&active.name), active.model.clone()),
            None => (model.store.clone(), model.embedder.model().name.to_owned()),
        };
        Ok(Prepared { terms, frequencies, vector, store, model, embedding: start.elapsed() })
    }

    /// The model of the active collection, which is asked first next time; no index when it is not configured.
    fn place(&self, active: Option<&ActiveCollection>, guessed: usize) -> (Option<usize>, &Model) {
        let Some(active) = active else { return (Some(guessed), self.answering().1) };
        let exact = self.models.iter().position(|model| model.store.collection() == active.name);
        let place = exact.or_else(|| self.models.iter().position(|model| model.is_of(active)));
        if let Some(place) = place {
            self.answering.store(place, Relaxed);
        }
        (place, self.answering().1)
    }

    async fn count(&self, terms: &[String], seen_by: Visibility) -> Result<Frequencies, DatabaseError> {
        let connection = self.database.connection().await?;
        document_words::frequencies(&connection, seen_by, terms).await
    }

    /// Finds the best visible chunks that match the filter, at most `limit` and at most twice [`LEG_LIMIT`]. When the model or
    /// the vector store is unavailable, Postgres answers and the result is marked as degraded; it fails only when that fails too.
    pub async fn search(&self, search: Search<'_>, prepared: &Prepared) -> Result<Retrieved, DatabaseError> {
        let mut timings = Timings { embedding: prepared.embedding, ..Timings::default() };
        let legs = match &prepared.vector {
            Some(vector) => self.hybrid(search, prepared, vector, &mut timings).await,
            None => None,
        };
        let (mut hits, degraded) = match legs {
            Some(legs) => (fused(&legs), false),
            None => (self.full_text(search, &mut timings).await?, true),
        };
        hits.truncate(usize::from(search.limit));
        Ok(Retrieved { hits, degraded, timings })
    }

    /// Returns `None` when the vector store cannot be searched.
    async fn hybrid(
        &self,
        Search { seen_by, filter, .. }: Search<'_>,
        prepared: &Prepared,
        vector: &[f32],
        timings: &mut Timings,
    ) -> Option<Legs> {
        let start = Instant::now();
        let sparse = sparse::query(&prepared.terms, &prepared.frequencies);
        let query = QueryVectors { dense: vector.to_vec(), sparse };
        let legs = prepared.store.search(query, SearchScope { seen_by, filter }, LEG_LIMIT.into()).await;
        timings.vector_search = start.elapsed();
        legs.map_err(|error| report(&error.into())).ok()
    }

    async fn full_text(
        &self,
        Search { question, seen_by, filter, limit }: Search<'_>,
        timings: &mut Timings,
    ) -> Result<Vec<Hit>, DatabaseError> {
        let start = Instant::now();
        let connection = self.database.connection().await?;
        let scope = SearchScope { seen_by, filter };
        let found = document_chunks::search_full_text(&connection, scope, question, limit.into()).await?;
        timings.full_text_search = start.elapsed();
        let keyword = found.iter().map(|hit| fusion::Scored { chunk: hit.id.0, score: narrow(hit.rank) }).collect();
        Ok(fused(&Legs { semantic: Vec::new(), keyword }))
    }
}

impl Prepared {
    /// The model whose vectors answer.
    #[must_use]
    pub fn model(&self) -> &str {
        &self.model
    }

    /// The number of visible chunks with a word, by its rarest term; `None` for a word without terms.
    #[must_use]
    pub fn chunks_with(&self, word: &str) -> Option<i64> {
        sparse::word_terms(word).iter().map(|term| self.frequencies.of(term)).min()
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
            reranked: None,
        })
        .collect()
}

/// An outage is worth a warning, anything else is a fault of ours.
fn report(away: &Away) {
    let error = away as &dyn std::error::Error;
    match away {
        Away::Store(store) if store.is_unavailable() => {
            tracing::warn!(error, "vector search failed, using full-text search");
        }
        _ => tracing::error!(error, "vector search failed, using full-text search"),
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
    fn best_hit_of_one_search_leads() {
        let scored = |chunk: u8, score| fusion::Scored { chunk: Uuid::from_u128(chunk.into()), score };
        let alike: Vec<_> = (1..=50).map(|chunk| scored(chunk, 1.0 / f32::from(chunk))).collect();
        let keyword = [scored(99, 2.0)].into_iter().chain(alike.iter().copied().take(49)).collect();
        let hits = fused(&Legs { semantic: alike, keyword });
        let exact = ChunkId(Uuid::from_u128(99));
        let place = |chunks: &[ChunkId]| chunks.iter().position(|chunk| *chunk == exact).unwrap();
        let in_fusion: Vec<ChunkId> = hits.iter().map(|hit| hit.chunk).collect();
        assert!(place(&in_fusion) > 48, "the fusion alone puts it last");
        let found = Retrieved { hits, degraded: false, timings: Timings::default() }.leaders_first();
        assert!(place(&found) <= 16);
        assert_eq!(found.len(), in_fusion.len());
        assert_eq!(found[0], in_fusion[0]);
    }
}
