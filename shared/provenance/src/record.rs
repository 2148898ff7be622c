//! The content of a record.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

/// The form of records that is written now.
pub const VERSION: u32 = 1;

/// The provenance of one answer.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Record {
    /// The form of the record.
    pub version: u32,
    /// The answer.
    pub answer_id: Uuid,
    /// Its conversation.
    pub session_id: Uuid,
    /// The account that asked.
    pub user_id: Uuid,
    /// When it was asked.
    pub asked_at: Timestamp,
    /// When the answer was complete.
    pub answered_at: Timestamp,
    /// The question.
    pub question: Question,
    /// The retrieval.
    pub retrieval: Retrieval,
    /// The generation.
    pub generation: Generation,
    /// The answer.
    pub output: Output,
    /// The durations.
    pub timings: Timings,
}

/// The question.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Question {
    /// As it was asked.
    pub message: String,
    /// As it was searched for, when it did not stand alone.
    pub standalone: Option<String>,
    /// In which mode.
    pub mode: String,
    /// The filters.
    pub filters: Filters,
}

/// The filters of a question; empty lists filter nothing.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub struct Filters {
    /// Publishers.
    pub sources: Vec<String>,
    /// Kinds of documents.
    pub types: Vec<String>,
    /// Single documents.
    pub document_ids: Vec<Uuid>,
    /// The day on which law has to apply; absent for questions that are not about law.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<Date>,
    /// The language of law.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
}

/// The retrieval.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Retrieval {
    /// The model that embedded the question; empty where none did.
    pub embedding_model: String,
    /// The publisher that the mode prefers; absent if the question filters by publisher.
    pub preferred_source: Option<String>,
    /// True if the passages are of all publishers: the preferred one has no visible documents or answers less well.
    pub fell_back: bool,
    /// True if only full-text search could be asked.
    pub degraded: bool,
    /// The reranker that put passages into another order; absent when none did.
    #[serde(default)]
    pub reranker: Option<String>,
    /// The reader that read the first passages; absent when none did.
    #[serde(default)]
    pub answer_reader: Option<String>,
    /// The confidence that the best passage answers, from its words, their meaning and what it lacks; absent if no
    /// meaning was compared, or if the required kind of answer is missing.
    #[serde(default)]
    pub confidence: Option<f64>,
    /// The passages, in the order in which they were weighed.
    pub chunks: Vec<FoundChunk>,
    /// The table whose figures were read.
    pub dataset: Option<String>,
    /// That table, where the answer is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub table: Option<Table>,
    /// The calls of tools whose results the answer states, in their order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tool_calls: Vec<ToolCall>,
}

/// A table that an answer is about.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Table {
    /// Its id.
    pub dataset_id: Uuid,
    /// The revision of its reading.
    pub revision: i32,
    /// SHA-256 of its file, in lower-case hex; absent while unknown.
    pub sha256: Option<String>,
}

/// A call of a tool.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct ToolCall {
    /// The name of the tool.
    pub name: String,
    /// Its arguments.
    pub arguments: Value,
    /// The condition on rows; absent for all rows.
    pub filter: Option<Value>,
    /// The number of rows from which its figures were computed.
    pub row_count: u64,
    /// SHA-256 of its result as JSON, in lower-case hex; absent if it failed.
    pub result_sha256: Option<String>,
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
    /// The sum of 1 / (60 + rank) over the searches that found it.
    pub rrf_score: f64,
    /// Its place in the result of both searches, from 1: documents that the question is about first, then by scores. Absent for the
    /// other half of a divided sentence, which is loaded with the first, and in records from before it was kept.
    #[serde(default)]
    pub fused_rank: Option<u32>,
    /// Its rank by the reranker, from 1; absent when there was none or it did not see it.
    #[serde(default)]
    pub reranker_rank: Option<u32>,
    /// The reranker's score, which compares to those of the same answer alone.
    #[serde(default)]
    pub reranker_score: Option<f32>,
    /// The probability that it alone answers, by the reader; absent when there was none or it did not read it.
    #[serde(default)]
    pub answer_reader_share: Option<f64>,
    /// The place of its best part among the parts of all passages, from 1; absent when none of its parts counts.
    pub evidence_rank: Option<u32>,
    /// True if a model was shown it.
    pub prompted: bool,
}

/// The generation.
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
    /// The cost in US dollars.
    pub cost_usd: Option<f64>,
    /// The cached answer, if it came from the cache; retrieval and generation are those of that answer.
    #[serde(default)]
    pub cached_from: Option<Uuid>,
}

/// The answer.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Output {
    /// Its text.
    pub text: String,
    /// The support by the documents: `none`, `near` or `full`.
    pub support: String,
    /// True if the answer declines.
    pub abstained: bool,
    /// True if it was stopped before its end.
    pub stopped: bool,
    /// The share of its statements that its citations support, from 0 to 1; absent if it makes no statement.
    pub grounding: Option<f64>,
    /// The number of statements marked as unsupported.
    #[serde(default)]
    pub unsupported: u32,
    /// The number of statements omitted because their citations do not support them.
    #[serde(default)]
    pub withheld: u32,
    /// The number of citations dropped because their quotes were not found.
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
    /// The start of the quote in the page's text, in Unicode scalar values.
    pub start: i32,
    /// The end, in Unicode scalar values.
    pub end: i32,
    /// The page's own words there.
    pub quote: String,
    /// The match: `exact` or `normalized`.
    #[serde(rename = "match")]
    pub matched: String,
    /// The support for the statement, from 0 to 1.
    pub score: f64,
}

/// The durations of the parts in milliseconds.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Serialize)]
pub struct Timings {
    /// Finding and weighing passages.
    pub rag_ms: u64,
    /// Writing.
    pub llm_ms: u64,
    /// Everything since the request was admitted.
    pub total_ms: u64,
}
