//! Answers from the cache. The text and its record repeat the first answer, citations get ids of their own.

use super::{
    context::{CachedTurn, milliseconds},
    draft::Draft,
    event_stream::EventPublisher,
    origin::Origin,
};
use crate::{Answer, AnswerDetails, CitationOut, State, Timings};
use sisuiq_model::{Citation, CitationId};
use sisuiq_provenance::Generation;

/// Publishes the cached text in one piece.
pub(super) fn draft(turn: &CachedTurn, publisher: &EventPublisher) -> Draft {
    let answer = &turn.hit.answer;
    publisher.publish("start", &turn.started());
    publisher.publish_text(&answer.content);
    Draft { text: answer.content.clone(), abstained: answer.abstained, ..Draft::default() }
}

/// The cached citations under new ids. They are checked already, and their documents are unchanged.
pub(super) fn citations(state: &State, turn: &CachedTurn) -> Vec<Citation> {
    let renewed = |citation: &Citation| Citation { id: CitationId(state.clock.uuid_v7()), ..citation.clone() };
    turn.hit.answer.citations.iter().map(renewed).collect()
}

/// The answer, as the caller receives it.
pub(super) fn answer(turn: &CachedTurn, draft: &Draft, citations: &[Citation]) -> Answer {
    let CachedTurn { context, hit } = turn;
    Answer {
        answer: draft.text.clone(),
        answer_id: context.answer_id,
        session_id: context.session.id,
        about: None,
        details: AnswerDetails {
            sources: hit.answer.sources.clone(),
            mode: context.question.mode,
            analytics: hit.snapshot.as_ref().map(|snapshot| snapshot.payload.clone()),
            scope: context.scope(hit.answer.fell_back),
            citations: citations.iter().map(CitationOut::from).collect(),
            grounding: hit.answer.grounding,
            abstained: draft.abstained,
            support: hit.answer.support,
            stopped: false,
            degraded: false,
            model: hit.answer.model.clone(),
            provider: hit.record.generation.provider.clone(),
            cache_hit: true,
            timings: Timings {
                rag_ms: context.rag_ms,
                analytics_ms: None,
                llm_ms: draft.elapsed_ms,
                total_ms: milliseconds(context.began),
            },
        },
    }
}

/// The first record's account of retrieval, generation and checks. The cached answer itself cost nothing.
pub(super) fn origin(turn: &CachedTurn) -> Origin {
    let first = &turn.hit.record;
    Origin {
        retrieval: first.retrieval.clone(),
        generation: Generation {
            cached_from: Some(turn.hit.answer.id.0),
            input_tokens: None,
            output_tokens: None,
            cost_usd: None,
            ..first.generation.clone()
        },
        grounding: first.output.grounding,
        unsupported: first.output.unsupported,
        withheld: first.output.withheld,
        dropped_citations: first.output.dropped_citations,
    }
}
