//! Searches documents for a question: first those of the publisher that its mode prefers, then all if these do not suffice.

use super::{
    order::{Weighed, by_both, pages_first},
    read::{self, Read},
    rerank::rerank,
};
use crate::{State, question::ChatQuestion};
use sisuiq_answers::{Calculation, Evidence, Support, modes, needs_other_documents};
use sisuiq_documents::Span;
use sisuiq_documents_db::{
    document_chunks,
    documents::{self, WithoutText},
};
use sisuiq_http::{Problem, Result};
use sisuiq_model::{ChunkId, DocumentFilter, Passage, SearchScope, Visibility};
use sisuiq_retrieval::{LEG_LIMIT, Readings, unit_vectors};
use sisuiq_search::{Hit, Prepared, Retrieved, Search};
use sisuiq_telemetry::TaskEnded;
use std::{collections::HashMap, time::Instant};
use tokio::{task::spawn_blocking, try_join};

/// The most chunks that a search returns. They are more than the passages: some documents may be hidden or unready by now.
const CHUNKS: u16 = 2 * LEG_LIMIT;
/// The most passages that are ranked.
const PASSAGES: i64 = 48;

/// The number of chunks, best first, of whose divided sentences the other halves are loaded.
const HALVES_OF: usize = 48;

/// The most documents without text that are named.
const UNREADABLE: i64 = 3;

/// The least advantage in score of all documents over the preferred ones, where the latter are close to an answer.
const FALLBACK_MARGIN: f64 = 0.15;

/// The result of a search.
#[derive(Debug)]
pub(super) struct SearchResult {
    pub(super) findings: Findings,
    /// `true` when the result is from all documents, because the preferred ones answered less well or there are none.
    pub(super) fell_back: bool,
    pub(super) degradation: Degradation,
    /// Documents that the question was narrowed to and that could not be searched whole. Empty when the others answer.
    pub(super) without_text: Vec<WithoutText>,
}

/// Dependencies that were unavailable for a search.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Degradation {
    /// Semantic search. Only Postgres was searched, by words.
    pub(super) semantic_search: bool,
    /// The reranker.
    pub(super) reranker: bool,
    /// The reader.
    pub(super) reader: bool,
}

impl Degradation {
    pub(super) const fn is_any(self) -> bool {
        self.semantic_search || self.reranker || self.reader
    }
}

/// Ranked passages and their evidence for an answer.
#[derive(Debug)]
pub(super) struct Findings {
    /// The analysed question.
    pub(super) question: sisuiq_answers::Question,
    pub(super) passages: Vec<Passage>,
    /// The ranks of each passage in the searches.
    pub(super) hits: Vec<Hit>,
    pub(super) evidence: Vec<Evidence>,
    pub(super) support: Support,
    /// The confidence that a part answers; `None` where it cannot be told.
    pub(super) confidence: Option<f64>,
    /// The probabilities of a reader for the first passages.
    pub(super) readings: Option<Readings>,
    /// The figure that the question asks for, computed from cells.
    pub(super) calculation: Calculation,
}

/// Analyses and embeds a question, and counts its words in the documents.
pub(super) async fn prepare(
    state: &State,
    seen_by: Visibility,
    question: &ChatQuestion,
) -> Result<(sisuiq_answers::Question, Prepared)> {
    let asked = sisuiq_answers::Question::in_mode(question.mode, question.asked());
    let scope = SearchScope { seen_by, filter: &question.filter };
    let prepared = state.retrieval.prepare(question.asked(), &asked.terms(), scope).await?;
    let asked = asked.weigh(&prepared.frequencies, |word| prepared.chunks_with(word));
    Ok((asked, prepared))
}

/// Searches and ranks passages. A question that names publishers is searched in their documents only. Otherwise all
/// documents are searched if there are no preferred ones, or if these do not answer in full: the better result counts. All are
/// searched first where the preferred ones lack names of the question that others have.
pub(super) async fn search(
    state: &State,
    seen_by: Visibility,
    question: &ChatQuestion,
    analysed: sisuiq_answers::Question,
    prepared: &Prepared,
) -> Result<SearchResult> {
    let everywhere = Searcher { state, seen_by, question, prepared, filter: &question.filter };
    if !question.filter.sources.is_empty() {
        return everywhere.search(analysed, false).await;
    }
    let Some(source) = modes::preferred(question.mode) else {
        return everywhere.search(analysed, false).await;
    };
    if !prepared.frequencies.has_source(source) {
        return everywhere.search(analysed, true).await;
    }
    let filter = DocumentFilter { sources: vec![source], ..question.filter.clone() };
    let preferred = Searcher { filter: &filter, ..everywhere };
    let is_full = |found: &SearchResult| found.findings.support == Support::Full;
    let (preferred, other) = if needs_other_documents(&analysed, |word| prepared.is_only_of_others(word, source)) {
        let other = everywhere.search(analysed.clone(), true).await?;
        if is_full(&other) {
            return Ok(other);
        }
        (preferred.search(analysed, false).await?, other)
    } else {
        let preferred = preferred.search(analysed.clone(), false).await?;
        if is_full(&preferred) {
            return Ok(preferred);
        }
        (preferred, everywhere.search(analysed, true).await?)
    };
    Ok(if other.beats(&preferred) { other } else { preferred })
}

/// Of a question that was narrowed to documents and is not answered in full: those of them with pages without text.
pub(super) async fn without_text(
    state: &State,
    seen_by: Visibility,
    question: &ChatQuestion,
    found: &SearchResult,
) -> Result<Vec<WithoutText>> {
    let among = &question.filter.documents;
    if among.is_empty() || found.findings.support == Support::Full {
        return Ok(Vec::new());
    }
    let connection = state.database.connection().await?;
    Ok(documents::find_without_text(&connection, seen_by, among, UNREADABLE).await?)
}

impl SearchResult {
    /// Returns whether this result, from all documents, should replace that of the preferred ones: it answers what they do
    /// not, scores clearly higher, or they have no passage.
    fn beats(&self, preferred: &Self) -> bool {
        let best = |found: &Self| found.findings.evidence.first().map_or(0.0, |part| part.score);
        match (&self.findings.support, &preferred.findings.support) {
            (Support::TooLittle { .. }, _) => preferred.findings.passages.is_empty(),
            (_, Support::TooLittle { .. }) | (Support::Full, Support::Partial { .. }) => true,
            (Support::Full | Support::Partial { .. }, Support::Near) => best(self) >= best(preferred) + FALLBACK_MARGIN,
            (_, _) => false,
        }
    }
}

/// A search of some documents for one question.
#[derive(Clone, Copy)]
pub(super) struct Searcher<'a> {
    pub(super) state: &'a State,
    pub(super) seen_by: Visibility,
    question: &'a ChatQuestion,
    pub(super) prepared: &'a Prepared,
    pub(super) filter: &'a DocumentFilter,
}

impl Searcher<'_> {
    async fn search(&self, analysed: sisuiq_answers::Question, fell_back: bool) -> Result<SearchResult> {
        // callers hold the futures of several searches
        Box::pin(self.find(analysed, fell_back)).await
    }

    async fn find(&self, analysed: sisuiq_answers::Question, fell_back: bool) -> Result<SearchResult> {
        let Self { seen_by, filter, .. } = *self;
        let search = Search { question: self.question.asked(), seen_by, filter, limit: CHUNKS };
        let found = self.state.retrieval.search(search, self.prepared).await?;
        let began = Instant::now();
        let (loaded, halves) = self.load(&found).await?;
        let loading = began.elapsed();
        let reranked = rerank(self.state.reranker.as_ref(), self.question.asked(), with_hits(loaded, &found)).await;
        let (question, weighed) = self.weigh(analysed, reranked.passages, halves, found.degraded).await?;
        let read = read::read(self.state.reader.as_ref(), self.question.asked(), &weighed.0).await;
        let degradation = Degradation {
            semantic_search: found.degraded,
            reranker: reranked.is_unavailable,
            reader: read.is_unavailable,
        };
        let findings = self.completed(self.judge(question, weighed, read).await?).await?;
        let best: Vec<_> =
            findings.evidence.iter().take(3).map(|part| (part.score, part.fit, part.similarity)).collect();
        let (finding, weighing) = (found.timings, began.elapsed().saturating_sub(loading));
        tracing::debug!(?best, support = %findings.support.stored(), ?finding, ?loading, ?weighing, "weighed");
        Ok(SearchResult { findings, fell_back, degradation, without_text: Vec::new() })
    }

    /// Loads the passages that the caller may see now, and the other halves of sentences that a page break divides.
    async fn load(&self, found: &Retrieved) -> Result<(Vec<Passage>, Vec<Passage>)> {
        // only the first PASSAGES are loaded: the best of each search must be among them
        let ids = found.leaders_first();
        let connection = self.state.database.connection().await?;
        let model = self.prepared.model();
        let scope = SearchScope { seen_by: self.seen_by, filter: self.filter };
        let first = ids.get(..HALVES_OF).unwrap_or(&ids);
        let (loaded, mut halves) = try_join!(
            document_chunks::load_visible(&connection, scope, &ids, PASSAGES, model),
            document_chunks::load_halves(&connection, self.seen_by, first, model),
        )?;
        halves.retain(|half| loaded.iter().all(|passage| passage.id != half.id));
        Ok((loaded, halves))
    }

    /// Scores the sentences of passages by their words and their meaning, and orders the passages.
    async fn weigh(
        &self,
        analysed: sisuiq_answers::Question,
        passages: Vec<(Passage, Hit)>,
        halves: Vec<Passage>,
        is_degraded: bool,
    ) -> Result<(sisuiq_answers::Question, Weighed)> {
        let ranked = with_halves(pages_first(passages, |(passage, _)| passage), halves);
        let (passages, hits): (Vec<_>, Vec<_>) = ranked.into_iter().unzip();
        // without Qdrant the passages were found by words alone, and are judged in the same way
        let (pages, meaning) = (self.state.pages.clone(), self.prepared.vector.clone().filter(|_| !is_degraded));
        let weighed = spawn_blocking(move || {
            let similarity = |passage: &Passage, span: Span| {
                unit_vectors::similarity(passage.unit_vectors.as_deref()?, meaning.as_deref()?, span.start..span.end)
            };
            let question = analysed.mended(&passages);
            let relevance: Vec<f64> = hits.iter().map(Hit::relevance).collect();
            let evidence = sisuiq_answers::gather(&pages, &question, &passages, &relevance, similarity);
            // words alone are no reason to change the order, and a reranker has decided it
            let keeps_order = meaning.is_none() || hits.iter().any(|hit| hit.reranked.is_some());
            let weighed = (passages, hits, evidence);
            (question, if keeps_order { weighed } else { by_both(weighed) })
        });
        weighed.await.map_err(|error| Problem::internal(TaskEnded::from(error)))
    }

    /// Judges whether the sentences suffice, orders them by a reader too, and computes the figure that is asked for.
    async fn judge(&self, question: sisuiq_answers::Question, weighed: Weighed, read: Read) -> Result<Findings> {
        let (pages, least) = (self.state.pages.clone(), self.state.least_fit);
        let judged = spawn_blocking(move || {
            let (passages, hits, mut evidence) = weighed;
            // a reader tells parts apart, but hardly whether one of them answers
            let support = sisuiq_answers::judge(&question, &passages, &evidence, least);
            let confidence = sisuiq_answers::confidence(&support, &evidence);
            if let Some(readings) = &read.readings {
                let answers = |part: &Evidence| read::of_part(readings, &passages, part);
                evidence = sisuiq_answers::with_readings(&question, &passages, evidence, answers);
            }
            let calculation = sisuiq_answers::calculate(&pages, question.text(), &passages);
            Findings { question, passages, hits, evidence, support, confidence, readings: read.readings, calculation }
        });
        judged.await.map_err(|error| Problem::internal(TaskEnded::from(error)))
    }
}

/// Passages with others behind them that no search of the question found, such as the other halves of their sentences.
pub(super) fn with_halves(mut ranked: Vec<(Passage, Hit)>, halves: Vec<Passage>) -> Vec<(Passage, Hit)> {
    let last = ranked.iter().map(|(_, hit)| hit.rank).max().unwrap_or_default();
    let hits = (last.saturating_add(1)..).zip(halves).map(|(rank, half)| {
        let hit =
            Hit { chunk: half.id, semantic: None, keyword: None, rrf_score: 0.0, rank, reranked: None, named: false };
        (half, hit)
    });
    ranked.extend(hits);
    ranked
}

/// The loaded passages with their hits, best first.
fn with_hits(loaded: Vec<Passage>, found: &Retrieved) -> Vec<(Passage, Hit)> {
    let mut by_id: HashMap<ChunkId, Passage> = loaded.into_iter().map(|passage| (passage.id, passage)).collect();
    found.hits.iter().filter_map(|hit| Some((by_id.remove(&hit.chunk)?, *hit))).collect()
}
