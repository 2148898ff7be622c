//! How an answer came about, signed.

use super::{Failure, Turn, cache::Again, write::Draft};
use crate::{Answer, State};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jiff::Timestamp;
use sisuiq_answers::{modes, prompted};
use sisuiq_chat_db::answer_records::{self, AnswerRecord};
use sisuiq_model::Citation;
use sisuiq_provenance::{
    Citation as Cited, Filters, FoundChunk, Generation, Output, Question, Record, Retrieval, Timings, VERSION,
    protected_header, signing_input,
};
use std::collections::HashMap;

/// Signs the record of an answer, with a key whose public half is kept for whoever checks the record one day.
pub(super) async fn sign(
    state: &State,
    turn: &Turn,
    draft: &Draft,
    (answer, citations, now): (&Answer, &[Citation], Timestamp),
) -> Result<AnswerRecord, Failure> {
    let key = state.identity.tokens().signing_key().await.map_err(Failure::Record)?;
    let record = record(state, turn, draft, (answer, citations, now));
    let payload = serde_json::to_string(&record).map_err(Failure::Unwritable)?;
    let protected = protected_header(key.kid());
    let signature = URL_SAFE_NO_PAD.encode(key.sign(signing_input(&protected, &payload).as_bytes()));
    if !state.kept_keys.contains(key.kid()) {
        let public = serde_json::to_value(key.public()).map_err(Failure::Unwritable)?;
        let connection = state.database.connection().await?;
        answer_records::keep_key(&connection, key.kid(), &public, now).await?;
        state.kept_keys.insert(key.kid());
    }
    Ok(AnswerRecord { protected, payload, signature })
}

fn record(
    state: &State,
    turn: &Turn,
    draft: &Draft,
    (answer, citations, now): (&Answer, &[Citation], Timestamp),
) -> Record {
    let filter = &turn.question.filter;
    let made = Record {
        version: VERSION,
        answer_id: turn.answer_id.0,
        session_id: turn.session.id.0,
        user_id: turn.owner.0,
        asked_at: turn.asked_at,
        answered_at: now,
        question: Question {
            message: turn.question.message.clone(),
            standalone: turn.question.standalone.clone(),
            mode: turn.question.mode.to_string(),
            filters: Filters {
                sources: filter.sources.iter().map(ToString::to_string).collect(),
                types: filter.kinds.iter().map(ToString::to_string).collect(),
                document_ids: filter.documents.iter().map(|id| id.0).collect(),
            },
        },
        retrieval: Retrieval {
            embedding_model: state.retrieval.embedder().model().name.to_owned(),
            preferred_source: filter.sources.is_empty().then(|| modes::preferred(turn.question.mode).to_string()),
            fell_back: turn.fell_back,
            degraded: turn.away.meaning,
            reranker: reranker(state, turn),
            confidence: sisuiq_answers::confidence(&turn.weighed.support, &turn.weighed.evidence),
            chunks: chunks(turn, draft),
            dataset: turn.snapshot.as_ref().map(|snapshot| snapshot.dataset_name.clone()),
        },
        generation: generation(draft),
        output: Output {
            text: draft.text.clone(),
            support: answer.support.to_string(),
            abstained: draft.abstained,
            stopped: draft.is_stopped,
            grounding: answer.grounding,
            unsupported: unsupported(draft),
            withheld: draft.grounding.withheld,
            dropped_citations: draft.dropped,
            citations: citations.iter().map(cited).collect(),
        },
        timings: Timings {
            rag_ms: answer.timings.rag_ms,
            llm_ms: answer.timings.llm_ms,
            total_ms: answer.timings.total_ms,
        },
    };
    match &turn.again {
        Some(again) => given_again(again, made),
        None => made,
    }
}

/// The record of an answer that is given again says what was found and what wrote it then. This time it cost nothing.
fn given_again(again: &Again, made: Record) -> Record {
    let first = &again.record;
    Record {
        retrieval: first.retrieval.clone(),
        generation: Generation {
            cached_from: Some(again.answer.id.0),
            input_tokens: None,
            output_tokens: None,
            cost_usd: None,
            ..first.generation.clone()
        },
        output: Output {
            grounding: first.output.grounding,
            unsupported: first.output.unsupported,
            withheld: first.output.withheld,
            dropped_citations: first.output.dropped_citations,
            ..made.output
        },
        ..made
    }
}

fn chunks(turn: &Turn, draft: &Draft) -> Vec<FoundChunk> {
    let weighed = &turn.weighed;
    let mut best: HashMap<usize, u32> = HashMap::new();
    for (part, rank) in weighed.evidence.iter().zip(1..) {
        best.entry(part.passage).or_insert(rank);
    }
    let shown = draft.written.as_ref().map_or(0, |_| prompted(&weighed.passages).len());
    let found = weighed.passages.iter().zip(&weighed.hits).enumerate().map(|(place, (passage, hit))| FoundChunk {
        chunk_id: passage.id.0,
        document_id: passage.document_id.0,
        document_name: passage.document_name.clone(),
        version: passage.version,
        document_sha256: passage.document_sha256.clone(),
        page: passage.page,
        semantic_rank: hit.semantic.map(|place| place.rank),
        keyword_rank: hit.keyword.map(|place| place.rank),
        rrf_score: hit.rrf_score,
        reranker_rank: hit.reranked.map(|place| place.rank),
        reranker_score: hit.reranked.map(|place| place.score),
        evidence_rank: best.get(&place).copied(),
        prompted: place < shown,
    });
    found.collect()
}

/// What put the passages into another order, if anything did.
fn reranker(state: &State, turn: &Turn) -> Option<String> {
    let is_reranked = turn.weighed.hits.iter().any(|hit| hit.reranked.is_some());
    state.reranker.as_ref().filter(|_| is_reranked).map(|reranker| reranker.name().to_owned())
}

/// How many statements are shown that nothing cited says.
fn unsupported(draft: &Draft) -> u32 {
    let grounding = draft.grounding;
    grounding.judged - grounding.supported - grounding.withheld
}

fn generation(draft: &Draft) -> Generation {
    let written = draft.written.as_ref();
    Generation {
        provider: draft.provider().to_owned(),
        model: draft.model().to_owned(),
        prompt_versions: written
            .map(|written| written.prompt_versions.iter().map(ToString::to_string).collect())
            .unwrap_or_default(),
        temperature: written.map(|written| written.temperature),
        max_tokens: written.map(|written| written.max_tokens),
        input_tokens: written.map(|written| written.spent.input_tokens),
        output_tokens: written.map(|written| written.spent.output_tokens),
        cost_usd: written.map(|written| usd(written.spent.cost)),
        cached_from: None,
    }
}

/// Billionths of a US dollar in dollars.
#[expect(clippy::cast_precision_loss, reason = "what one call costs has fewer than fifteen digits")]
fn usd(nanos: i64) -> f64 {
    nanos as f64 / 1e9
}

fn cited(citation: &Citation) -> Cited {
    Cited {
        id: citation.id.0,
        document_id: citation.document_id.0,
        version: citation.version,
        document_sha256: citation.document_sha256.clone(),
        page: citation.page,
        start: citation.start_offset,
        end: citation.end_offset,
        quote: citation.quote.clone(),
        matched: citation.matched.to_string(),
        score: citation.score,
    }
}
