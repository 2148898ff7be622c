//! Answers that are given again: to the same question or one that means the same, in the same setting, while the documents that the
//! caller may see are the same as they were.

use crate::{State, question::Question};
use jiff::SignedDuration;
use serde_json::json;
use sha2::{Digest, Sha256};
use sisuiq_answers::{Prompt, ask_alike};
use sisuiq_chat_db::cached_answers::{self, CachedAnswer, Looked, NewCachedAnswer, Wanted};
use sisuiq_config::{ConfigError, Environment, settings};
use sisuiq_db::{Connection, DatabaseError};
use sisuiq_documents_db::analytics_snapshots::AnalyticsSnapshot;
use sisuiq_model::{ChatMode, DocumentId, MessageId, Visibility};
use sisuiq_provenance::Record;
use sisuiq_telemetry::metrics::{CACHE_HITS_TOTAL, CACHE_MISSES_TOTAL, CACHE_OPERATIONS_TOTAL};
use std::collections::BTreeSet;
use tracing::warn;

/// Counted up when answers come to be made otherwise: those made before are not given any more.
const MAKING: u32 = 3;
/// With how many questions another one is compared.
const MOST_ALIKE: i64 = 100;

/// How long answers are kept, and how near a question has to be to another.
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
            if !(0.0..=2.0).contains(&similarity) {
                reader.problem(settings::ANSWER_CACHE_SIMILARITY.name, "must lie between 0 and 2");
            }
            Self { lifetime: SignedDuration::from_secs(reader.get(&settings::ANSWER_CACHE_SECONDS)), similarity }
        })
    }

    const fn is_on(self) -> bool {
        self.lifetime.is_positive()
    }
}

/// An answer that is given again.
#[derive(Debug)]
pub(super) struct Again {
    pub(super) answer: CachedAnswer,
    /// How it came about.
    pub(super) record: Record,
    /// The table whose figures belong to it.
    pub(super) snapshot: Option<AnalyticsSnapshot>,
}

/// What came of looking for one.
pub(super) enum Found {
    /// It may be given again.
    Hit(Box<Again>),
    /// There is none yet.
    Miss(Box<Miss>),
}

/// What an answer will be kept under.
#[derive(Clone, Debug)]
pub(super) struct Miss {
    seen_by: Visibility,
    mode: ChatMode,
    setting: Vec<u8>,
    asked: Vec<u8>,
    scope: Vec<u8>,
    has_alike: bool,
    embedding: Option<Vec<u8>>,
}

/// Looks for an answer to this very question; nothing is looked for where none would be given.
pub(super) async fn look(
    state: &State,
    seen_by: Visibility,
    question: &Question,
) -> Result<Option<Found>, DatabaseError> {
    if !state.cache.is_on() || question.session.is_some() {
        return Ok(None);
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
    let mut looked = find(&state.database.connection().await?, wanted).await?;
    let known = readable(&mut looked);
    measure("answers", known.is_some());
    Ok(Some(match known {
        Some(again) => Found::Hit(again),
        None => Found::Miss(Box::new(Miss {
            seen_by,
            mode: question.mode,
            setting,
            asked,
            scope: looked.scope,
            has_alike: looked.has_alike,
            embedding: None,
        })),
    }))
}

/// Counts a look into a cache.
fn measure(cache: &str, is_hit: bool) {
    CACHE_OPERATIONS_TOTAL.count([cache]);
    if is_hit {
        CACHE_HITS_TOTAL.count([cache]);
    } else {
        CACHE_MISSES_TOTAL.count([cache]);
    }
}

impl Miss {
    /// Remembers what the question means, and looks for an answer to another one that means the same.
    pub(super) async fn look_alike(
        &mut self,
        state: &State,
        question: &str,
        meaning: Option<&[f32]>,
    ) -> Result<Option<Box<Again>>, DatabaseError> {
        let Some(meaning) = meaning else { return Ok(None) };
        self.embedding = Some(meaning.iter().flat_map(|number| number.to_le_bytes()).collect());
        if !self.has_alike {
            return Ok(None);
        }
        let (now, connection) = (state.clock.now(), state.database.connection().await?);
        let known = cached_answers::list_alike(&connection, &self.setting, &self.scope, now, MOST_ALIKE).await?;
        let near = known.iter().map(|known| (cosine(meaning, &known.embedding), known));
        let near = near.filter(|(similarity, known)| {
            *similarity >= state.cache.similarity && ask_alike(self.mode, question, &known.question)
        });
        let Some((_, nearest)) = near.max_by(|(left, _), (right, _)| left.total_cmp(right)) else { return Ok(None) };
        let wanted = Wanted {
            seen_by: self.seen_by,
            setting: &self.setting,
            asked: None,
            answer: Some(nearest.answer),
            now,
            reads_figures: self.mode == ChatMode::Analytics,
        };
        let mut looked = find(&connection, wanted).await?;
        // what may be seen has changed meanwhile
        if looked.scope != self.scope {
            return Ok(None);
        }
        let known = readable(&mut looked);
        measure("alike", known.is_some());
        Ok(known)
    }

    /// Keeps an answer that is stored. What goes wrong is told: the answer counts all the same.
    pub(super) async fn keep(
        &self,
        state: &State,
        connection: &Connection,
        answer: MessageId,
        made_from: MadeFrom<'_>,
    ) {
        let now = state.clock.now();
        let documents: Vec<DocumentId> = made_from.documents.into_iter().collect();
        let new = NewCachedAnswer {
            viewer: self.seen_by.user(),
            answer,
            setting: &self.setting,
            scope: &self.scope,
            asked: &self.asked,
            embedding: self.embedding.as_deref(),
            documents: &documents,
            snapshot: made_from.snapshot.map(|snapshot| snapshot.id),
            fell_back: made_from.fell_back,
            created_at: now,
            expires_at: sisuiq_clock::later(now, state.cache.lifetime),
        };
        if let Err(error) = cached_answers::insert(connection, &new).await {
            warn!(error = &error as &dyn std::error::Error, "an answer is not kept for others");
        }
    }
}

/// What an answer was made from.
pub(super) struct MadeFrom<'a> {
    pub(super) documents: BTreeSet<DocumentId>,
    pub(super) snapshot: Option<&'a AnalyticsSnapshot>,
    pub(super) fell_back: bool,
}

async fn find(connection: &Connection, wanted: Wanted<'_>) -> Result<Looked, DatabaseError> {
    cached_answers::find(connection, wanted).await
}

/// Nothing when its record is of another form than this code writes.
fn readable(looked: &mut Looked) -> Option<Box<Again>> {
    let answer = looked.answer.take()?;
    match serde_json::from_str(&answer.record) {
        Ok(record) => Some(Box::new(Again { answer, record, snapshot: looked.snapshot.take() })),
        Err(error) => {
            warn!(%error, answer_id = %answer.id, "the record of a kept answer cannot be read");
            None
        }
    }
}

/// A digest of what decides what is answered, beside question and documents.
fn setting(state: &State, question: &Question) -> Vec<u8> {
    let names = |names: Vec<String>| names.into_iter().collect::<BTreeSet<_>>();
    let filter = &question.filter;
    let route = state.models.route(question.mode.as_str());
    let route: Vec<_> = route.iter().map(|choice| (choice.entry().id.clone(), choice.model().to_owned())).collect();
    let prompt = Prompt { mode: question.mode, question: "", passages: &[], figures: None, history: &[] };
    let setting = json!([
        MAKING,
        env!("CARGO_PKG_VERSION"),
        question.mode,
        names(filter.sources.iter().map(ToString::to_string).collect()),
        names(filter.kinds.iter().map(ToString::to_string).collect()),
        names(filter.documents.iter().map(ToString::to_string).collect()),
        route,
        prompt.versions(),
        format!("{:?}", state.unsupported),
        state.retrieval.embedder().model().name,
        state.reranker.as_ref().map(|reranker| (reranker.name().to_owned(), reranker.most())),
    ]);
    digest(&setting.to_string())
}

fn digest(text: &str) -> Vec<u8> {
    Sha256::digest(text).to_vec()
}

/// White space and how the question ends say nothing.
fn normalized(question: &str) -> String {
    let words = question.split_whitespace().collect::<Vec<_>>().join(" ");
    words.trim_end_matches(['?', '.', '!', ' ']).to_owned()
}

/// Of two meanings, of which one is stored as bytes; 0 when they cannot be compared.
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
    fn meanings_of_other_sizes_are_not_alike() {
        assert!((cosine(&[0.6, 0.8], &bytes(&[0.6, 0.8])) - 1.0).abs() < 1e-9);
        assert!(cosine(&[1.0, 0.0], &bytes(&[0.0, 1.0])).abs() < 1e-9);
        for other in [bytes(&[1.0]), bytes(&[]), vec![0; 9], bytes(&[0.0, 0.0])] {
            assert!(cosine(&[1.0, 0.0], &other).abs() < 1e-9);
        }
    }

    #[test]
    fn only_white_space_and_the_end_of_a_question_say_nothing() {
        assert_eq!(normalized(" What  is\nWHO ?"), "What is WHO");
        assert_ne!(normalized("What is WHO?"), normalized("What is who?"));
    }
}
