//! The signed record of an answer: question, retrieval, generation, text and citations.

use super::{
    cached,
    context::{RetrievedTurn, Turn},
    dataset,
    draft::Draft,
    failure::Failure,
    origin::Origin,
    verify::VerifiedAnswer,
};
use crate::State;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sisuiq_answers::{modes, prompted};
use sisuiq_chat_db::{answer_records::AnswerRecord, record_keys};
use sisuiq_model::Citation;
use sisuiq_provenance::{
    self as provenance, Filters, FoundChunk, Generation, Output, Record, Retrieval, VERSION, protected_header,
    signing_input,
};
use std::collections::HashMap;

/// Signs the record of an answer. The public half of the key is stored first, so that the record can be checked at any later time.
pub(super) async fn sign(state: &State, turn: &Turn, verified: &VerifiedAnswer) -> Result<AnswerRecord, Failure> {
    let key = state.identity.tokens().signing_key().await.map_err(Failure::Record)?;
    let payload = serde_json::to_string(&record(state, turn, verified)).map_err(Failure::Unwritable)?;
    let protected = protected_header(key.kid());
    let signature = URL_SAFE_NO_PAD.encode(key.sign(signing_input(&protected, &payload).as_bytes()));
    if !state.stored_keys.contains(key.kid()) {
        let public = serde_json::to_value(key.public()).map_err(Failure::Unwritable)?;
        let connection = state.database.connection().await?;
        record_keys::keep(&connection, key.kid(), &public, verified.answered_at).await?;
        state.stored_keys.insert(key.kid());
    }
    Ok(AnswerRecord { protected, payload, signature })
}

fn record(state: &State, turn: &Turn, verified: &VerifiedAnswer) -> Record {
    let context = turn.context();
    let filter = &context.question.filter;
    let VerifiedAnswer { draft, citations, answer, answered_at } = verified;
    let timings = &answer.details.timings;
    let origin = match turn {
        Turn::Retrieved(turn) => origin(state, turn, draft),
        Turn::Cached(turn) => cached::origin(turn),
        Turn::Dataset(turn) => dataset::origin(turn, draft),
    };
    Record {
        version: VERSION,
        answer_id: context.answer_id.0,
        session_id: context.session.id.0,
        user_id: context.owner.0,
        asked_at: context.asked_at,
        answered_at: *answered_at,
        question: provenance::Question {
            message: context.question.message.clone(),
            standalone: context.question.standalone.clone(),
            mode: context.question.mode.to_string(),
            filters: Filters {
                sources: filter.sources.iter().map(ToString::to_string).collect(),
                types: filter.kinds.iter().map(ToString::to_string).collect(),
                document_ids: filter.documents.iter().map(|id| id.0).collect(),
                day: filter.law.as_ref().map(|law| law.day),
                language: filter.law.as_ref().and_then(|law| law.language.clone()),
            },
        },
        retrieval: origin.retrieval,
        generation: origin.generation,
        output: Output {
            text: draft.text.clone(),
            support: answer.details.support.to_string(),
            abstained: draft.abstained,
            stopped: draft.is_stopped,
            grounding: origin.grounding,
            unsupported: origin.unsupported,
            withheld: origin.withheld,
            dropped_citations: origin.dropped_citations,
            citations: citations.iter().map(cited).collect(),
        },
        timings: provenance::Timings { rag_ms: timings.rag_ms, llm_ms: timings.llm_ms, total_ms: timings.total_ms },
    }
}

/// The origin of an answer that was generated now.
fn origin(state: &State, turn: &RetrievedTurn, draft: &Draft) -> Origin {
    Origin {
        retrieval: retrieval(state, turn, draft),
        generation: generation(draft),
        grounding: draft.grounding.score(),
        unsupported: unsupported(draft),
        withheld: draft.grounding.withheld,
        dropped_citations: draft.dropped,
    }
}

fn retrieval(state: &State, turn: &RetrievedTurn, draft: &Draft) -> Retrieval {
    let RetrievedTurn { context, search, analytics, .. } = turn;
    let findings = &search.findings;
    let is_free = context.question.filter.sources.is_empty();
    Retrieval {
        embedding_model: state.retrieval.embedder().model().name.to_owned(),
        preferred_source: modes::preferred(context.question.mode).filter(|_| is_free).map(|source| source.to_string()),
        fell_back: search.fell_back,
        degraded: search.degradation.semantic_search,
        reranker: reranker(state, turn),
        answer_reader: state
            .reader
            .as_ref()
            .filter(|_| findings.readings.is_some())
            .map(|reader| reader.name().to_owned()),
        confidence: findings.confidence,
        chunks: chunks(turn, draft),
        dataset: analytics.snapshot.as_ref().map(|snapshot| snapshot.dataset_name.clone()),
        table: None,
        tool_calls: Vec::new(),
    }
}

fn chunks(turn: &RetrievedTurn, draft: &Draft) -> Vec<FoundChunk> {
    let findings = &turn.search.findings;
    let mut best: HashMap<usize, u32> = HashMap::new();
    for (part, rank) in findings.evidence.iter().zip(1..) {
        best.entry(part.passage).or_insert(rank);
    }
    let shown = draft.written.as_ref().map_or(0, |_| prompted(&findings.passages).len());
    let found = findings.passages.iter().zip(&findings.hits).enumerate().map(|(place, (passage, hit))| FoundChunk {
        chunk_id: passage.id.0,
        document_id: passage.document_id.0,
        document_name: passage.document_name.clone(),
        version: passage.version,
        document_sha256: passage.document_sha256.clone(),
        page: passage.page,
        semantic_rank: hit.semantic.map(|place| place.rank),
        keyword_rank: hit.keyword.map(|place| place.rank),
        rrf_score: hit.rrf_score,
        // the other half of a sentence was loaded, not found
        fused_rank: (hit.semantic.is_some() || hit.keyword.is_some() || hit.named).then_some(hit.rank),
        reranker_rank: hit.reranked.map(|place| place.rank),
        reranker_score: hit.reranked.map(|place| place.score),
        answer_reader_share: findings.readings.as_ref().and_then(|readings| readings.passage(place)),
        evidence_rank: best.get(&place).copied(),
        prompted: place < shown,
    });
    found.collect()
}

/// The reranker that ordered the passages, if one did.
fn reranker(state: &State, turn: &RetrievedTurn) -> Option<String> {
    let is_reranked = turn.search.findings.hits.iter().any(|hit| hit.reranked.is_some());
    state.reranker.as_ref().filter(|_| is_reranked).map(|reranker| reranker.name().to_owned())
}

/// The number of statements that are shown without support.
fn unsupported(draft: &Draft) -> u32 {
    let grounding = draft.grounding;
    grounding.judged - grounding.supported - grounding.withheld
}

pub(super) fn generation(draft: &Draft) -> Generation {
    let written = draft.written.as_ref();
    Generation {
        provider: draft.provider().to_owned(),
        model: draft.model().to_owned(),
        prompt_versions: written
            .map(|written| written.prompt_versions.iter().map(ToString::to_string).collect())
            .unwrap_or_default(),
        temperature: written.map(|written| written.temperature),
        max_tokens: written.map(|written| written.max_tokens),
        input_tokens: written.map(|written| written.usage.input_tokens),
        output_tokens: written.map(|written| written.usage.output_tokens),
        cost_usd: written.map(|written| usd(written.usage.cost)),
        cached_from: None,
    }
}

/// Converts billionths of a US dollar to dollars.
#[expect(clippy::cast_precision_loss, reason = "what one call costs has fewer than fifteen digits")]
fn usd(nanos: i64) -> f64 {
    nanos as f64 / 1e9
}

fn cited(citation: &Citation) -> provenance::Citation {
    provenance::Citation {
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
