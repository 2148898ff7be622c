//! What the documents have to say to a question: first those that its mode prefers, then all.

use super::rerank::rerank;
use crate::{State, question::Question};
use sisuiq_answers::{Evidence, Support, modes};
use sisuiq_documents::Span;
use sisuiq_documents_db::document_chunks;
use sisuiq_http::{Problem, Result};
use sisuiq_model::{ChunkId, DocumentFilter, Passage, Visibility};
use sisuiq_retrieval::{LEG_LIMIT, unit_vectors};
use sisuiq_search::{Hit, Prepared, Retrieved, Search};
use sisuiq_telemetry::TaskEnded;
use std::{
    collections::{HashMap, HashSet},
    time::Instant,
};
use tokio::task::spawn_blocking;

/// How many chunks are found: more than are weighed, for some may be of documents that are not ready.
const FOUND: u16 = 2 * LEG_LIMIT;
/// How many passages are weighed.
const PASSAGES: i64 = 48;

/// By how much other documents have to be better where the preferred ones are near to an answer.
const MUCH_BETTER: f64 = 0.15;

/// What was found.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) weighed: Weighed,
    /// Whether what the mode prefers did not answer the question, and other documents were looked at too.
    pub(super) fell_back: bool,
    pub(super) away: Away,
}

/// What had to be done without.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Away {
    /// The search by meaning: only Postgres could be asked.
    pub(super) meaning: bool,
    /// The reranker.
    pub(super) reranker: bool,
}

/// What was found, compared with the question.
#[derive(Debug)]
pub(super) struct Weighed {
    pub(super) asked: sisuiq_answers::Question,
    pub(super) passages: Vec<Passage>,
    /// How retrieval found each of the passages.
    pub(super) hits: Vec<Hit>,
    pub(super) evidence: Vec<Evidence>,
    pub(super) support: Support,
}

/// Takes a question apart, embeds it and counts its words.
pub(super) async fn prepare(
    state: &State,
    seen_by: Visibility,
    question: &Question,
) -> Result<(sisuiq_answers::Question, Prepared)> {
    let asked = sisuiq_answers::Question::in_mode(question.mode, question.asked());
    let prepared = state.retrieval.prepare(question.asked(), &asked.terms(), seen_by).await?;
    let asked = asked.weigh(&prepared.frequencies, |word| prepared.chunks_with(word));
    Ok((asked, prepared))
}

/// Finds and weighs passages. Documents that the mode does not prefer count where the preferred ones do not answer and they
/// do better.
pub(super) async fn find(
    state: &State,
    seen_by: Visibility,
    question: &Question,
    (asked, prepared): (sisuiq_answers::Question, &Prepared),
) -> Result<Found> {
    let everywhere = Place { state, seen_by, question, prepared, filter: &question.filter };
    if !question.filter.sources.is_empty() {
        return everywhere.look(asked, false).await;
    }
    let preferred = modes::preferred(question.mode);
    if !prepared.frequencies.has_source(preferred) {
        return everywhere.look(asked, true).await;
    }
    let filter = DocumentFilter { sources: vec![preferred], ..question.filter.clone() };
    let preferred = Place { filter: &filter, ..everywhere }.look(asked.clone(), false).await?;
    if preferred.weighed.support == Support::Full {
        return Ok(preferred);
    }
    let other = everywhere.look(asked, true).await?;
    Ok(if other.beats(&preferred) { other } else { preferred })
}

impl Weighed {
    /// Nothing was looked for.
    pub(super) fn nothing(question: &Question) -> Self {
        Self {
            asked: sisuiq_answers::Question::in_mode(question.mode, question.asked()),
            passages: Vec::new(),
            hits: Vec::new(),
            evidence: Vec::new(),
            support: Support::Full,
        }
    }
}

impl Found {
    /// Whether it answers what the preferred documents do not, or so much better that they are not meant.
    fn beats(&self, preferred: &Self) -> bool {
        let best = |found: &Self| found.weighed.evidence.first().map_or(0.0, |part| part.score);
        match (&self.weighed.support, &preferred.weighed.support) {
            (Support::TooLittle { .. }, _) => preferred.weighed.passages.is_empty(),
            (_, Support::TooLittle { .. }) => true,
            (Support::Full, Support::Near) => best(self) >= best(preferred) + MUCH_BETTER,
            (_, _) => false,
        }
    }
}

/// Where is looked, and for what.
#[derive(Clone, Copy)]
struct Place<'a> {
    state: &'a State,
    seen_by: Visibility,
    question: &'a Question,
    prepared: &'a Prepared,
    filter: &'a DocumentFilter,
}

impl Place<'_> {
    async fn look(&self, asked: sisuiq_answers::Question, fell_back: bool) -> Result<Found> {
        let Self { seen_by, filter, .. } = *self;
        let search = Search { question: self.question.asked(), seen_by, filter, limit: FOUND };
        let found = self.state.retrieval.search(search, self.prepared).await?;
        let (weighed, lacks_reranker) = self.weigh(asked, &found).await?;
        Ok(Found { weighed, fell_back, away: Away { meaning: found.degraded, reranker: lacks_reranker } })
    }

    /// Loads the passages that the caller may see now, weighs their sentences and judges whether they suffice; tells whether the
    /// reranker was away.
    async fn weigh(&self, asked: sisuiq_answers::Question, found: &Retrieved) -> Result<(Weighed, bool)> {
        let began = Instant::now();
        let ids = found.leaders_first();
        let connection = self.state.database.connection().await?;
        let model = self.prepared.model();
        let place = (self.seen_by, self.filter);
        let loaded = document_chunks::load_visible(&connection, place, &ids, PASSAGES, model).await?;
        drop(connection);
        let loading = began.elapsed();
        let reranked = rerank(self.state.reranker.as_ref(), self.question.asked(), with_hits(loaded, found)).await;
        let (passages, hits) = pages_first(reranked.passages);
        let (pages, meaning) = (self.state.pages.clone(), self.prepared.vector.clone().filter(|_| !found.degraded));
        let compared = spawn_blocking(move || {
            let similarity = |passage: &Passage, span: Span| {
                unit_vectors::similarity(passage.unit_vectors.as_deref()?, meaning.as_deref()?, span.start..span.end)
            };
            let asked = asked.mended(&passages);
            let relevance: Vec<f64> = hits.iter().map(Hit::relevance).collect();
            let evidence = sisuiq_answers::gather(&pages, &asked, &passages, &relevance, similarity);
            let support = sisuiq_answers::judge(&asked, &passages, &evidence);
            Weighed { asked, passages, hits, evidence, support }
        });
        let weighed = compared.await.map_err(|error| Problem::internal(TaskEnded::from(error)))?;
        let best: Vec<_> =
            weighed.evidence.iter().take(3).map(|part| (part.score, part.fit, part.similarity)).collect();
        let (finding, weighing) = (found.timings, began.elapsed().saturating_sub(loading));
        tracing::debug!(?best, support = %weighed.support.stored(), ?finding, ?loading, ?weighing, "weighed");
        Ok((weighed, reranked.is_away))
    }
}

/// Each passage with how it was found, best first.
fn with_hits(loaded: Vec<Passage>, found: &Retrieved) -> Vec<(Passage, Hit)> {
    let mut by_id: HashMap<ChunkId, Passage> = loaded.into_iter().map(|passage| (passage.id, passage)).collect();
    found.hits.iter().filter_map(|hit| Some((by_id.remove(&hit.chunk)?, *hit))).collect()
}

/// Behind the first passage of each page come the others of the same pages, for a model is shown most of the page around each.
fn pages_first(ranked: Vec<(Passage, Hit)>) -> (Vec<Passage>, Vec<Hit>) {
    let mut pages = HashSet::new();
    let (first, others): (Vec<_>, Vec<_>) =
        ranked.into_iter().partition(|(passage, _)| pages.insert((passage.document_id, passage.version, passage.page)));
    first.into_iter().chain(others).unzip()
}
