//! Completes the answer about a dataset, as the caller receives it.

use super::{DatasetTurn, Material, analysis};
use crate::{
    Answer, AnswerDetails, Timings,
    answer::ScopeOut,
    data::answer::{DatasetDetails, UsageOut},
    turn::{context::milliseconds, draft::Draft},
};
use jiff::Timestamp;
use sisuiq_model::AnswerSupport;

/// The answer, with the calls and figures behind it.
pub(in crate::turn) fn complete(turn: &DatasetTurn, draft: &Draft, answered_at: Timestamp) -> Answer {
    let context = &turn.context;
    let hit = match &turn.material {
        Material::Cached(hit) => Some(hit),
        Material::Table { .. } | Material::Nothing(_) => None,
    };
    let (model, provider) = match hit {
        Some(hit) => (hit.model.clone(), hit.record.generation.provider.clone()),
        None => (draft.model().to_owned(), draft.provider().to_owned()),
    };
    let usage = draft.written.as_ref().map(|written| written.usage);
    Answer {
        answer: draft.text.clone(),
        answer_id: context.answer_id,
        session_id: context.session.id,
        about: Some(Box::new(DatasetDetails {
            dataset: turn.about.as_ref().map(|about| about.dataset.id),
            analysis: analysis(draft),
            usage: usage.map_or_else(UsageOut::default, |usage| UsageOut {
                input_tokens: usage.input_tokens,
                output_tokens: usage.output_tokens,
            }),
            answered_at,
        })),
        details: AnswerDetails {
            sources: turn.sources(),
            mode: context.question.mode,
            analytics: None,
            scope: ScopeOut { preferred_source: None, fell_back: false },
            citations: Vec::new(),
            grounding: draft.grounding.score(),
            abstained: draft.abstained,
            support: draft.support.unwrap_or(AnswerSupport::None),
            stopped: draft.is_stopped,
            degraded: draft.degraded,
            model,
            provider,
            cache_hit: hit.is_some(),
            timings: Timings {
                rag_ms: context.rag_ms,
                analytics_ms: None,
                llm_ms: draft.elapsed_ms,
                total_ms: milliseconds(context.began),
            },
        },
    }
}
