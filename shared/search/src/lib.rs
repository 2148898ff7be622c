//! From a question to the chunks that may answer it: by meaning and by words in Qdrant, or by Postgres's full-text search.

use sisuiq_db::{Database, DatabaseError};
use sisuiq_documents_db::{document_chunks, document_words};
use sisuiq_model::{ActiveCollection, ChunkId, DocumentFilter, DocumentId, Frequencies, SearchScope, Visibility};
use sisuiq_retrieval::{
    Embedder, InferenceError, LEG_LIMIT, QdrantStore, StoreError,
    fusion::{self, Place},
    question::{
        choice::{self, Choice, Known},
        names, subject,
    },
    sparse,
    store::{Legs, QueryVectors},
};
use std::{
    collections::HashSet,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
    time::{Duration, Instant},
};
use tokio::{join, try_join};

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
    /// Returns whether the collection's vectors are of this model. Collections of an earlier layout are matched by their
    /// model, and those from before names included the precision by the family of their model.
    fn is_of(&self, active: &ActiveCollection) -> bool {
        let model = self.embedder.model();
        active.name == self.store.collection() || [model.name, model.family].contains(&active.model.as_str())
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
    /// Its place in the result, from 1.
    pub rank: u32,
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
    /// Those of its terms that say what is wanted in the documents that it is about: neither their names nor years.
    subject_terms: Vec<String>,
    /// Frequencies of its terms among the chunks of the scope.
    pub frequencies: Frequencies,
    /// Its vector; `None` when the collection's model was unavailable or is not configured, or does not know the question's
    /// script: such vectors have no meaning, and are close to those of other questions in it.
    pub vector: Option<Vec<f32>>,
    /// Its vector for the vector store, meaningful or not; `None` when there is none.
    searched: Option<Vec<f32>>,
    /// The documents that it is about; none when it is not about particular ones.
    chosen: Vec<DocumentId>,
    /// True if these are all documents of the scope, so that one search finds everything.
    is_whole_scope: bool,
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

/// The most words of a question that are looked for in names of documents.
const MOST_PATTERNS: usize = 64;
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

    /// Embeds a question, counts its terms and those of `words`, and chooses the documents in the scope that it is about.
    pub async fn prepare(
        &self,
        question: &str,
        words: &[&str],
        scope: SearchScope<'_>,
    ) -> Result<Prepared, DatabaseError> {
        let terms = sparse::query_terms(question);
        let mut counted: Vec<String> = terms.iter().filter(|term| sparse::is_counted(term)).cloned().collect();
        counted.extend(words.iter().flat_map(|word| sparse::word_terms(word)));
        counted.sort_unstable();
        counted.dedup();
        let start = Instant::now();
        let (guessed, model) = self.answering();
        let counting = self.count(question, &counted, scope);
        let (vector, counts) = join!(model.embedder.embed_query(question), counting);
        let (frequencies, choice, is_whole_scope) = counts?;
        let (place, model) = self.place(frequencies.collection(), guessed);
        let vector = match place {
            Some(place) if place == guessed => vector.map_err(Away::Embedder),
            Some(_) => model.embedder.embed_query(question).await.map_err(Away::Embedder),
            None => Err(Away::Model(frequencies.collection().map(|active| active.model.clone()).unwrap_or_default())),
        };
        let vector = vector.map_err(|error| report(&error)).ok();
        let is_meaningful = model.embedder.knows_script(question).await.unwrap_or(true);
        let subject = subject(question, &choice.names);
        let searched = match &vector {
            Some(vector) if is_meaningful => Some(toward_subject(&model.embedder, &subject, vector).await),
            _ => vector.clone(),
        };
        let vector = vector.filter(|_| is_meaningful);
        let (store, model) = match frequencies.collection() {
            Some(active) => (model.store.at(&active.name), active.model.clone()),
            None => (model.store.clone(), model.embedder.model().name.to_owned()),
        };
        let (chosen, embedding) = (choice.documents, start.elapsed());
        let subject_terms = subject_terms(&subject, &terms);
        Ok(Prepared {
            terms,
            subject_terms,
            frequencies,
            vector,
            searched,
            chosen,
            is_whole_scope,
            store,
            model,
            embedding,
        })
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

    /// Counts terms and chooses documents, in one round trip. Also returns whether all documents of the scope are chosen.
    async fn count(
        &self,
        question: &str,
        terms: &[String],
        scope: SearchScope<'_>,
    ) -> Result<(Frequencies, Choice<DocumentId>, bool), DatabaseError> {
        let patterns = patterns(question);
        let terms: Vec<&str> = terms.iter().map(String::as_str).collect();
        let connection = self.database.connection().await?;
        let (frequencies, (documents, all)) = try_join!(
            document_words::frequencies(&connection, scope, &terms),
            document_words::subjects(&connection, scope, &terms, &patterns),
        )?;
        let known: Vec<Known<DocumentId>> = documents
            .into_iter()
            .map(|document| Known { id: document.id, name: document.name, subjects: document.score })
            .collect();
        let all = usize::try_from(all).unwrap_or_default();
        let choice = choice::choose(question, &known, all);
        let is_whole_scope = all > 0 && choice.documents.len() == all;
        Ok((frequencies, choice, is_whole_scope))
    }

    /// Finds the best visible chunks that match the filter, at most `limit` and at most twice [`LEG_LIMIT`]. When the model or
    /// the vector store is unavailable, Postgres answers and the result is marked as degraded; it fails only when that fails too.
    pub async fn search(&self, search: Search<'_>, prepared: &Prepared) -> Result<Retrieved, DatabaseError> {
        let mut timings = Timings { embedding: prepared.embedding, ..Timings::default() };
        let found = match &prepared.searched {
            Some(vector) => self.hybrid(search, prepared, vector, &mut timings).await,
            None => None,
        };
        let (mut hits, degraded) = match found {
            Some(found) => (found.hits(), false),
            None => (self.full_text(search, &mut timings).await?, true),
        };
        hits.truncate(usize::from(search.limit));
        Ok(Retrieved { hits, degraded, timings })
    }

    /// Searches the documents that the question is about, and all documents. Returns `None` when the vector store cannot be
    /// searched.
    async fn hybrid(
        &self,
        Search { seen_by, filter, .. }: Search<'_>,
        prepared: &Prepared,
        vector: &[f32],
        timings: &mut Timings,
    ) -> Option<Found> {
        let start = Instant::now();
        let query =
            |terms| QueryVectors { dense: vector.to_vec(), sparse: sparse::query(terms, &prepared.frequencies) };
        let chosen = DocumentFilter { documents: prepared.chosen.clone(), ..filter.clone() };
        let everywhere = async {
            if prepared.is_whole_scope {
                return Ok(Legs::default());
            }
            prepared.store.search(query(&prepared.terms), SearchScope { seen_by, filter }, LEG_LIMIT.into()).await
        };
        let within = async {
            if chosen.documents.is_empty() {
                return Ok(Legs::default());
            }
            let query = query(&prepared.subject_terms);
            prepared.store.search(query, SearchScope { seen_by, filter: &chosen }, LEG_LIMIT.into()).await
        };
        let found = try_join!(everywhere, within);
        timings.vector_search = start.elapsed();
        let (everywhere, within) = found.map_err(|error| report(&error.into())).ok()?;
        Some(Found::new(everywhere, within, prepared.vector.is_some()))
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
        Ok(ranked(fused(&Legs { semantic: Vec::new(), keyword })))
    }
}

/// What a search found in the documents that the question is about, and in all documents.
struct Found {
    within: Vec<Hit>,
    everywhere: Vec<Hit>,
}

impl Found {
    /// Vectors without a meaning find nothing.
    fn new(mut everywhere: Legs, mut within: Legs, is_meaningful: bool) -> Self {
        if !is_meaningful {
            everywhere.semantic.clear();
            within.semantic.clear();
        }
        Self { within: fused(&within), everywhere: fused(&everywhere) }
    }

    /// The best chunks of the documents that the question is about, those of all documents, and the rest.
    fn hits(mut self) -> Vec<Hit> {
        let rest = self.within.split_off(self.within.len().min(usize::from(LEG_LIMIT)));
        let mut seen = HashSet::new();
        let mut hits: Vec<Hit> = self.within.into_iter().chain(self.everywhere).chain(rest).collect();
        hits.retain(|hit| seen.insert(hit.chunk.0));
        ranked(hits)
    }
}

/// Numbers hits in their order.
fn ranked(hits: Vec<Hit>) -> Vec<Hit> {
    hits.into_iter().zip(1..).map(|(hit, rank)| Hit { rank, ..hit }).collect()
}

/// Patterns for names of documents that contain a word of the question.
fn patterns(question: &str) -> Vec<String> {
    let candidates = names::of_question(question);
    // a stem may end with an `i` that is a `y` in the word
    let stems = candidates.iter().map(|candidate| candidate.term.trim_end_matches('i'));
    stems.filter(|stem| stem.chars().nth(1).is_some()).take(MOST_PATTERNS).map(|stem| format!("%{stem}%")).collect()
}

/// The terms of a question that its subject has too; all of them when there are none.
fn subject_terms(subject: &str, terms: &[String]) -> Vec<String> {
    let of_subject = sparse::query_terms(subject);
    let shared: Vec<String> = of_subject.into_iter().filter(|term| terms.contains(term)).collect();
    if shared.is_empty() { terms.to_vec() } else { shared }
}

/// The question's vector, moved half way to that of its subject. The question as a whole is close to the passages that name
/// its documents, the subject to those that answer it.
async fn toward_subject(embedder: &Embedder, subject: &str, vector: &[f32]) -> Vec<f32> {
    match embedder.embed_query(subject).await {
        Ok(subject) => vector.iter().zip(subject).map(|(whole, subject)| f32::midpoint(*whole, subject)).collect(),
        Err(error) => {
            tracing::warn!(error = &error as &dyn std::error::Error, "embedding a subject failed");
            vector.to_vec()
        }
    }
}

impl Prepared {
    /// The model whose vectors answer.
    #[must_use]
    pub fn model(&self) -> &str {
        &self.model
    }

    /// The number of chunks of the scope with a word, by its rarest term; `None` for a word without terms.
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
            rank: 0,
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
        let hits = Found::new(everywhere, within, true).hits();
        assert_eq!(hits.iter().map(|hit| hit.chunk).collect::<Vec<_>>(), [1, 2, 7].map(chunk));
        assert_eq!(hits.iter().map(|hit| hit.rank).collect::<Vec<_>>(), [1, 2, 3]);
        assert!(hits.windows(2).all(|pair| pair[0].relevance() > pair[1].relevance()));
    }

    #[test]
    fn meaningless_vectors_find_nothing() {
        let everywhere = Legs { semantic: vec![scored(1, 0.9)], keyword: vec![scored(2, 3.0)] };
        let hits = Found::new(everywhere, Legs::default(), false).hits();
        assert_eq!(hits.iter().map(|hit| hit.chunk).collect::<Vec<_>>(), [chunk(2)]);
    }

    #[test]
    fn patterns_match_inflected_names() {
        let patterns = patterns("Which policies apply?");
        assert!(patterns.contains(&"%polic%".to_owned()), "{patterns:?}");
    }
}
