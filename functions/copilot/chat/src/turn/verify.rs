//! Verifies a draft: the words of a citation are read from its stored page, and a citation of no words is dropped.

use super::{
    cached,
    context::{RetrievedTurn, Turn, milliseconds},
    dataset,
    draft::Draft,
    source,
};
use crate::{Answer, AnswerDetails, CitationOut, State, Timings};
use jiff::Timestamp;
use sisuiq_answers::{Cited, provision};
use sisuiq_model::{Citation, CitationId, CitedProvision, Passage};

/// An answer whose citations are checked.
pub(super) struct VerifiedAnswer {
    pub(super) draft: Draft,
    pub(super) citations: Vec<Citation>,
    pub(super) answer: Answer,
    pub(super) answered_at: Timestamp,
}

/// Checks the citations of a draft and completes the answer.
pub(super) fn verify(state: &State, turn: &Turn, draft: Draft) -> VerifiedAnswer {
    let answered_at = state.clock.now();
    let (citations, answer) = match turn {
        Turn::Retrieved(turn) => {
            let numbered = draft.cited.iter().zip(1..);
            let citations: Vec<_> = numbered.filter_map(|(cited, number)| check(state, turn, cited, number)).collect();
            let answer = complete(turn, &draft, &citations);
            (citations, answer)
        }
        Turn::Cached(turn) => {
            let citations = cached::citations(state, turn);
            let answer = cached::answer(turn, &draft, &citations);
            (citations, answer)
        }
        Turn::Dataset(turn) => (Vec::new(), dataset::complete(turn, &draft, answered_at)),
    };
    VerifiedAnswer { draft, citations, answer, answered_at }
}

fn check(state: &State, turn: &RetrievedTurn, cited: &Cited, ordinal: i32) -> Option<Citation> {
    let passage = turn.search.findings.passages.get(cited.quote.passage)?;
    let quote = cited.quote.span.of(&passage.page_text).filter(|quote| !quote.trim().is_empty())?;
    Some(Citation {
        id: CitationId(state.clock.uuid_v7()),
        ordinal,
        document_id: passage.document_id,
        version: passage.version,
        document_name: passage.document_name.clone(),
        document_source: passage.source,
        document_sha256: passage.document_sha256.clone(),
        page: passage.page,
        chunk_id: passage.id,
        quote: quote.to_owned(),
        start_offset: i32::try_from(cited.quote.span.start).ok()?,
        end_offset: i32::try_from(cited.quote.span.end).ok()?,
        matched: cited.matched,
        score: cited.quote.score,
        ocr: passage.ocr,
        provision: cited_provision(turn, passage, cited),
    })
}

/// The provision that a quotation begins in; `None` if nothing but a language is known of it.
fn cited_provision(turn: &RetrievedTurn, passage: &Passage, cited: &Cited) -> Option<CitedProvision> {
    let (passages, start) = (&turn.search.findings.passages, cited.quote.span.start);
    let found = provision::stored(passages, passage, start)?;
    let is_known =
        !found.citation.is_empty() || found.act.is_some() || found.applies_from.or(found.applies_to).is_some();
    let reference = provision::within(passages, passage, start).unwrap_or_else(|| found.citation.clone());
    is_known.then(|| CitedProvision { reference, ..found.into() })
}

fn complete(turn: &RetrievedTurn, draft: &Draft, citations: &[Citation]) -> Answer {
    let RetrievedTurn { context, search, analytics, .. } = turn;
    let cited = draft.cited.iter().filter_map(|cited| search.findings.passages.get(cited.quote.passage));
    Answer {
        answer: draft.text.clone(),
        answer_id: context.answer_id,
        session_id: context.session.id,
        about: None,
        details: AnswerDetails {
            sources: source::unique(cited.map(source::name)),
            mode: context.question.mode,
            analytics: analytics.snapshot.as_ref().map(|snapshot| snapshot.payload.clone()),
            scope: context.scope(search.fell_back),
            citations: citations.iter().map(CitationOut::from).collect(),
            grounding: draft.grounding.score(),
            abstained: draft.abstained,
            support: draft.support.unwrap_or_else(|| search.findings.support.stored()),
            stopped: draft.is_stopped,
            degraded: draft.degraded || search.degradation.is_any(),
            model: draft.model().to_owned(),
            provider: draft.provider().to_owned(),
            cache_hit: false,
            timings: Timings {
                rag_ms: context.rag_ms,
                analytics_ms: analytics.elapsed_ms,
                llm_ms: draft.elapsed_ms,
                total_ms: milliseconds(context.began),
            },
        },
    }
}
