//! The answer cache: answers to the same or an equivalent question, in the same setting, while the documents that the caller may
//! see are unchanged.

use super::{context::Turn, dataset};
use crate::{Answer, State, question::ChatQuestion};
use jiff::SignedDuration;
use serde_json::json;
use sha2::{Digest, Sha256};
use sisuiq_answers::{Prompt, ask_alike};
use sisuiq_chat_db::cached_answers::{self, CachedAnswer, Looked, NewCachedAnswer, Wanted};
use sisuiq_config::{ConfigError, Environment, settings};
use sisuiq_datasets_db::datasets::Dataset;
use sisuiq_db::{Connection, DatabaseError};
use sisuiq_model::{ChatMode, DocumentId, MessageId, Visibility};
use sisuiq_provenance::Record;
use sisuiq_telemetry::metrics::{CACHE_HITS_TOTAL, CACHE_MISSES_TOTAL, CACHE_OPERATIONS_TOTAL};
use std::collections::BTreeSet;
use tracing::warn;

/// Bump when answer generation changes: older entries become misses.
const CACHE_VERSION: u32 = 5;
/// The most cached questions that a question is compared with.
const SIMILAR_LIMIT: i64 = 100;

/// The lifetime of cached answers, and the least similarity of equivalent questions.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cache {
    lifetime: SignedDuration,
    similarity: f64,
}

impl Cache {
    /// Reads `ANSWER_CACHE_SECONDS` and `ANSWER_CACHE_SIMILARITY`.
    pub(crate) fn from_environment(environment: &Environment) -> Result<Self, ConfigError> {
        environment.read(|reader| {
            let similarity: f64 = reader.get(&settings::ANSWER_CACHE_SIMILARITY);
            // a similarity above 1, which no two questions have, turns equivalent questions off
            if !(0.0..=2.0).contains(&similarity) {
                reader.problem(settings::ANSWER_CACHE_SIMILARITY.name, "must lie between 0 and 2");
            }
            Self { lifetime: SignedDuration::from_secs(reader.get(&settings::ANSWER_CACHE_SECONDS)), similarity }
        })
    }

    pub(super) const fn is_enabled(self) -> bool {
        self.lifetime.is_positive()
    }

    pub(super) const fn lifetime(self) -> SignedDuration {
        self.lifetime
    }
}

/// A cached answer.
#[derive(Debug)]
pub(super) struct CacheHit {
    pub(super) answer: CachedAnswer,
    /// The record of the first time that the answer was given.
    pub(super) record: Record,
    /// The table whose figures belong to the answer.
    pub(super) snapshot: Option<Dataset>,
}

/// The result of a lookup.
pub(super) enum CacheLookup {
    /// Answers to such a question are not cached.
    Skipped,
    /// A cached answer.
    Hit(Box<CacheHit>),
    /// The place for a new answer.
    Miss(Box<CacheSlot>),
}

/// The place of an answer in the cache.
#[derive(Clone, Debug)]
pub(super) struct CacheSlot {
    seen_by: Visibility,
    mode: ChatMode,
    setting: Vec<u8>,
    question: Vec<u8>,
    scope: Vec<u8>,
    has_others: bool,
    embedding: Option<Vec<u8>>,
}

/// The material that an answer was made from.
struct CacheSources<'a> {
    documents: BTreeSet<DocumentId>,
    snapshot: Option<&'a Dataset>,
    fell_back: bool,
}

/// Looks for an answer to the same question. Questions within a conversation depend on it and are skipped.
pub(super) async fn find_same(
    state: &State,
    seen_by: Visibility,
    question: &ChatQuestion,
) -> Result<CacheLookup, DatabaseError> {
    if !state.cache.is_enabled() || question.session.is_some() {
        return Ok(CacheLookup::Skipped);
    }
    let (setting, asked) = (setting(state, question), digest(&normalized(&question.message)));
    let wanted = Wanted {
        seen_by,
        setting: &setting,
        asked: Some(&asked),
        answer: None,
        now: state.clock.now(),
        reads_figures: question.mode == ChatMode::Analytics,
    };
    let mut looked = cached_answers::find(&state.database.connection().await?, wanted).await?;
    let hit = readable(&mut looked);
    measure("answers", hit.is_some());
    Ok(match hit {
        Some(hit) => CacheLookup::Hit(hit),
        None => CacheLookup::Miss(Box::new(CacheSlot {
            seen_by,
            mode: question.mode,
            setting,
            question: asked,
            scope: looked.scope,
            has_others: looked.has_alike,
            embedding: None,
        })),
    })
}

/// Counts a lookup in a cache.
pub(super) fn measure(cache: &str, is_hit: bool) {
    CACHE_OPERATIONS_TOTAL.count([cache]);
    if is_hit {
        CACHE_HITS_TOTAL.count([cache]);
    } else {
        CACHE_MISSES_TOTAL.count([cache]);
    }
}

impl CacheSlot {
    /// Remembers the question's embedding, and looks for an answer to an equivalent question.
    pub(super) async fn find_similar(
        &mut self,
        state: &State,
        question: &str,
        embedding: Option<&[f32]>,
    ) -> Result<Option<Box<CacheHit>>, DatabaseError> {
        let Some(embedding) = embedding else { return Ok(None) };
        self.embedding = Some(embedding.iter().flat_map(|number| number.to_le_bytes()).collect());
        if !self.has_others {
            return Ok(None);
        }
        let (now, connection) = (state.clock.now(), state.database.connection().await?);
        let others = cached_answers::list_alike(&connection, &self.setting, &self.scope, now, SIMILAR_LIMIT).await?;
        let similar = others.iter().map(|other| (cosine(embedding, &other.embedding), other));
        let similar = similar.filter(|(similarity, other)| {
            *similarity >= state.cache.similarity && ask_alike(self.mode, question, &other.question)
        });
        let nearest = similar.max_by(|(left, _), (right, _)| left.total_cmp(right));
        let Some((_, nearest)) = nearest else { return Ok(None) };
        let wanted = Wanted {
            seen_by: self.seen_by,
            setting: &self.setting,
            asked: None,
            answer: Some(nearest.answer),
            now,
            reads_figures: self.mode == ChatMode::Analytics,
        };
        let mut looked = cached_answers::find(&connection, wanted).await?;
        // the visible documents changed since the first lookup, with which the others were compared
        if looked.scope != self.scope {
            return Ok(None);
        }
        let hit = readable(&mut looked);
        measure("alike", hit.is_some());
        Ok(hit)
    }

    /// A failure is logged only: the answer itself is stored.
    async fn insert(&self, state: &State, connection: &Connection, answer: MessageId, sources: CacheSources<'_>) {
        let now = state.clock.now();
        let documents: Vec<DocumentId> = sources.documents.into_iter().collect();
        let new = NewCachedAnswer {
            viewer: self.seen_by.user(),
            answer,
            setting: &self.setting,
            scope: &self.scope,
            asked: &self.question,
            embedding: self.embedding.as_deref(),
            documents: &documents,
            snapshot: sources.snapshot.map(|snapshot| snapshot.id),
            fell_back: sources.fell_back,
            created_at: now,
            expires_at: sisuiq_clock::later(now, state.cache.lifetime),
        };
        if let Err(error) = cached_answers::insert(connection, &new).await {
            warn!(error = &error as &dyn std::error::Error, "an answer could not be cached");
        }
    }
}

/// Caches a complete answer that was generated now.
pub(super) async fn store(state: &State, connection: &Connection, turn: &Turn, answer: &Answer) {
    let turn = match turn {
        Turn::Retrieved(turn) => turn,
        Turn::Dataset(turn) => return dataset::store(state, connection, turn, answer).await,
        Turn::Cached(_) => return,
    };
    if let Some(slot) = turn.cache_slot.as_ref().filter(|_| !answer.details.stopped && !answer.details.degraded) {
        let documents = turn.search.findings.passages.iter().map(|passage| passage.document_id).collect();
        let snapshot = turn.analytics.snapshot.as_ref();
        let sources = CacheSources { documents, snapshot, fell_back: turn.search.fell_back };
        slot.insert(state, connection, turn.context.answer_id, sources).await;
    }
}

/// The cached answer, unless its record has another format than this code writes.
fn readable(looked: &mut Looked) -> Option<Box<CacheHit>> {
    let answer = looked.answer.take()?;
    match serde_json::from_str(&answer.record) {
        Ok(record) => Some(Box::new(CacheHit { answer, record, snapshot: looked.snapshot.take() })),
        Err(error) => {
            warn!(%error, answer_id = %answer.id, "the record of a cached answer cannot be read");
            None
        }
    }
}

/// A digest of everything but question and documents that determines an answer.
fn setting(state: &State, question: &ChatQuestion) -> Vec<u8> {
    let names = |names: Vec<String>| names.into_iter().collect::<BTreeSet<_>>();
    let filter = &question.filter;
    let route = state.models.route(question.mode.as_str());
    let route: Vec<_> = route.iter().map(|choice| (choice.entry().id.clone(), choice.model().to_owned())).collect();
    let prompt = Prompt { mode: question.mode, question: "", passages: &[], figures: None, history: &[] };
    let setting = json!([
        CACHE_VERSION,
        env!("CARGO_PKG_VERSION"),
        question.mode,
        names(filter.sources.iter().map(ToString::to_string).collect()),
        names(filter.kinds.iter().map(ToString::to_string).collect()),
        names(filter.documents.iter().map(ToString::to_string).collect()),
        filter.law.as_ref().map(|law| (law.day, &law.language)),
        route,
        prompt.versions(),
        format!("{:?} {:?}", state.unsupported, state.least_fit),
        state.retrieval.embedder().model().name,
        state.reranker.as_ref().map(|reranker| (reranker.name().to_owned(), reranker.most())),
        state.reader.as_ref().map(|reader| (reader.name().to_owned(), reader.most())),
    ]);
    digest(&setting.to_string())
}

fn digest(text: &str) -> Vec<u8> {
    Sha256::digest(text).to_vec()
}

/// The question without its final punctuation, with single spaces.
fn normalized(question: &str) -> String {
    let words = question.split_whitespace().collect::<Vec<_>>().join(" ");
    words.trim_end_matches(['?', '.', '!', ' ']).to_owned()
}

/// The cosine similarity of two embeddings, the second of which is stored as bytes. 0 when they cannot be compared.
fn cosine(left: &[f32], right: &[u8]) -> f64 {
    let (right, rest) = right.as_chunks::<4>();
    if right.len() != left.len() || !rest.is_empty() {
        return 0.0;
    }
    let (mut product, mut left_square, mut right_square) = (0.0, 0.0, 0.0);
    for (left, right) in left.iter().zip(right) {
        let (left, right) = (f64::from(*left), f64::from(f32::from_le_bytes(*right)));
        product += left * right;
        left_square += left * left;
        right_square += right * right;
    }
    let length = f64::sqrt(left_square * right_square);
    if length > 0.0 { product / length } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::{cosine, normalized};

    fn bytes(numbers: &[f32]) -> Vec<u8> {
        numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
    }

    #[test]
    fn embeddings_of_other_sizes_are_dissimilar() {
        assert!((cosine(&[0.6, 0.8], &bytes(&[0.6, 0.8])) - 1.0).abs() < 1e-9);
        assert!(cosine(&[1.0, 0.0], &bytes(&[0.0, 1.0])).abs() < 1e-9);
        for other in [bytes(&[1.0]), bytes(&[]), vec![0; 9], bytes(&[0.0, 0.0])] {
            assert!(cosine(&[1.0, 0.0], &other).abs() < 1e-9);
        }
    }

    #[test]
    fn normalization_ignores_spaces_and_final_punctuation() {
        assert_eq!(normalized(" What  is\nWHO ?"), "What is WHO");
        assert_ne!(normalized("What is WHO?"), normalized("What is who?"));
    }
}
