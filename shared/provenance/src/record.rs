//! What a record says.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The form of records that is written now.
pub const VERSION: u32 = 1;

/// How one answer came about.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Record {
    /// The form of the record.
    pub version: u32,
    /// The answer.
    pub answer_id: Uuid,
    /// Its conversation.
    pub session_id: Uuid,
    /// Who asked.
    pub user_id: Uuid,
    /// When it was asked.
    pub asked_at: Timestamp,
    /// When the answer was complete.
    pub answered_at: Timestamp,
    /// What was asked.
    pub question: Question,
    /// What was found.
    pub retrieval: Retrieval,
    /// What wrote the answer.
    pub generation: Generation,
    /// The answer.
    pub output: Output,
    /// How long it took.
    pub timings: Timings,
}

/// What was asked.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Question {
    /// As it was asked.
    pub message: String,
    /// As it was searched for, when it did not stand alone.
    pub standalone: Option<String>,
    /// In which mode.
    pub mode: String,
    /// What it was narrowed to.
    pub filters: Filters,
}

/// What a question was narrowed to; empty lists narrow nothing.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub struct Filters {
    /// Publishers.
    pub sources: Vec<String>,
    /// Kinds of documents.
    pub types: Vec<String>,
    /// Single documents.
    pub document_ids: Vec<Uuid>,
}

/// What was found.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Retrieval {
    /// The model that embedded the question.
    pub embedding_model: String,
    /// Whose documents were preferred.
    pub preferred_source: Option<String>,
    /// Whether these did not answer it and all documents were looked at.
    pub fell_back: bool,
    /// Whether only full-text search could be asked.
    pub degraded: bool,
    /// The reranker that put passages into another order; absent when none did.
    #[serde(default)]
    pub reranker: Option<String>,
    /// How sure it is that the best passage answers: by its words, their meaning and what it lacks; absent where no meaning was
    /// compared, or what alone would answer is missing.
    #[serde(default)]
    pub confidence: Option<f64>,
    /// The passages, in the order in which they were weighed.
    pub chunks: Vec<FoundChunk>,
    /// The table whose figures were read.
    pub dataset: Option<String>,
}

/// A passage and how it was found.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct FoundChunk {
    /// The passage.
    pub chunk_id: Uuid,
    /// Its document.
    pub document_id: Uuid,
    /// The document's name.
    pub document_name: String,
    /// The document's version.
    pub version: i32,
    /// SHA-256 of the document's bytes, in lower-case hex.
    pub document_sha256: String,
    /// The page, from 1.
    pub page: i32,
    /// Its rank by meaning, from 1.
    pub semantic_rank: Option<u32>,
    /// Its rank by words, from 1.
    pub keyword_rank: Option<u32>,
    /// The sum of 1 / (60 + rank).
    pub rrf_score: f64,
    /// Its rank by the reranker, from 1; absent when there was none or it did not see it.
    #[serde(default)]
    pub reranker_rank: Option<u32>,
    /// The reranker's score, which compares to those of the same answer alone.
    #[serde(default)]
    pub reranker_score: Option<f32>,
    /// The place of its best part among the parts of all passages, from 1; absent when none of its parts counts.
    pub evidence_rank: Option<u32>,
    /// Whether a model was shown it.
    pub prompted: bool,
}

/// What wrote the answer.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Generation {
    /// The provider.
    pub provider: String,
    /// The model.
    pub model: String,
    /// Names and versions of its instructions; none where no model wrote.
    pub prompt_versions: Vec<String>,
    /// Its randomness.
    pub temperature: Option<f64>,
    /// The most tokens it might write.
    pub max_tokens: Option<u32>,
    /// Tokens that it read.
    pub input_tokens: Option<u64>,
    /// Tokens that it wrote.
    pub output_tokens: Option<u64>,
    /// What it cost, in US dollars.
    pub cost_usd: Option<f64>,
    /// The answer that is given again, when it is; what was found and what wrote it is told of that one.
    #[serde(default)]
    pub cached_from: Option<Uuid>,
}

/// The answer.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Output {
    /// Its text.
    pub text: String,
    /// What the documents have to say to the question: `none`, `near` or `full`.
    pub support: String,
    /// Whether the answer declines.
    pub abstained: bool,
    /// Whether it was stopped before its end.
    pub stopped: bool,
    /// Which share of its statements is supported by what it cites, from 0 to 1; absent when it states nothing.
    pub grounding: Option<f64>,
    /// How many statements are marked as unsupported.
    #[serde(default)]
    pub unsupported: u32,
    /// How many statements were left out because nothing that they cite says them.
    #[serde(default)]
    pub withheld: u32,
    /// How many citations were dropped because they do not hold.
    pub dropped_citations: u32,
    /// Its citations, in the order of their numbers.
    pub citations: Vec<Citation>,
}

/// A quote that stands on its page.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Citation {
    /// Its id.
    pub id: Uuid,
    /// The document quoted.
    pub document_id: Uuid,
    /// Its version.
    pub version: i32,
    /// SHA-256 of its bytes, in lower-case hex.
    pub document_sha256: String,
    /// The page, from 1.
    pub page: i32,
    /// Where the quote starts on the page's text, in Unicode scalar values.
    pub start: i32,
    /// Where it ends, likewise.
    pub end: i32,
    /// The page's own words there.
    pub quote: String,
    /// How they were found: `exact` or `normalized`.
    #[serde(rename = "match")]
    pub matched: String,
    /// How well they support the statement, from 0 to 1.
    pub score: f64,
}

/// How long the parts took, in milliseconds.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Serialize)]
pub struct Timings {
    /// Finding and weighing passages.
    pub rag_ms: u64,
    /// Writing.
    pub llm_ms: u64,
    /// Everything since the request was admitted.
    pub total_ms: u64,
}
