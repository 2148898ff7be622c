//! What is answered.

use crate::turn::Turn;
use serde::Serialize;
use serde_json::Value;
use sisuiq_answers::modes;
use sisuiq_model::{
    AnswerSupport, ChatMode, ChatSessionId, ChunkId, Citation, CitationId, DocumentId, DocumentSource, MessageId,
    QuoteMatch,
};
use utoipa::ToSchema;

/// A quote that stands on its page.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CitationOut {
    /// Its id.
    pub id: CitationId,
    /// The document quoted.
    pub document_id: DocumentId,
    /// The document's name.
    #[schema(example = "strategic_plan.pdf")]
    pub document_name: String,
    /// Who had published the document when it was quoted.
    pub source: DocumentSource,
    /// SHA-256 of the document's bytes, in lower-case hex.
    #[schema(example = "7f83b1657ff1fc53b92dc18148a1d65dfc2d4b1fa3d677284addd200126d9069")]
    pub document_sha256: String,
    /// The document's version that is quoted.
    #[schema(example = 1)]
    pub version: i32,
    /// The page, from 1.
    #[schema(example = 2)]
    pub page: i32,
    /// The chunk through which it was found.
    pub chunk_id: ChunkId,
    /// The page's own text at `[start, end)`.
    #[schema(example = "Staff trained in live-line work | 36 | 60 | 90 | 120")]
    pub quote: String,
    /// Where the quote starts on the page's stored text, counted in Unicode scalar values.
    #[schema(example = 110)]
    pub start: i32,
    /// Where it ends, counted in Unicode scalar values; not included.
    #[schema(example = 162)]
    pub end: i32,
    /// How it was found there: `exact`, or `normalized` when white space, quotation marks, dashes or hyphenation differed.
    #[serde(rename = "match")]
    pub matched: QuoteMatch,
    /// How well it supports the answer, from 0 to 1.
    #[schema(minimum = 0, maximum = 1, example = 0.93)]
    pub score: f64,
}

impl From<&Citation> for CitationOut {
    fn from(citation: &Citation) -> Self {
        Self {
            id: citation.id,
            document_id: citation.document_id,
            document_name: citation.document_name.clone(),
            source: citation.document_source,
            document_sha256: citation.document_sha256.clone(),
            version: citation.version,
            page: citation.page,
            chunk_id: citation.chunk_id,
            quote: citation.quote.clone(),
            start: citation.start_offset,
            end: citation.end_offset,
            matched: citation.matched,
            score: citation.score,
        }
    }
}

/// How long the parts of an answer took, in milliseconds.
#[derive(Clone, Copy, Debug, Default, Serialize, ToSchema)]
pub struct Timings {
    /// Finding and weighing passages.
    #[schema(example = 387)]
    pub rag_ms: u64,
    /// Reading the figures of the newest table; absent in modes that read none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = 6)]
    pub analytics_ms: Option<u64>,
    /// Writing the answer.
    #[schema(example = 0)]
    pub llm_ms: u64,
    /// Everything since the request was admitted.
    #[schema(example = 404)]
    pub total_ms: u64,
}

/// Which documents were answered from.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct ScopeOut {
    /// Whose documents the mode prefers; absent when the question named publishers.
    #[schema(value_type = Option<DocumentSource>)]
    pub preferred_source: Option<DocumentSource>,
    /// Whether these did not answer it and all documents were looked at.
    #[schema(example = false)]
    pub fell_back: bool,
}

impl ScopeOut {
    pub(crate) fn of(turn: &Turn) -> Self {
        let is_free = turn.question.filter.sources.is_empty();
        Self { preferred_source: is_free.then(|| modes::preferred(turn.question.mode)), fell_back: turn.fell_back }
    }
}

/// An answer with its checked citations.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[expect(clippy::struct_excessive_bools, reason = "so clients know it")]
pub struct Answer {
    /// The text; `[1]` marks the first of `citations`.
    #[schema(example = "Staff trained in live-line work: 90 (2028) [1]")]
    pub answer: String,
    /// Its id.
    pub answer_id: MessageId,
    /// The conversation it belongs to.
    pub session_id: ChatSessionId,
    /// What is cited, as people read it: `[Source p.12]`.
    #[schema(example = json!(["[UETCL - strategic_plan.pdf p.2]"]))]
    pub sources: Vec<String>,
    /// The mode that it was answered in.
    pub mode: ChatMode,
    /// The figures of the newest table; absent in modes that read none, and where there is none.
    #[schema(value_type = Option<Object>)]
    pub analytics: Option<Value>,
    /// Which documents were answered from.
    pub scope: ScopeOut,
    /// The citations, in the order of their numbers.
    pub citations: Vec<CitationOut>,
    /// Which share of its statements is supported by what it cites, from 0 to 1; absent when it states nothing.
    #[schema(minimum = 0, maximum = 1, example = 1.0)]
    pub grounding: Option<f64>,
    /// Whether the documents say too little, and the answer says so instead.
    #[schema(example = false)]
    pub abstained: bool,
    /// What the documents have to say to the question.
    pub support: AnswerSupport,
    /// Whether it was stopped before its end.
    #[schema(example = false)]
    pub stopped: bool,
    /// Whether a store or model was away and the answer was made without it.
    #[schema(example = false)]
    pub degraded: bool,
    /// What wrote it: a model, or `extractive` when it is made of quotations.
    #[schema(example = "extractive")]
    pub model: String,
    /// Whose model that is: an id of the registry, or `extractive`.
    #[schema(example = "extractive")]
    pub provider: String,
    /// Whether it was given before, to the same question or to one that means the same, and is given again.
    #[schema(example = false)]
    pub cache_hit: bool,
    /// How long it took.
    pub timings: Timings,
}

/// The last event of a stream.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[expect(clippy::struct_excessive_bools, reason = "so clients know it")]
pub(crate) struct Done {
    /// The whole text.
    #[schema(example = "Staff trained in live-line work: 90 (2028) [1]")]
    pub(crate) content: String,
    /// Its id.
    pub(crate) answer_id: MessageId,
    /// What is cited, as people read it.
    #[schema(example = json!(["[UETCL - strategic_plan.pdf p.2]"]))]
    pub(crate) sources: Vec<String>,
    /// The mode that it was answered in.
    pub(crate) mode: ChatMode,
    /// The figures of the newest table; absent in modes that read none, and where there is none.
    #[schema(value_type = Option<Object>)]
    pub(crate) analytics: Option<Value>,
    /// Which documents were answered from.
    pub(crate) scope: ScopeOut,
    /// The citations, in the order of their numbers.
    pub(crate) citations: Vec<CitationOut>,
    /// Which share of its statements is supported by what it cites, from 0 to 1; absent when it states nothing.
    #[schema(minimum = 0, maximum = 1, example = 1.0)]
    pub(crate) grounding: Option<f64>,
    /// Whether the documents say too little, and the answer says so instead.
    #[schema(example = false)]
    pub(crate) abstained: bool,
    /// What the documents have to say to the question.
    pub(crate) support: AnswerSupport,
    /// Whether it was stopped before its end.
    #[schema(example = false)]
    pub(crate) stopped: bool,
    /// Whether a store or model was away and the answer was made without it.
    #[schema(example = false)]
    pub(crate) degraded: bool,
    /// What wrote it: a model, or `extractive` when it is made of quotations.
    #[schema(example = "extractive")]
    pub(crate) model: String,
    /// Whose model that is: an id of the registry, or `extractive`.
    #[schema(example = "extractive")]
    pub(crate) provider: String,
    /// Whether it was given before, to the same question or to one that means the same, and is given again.
    #[schema(example = false)]
    pub(crate) cache_hit: bool,
    /// How long it took.
    pub(crate) timings: Timings,
}

impl From<&Answer> for Done {
    fn from(answer: &Answer) -> Self {
        Self {
            content: answer.answer.clone(),
            answer_id: answer.answer_id,
            sources: answer.sources.clone(),
            mode: answer.mode,
            analytics: answer.analytics.clone(),
            scope: answer.scope,
            citations: answer.citations.clone(),
            grounding: answer.grounding,
            abstained: answer.abstained,
            support: answer.support,
            stopped: answer.stopped,
            degraded: answer.degraded,
            model: answer.model.clone(),
            provider: answer.provider.clone(),
            cache_hit: answer.cache_hit,
            timings: answer.timings,
        }
    }
}
