//! Answers and citations, as clients receive them.

use crate::data::answer::{DatasetAnswer, DatasetDetails};
use serde::Serialize;
use serde_json::Value;
use sisuiq_model::{
    AnswerSupport, ChatMode, ChatSessionId, ChunkId, Citation, CitationId, CitedProvision, DocumentId, DocumentSource,
    MessageId, QuoteMatch,
};
use utoipa::ToSchema;

/// A quotation that was found on its page.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CitationOut {
    /// The citation's id.
    pub id: CitationId,
    /// The quoted document.
    pub document_id: DocumentId,
    /// The document's name at the time of the quotation.
    #[schema(example = "strategic_plan.pdf")]
    pub document_name: String,
    /// The document's publisher at the time of the quotation.
    pub source: DocumentSource,
    /// SHA-256 of the quoted file, in lower-case hex.
    #[schema(example = "7f83b1657ff1fc53b92dc18148a1d65dfc2d4b1fa3d677284addd200126d9069")]
    pub document_sha256: String,
    /// The quoted version of the document.
    #[schema(example = 1)]
    pub version: i32,
    /// The page, from 1.
    #[schema(example = 2)]
    pub page: i32,
    /// The chunk that led to the quotation.
    pub chunk_id: ChunkId,
    /// The quoted text: the text of the page from `start` to `end`.
    #[schema(example = "Staff trained in live-line work | 36 | 60 | 90 | 120")]
    pub quote: String,
    /// The start of the quotation in the stored text of the page, counted in Unicode scalar values.
    #[schema(example = 110)]
    pub start: i32,
    /// The end of the quotation, counted in Unicode scalar values. The end is exclusive.
    #[schema(example = 162)]
    pub end: i32,
    /// The kind of match: `exact`, or `normalized` when only white space, quotation marks, dashes, ligatures, hyphenation or
    /// cell borders differed.
    #[serde(rename = "match")]
    pub matched: QuoteMatch,
    /// The degree to which the quotation supports the answer, from 0 to 1.
    #[schema(minimum = 0, maximum = 1, example = 0.93)]
    pub score: f64,
    /// `true` when the quoted text was recognised in a picture of the page, which may contain errors.
    #[schema(example = false)]
    pub ocr: bool,
    /// The provision that the quotation begins in, with its act and the days on which this version applies. Absent for documents that
    /// belong to no dataset of law.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provision: Option<CitedProvision>,
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
            ocr: citation.ocr,
            provision: citation.provision.clone(),
        }
    }
}

/// Durations of the steps of an answer, in milliseconds.
#[derive(Clone, Copy, Debug, Default, Serialize, ToSchema)]
pub struct Timings {
    /// From the admission of the request until its passages and figures, or a cached answer, are found.
    #[schema(example = 387)]
    pub rag_ms: u64,
    /// Reading of the newest table's figures. Absent in modes that read no figures, and in cached answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = 6)]
    pub analytics_ms: Option<u64>,
    /// Generation of the answer.
    #[schema(example = 0)]
    pub llm_ms: u64,
    /// The whole request, from its admission on.
    #[schema(example = 404)]
    pub total_ms: u64,
}

/// The documents that were searched for an answer.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct ScopeOut {
    /// The publisher whose documents the mode prefers. Null when the question named publishers.
    #[schema(value_type = Option<DocumentSource>)]
    pub preferred_source: Option<DocumentSource>,
    /// `true` when the answer is from all documents, because the preferred ones answered less well or there are none.
    #[schema(example = false)]
    pub fell_back: bool,
}

/// An answer with its checked citations.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Answer {
    /// The text. `[1]` marks the first of `citations`.
    #[schema(example = "Staff trained in live-line work: 90 (2028) [1]")]
    pub answer: String,
    /// The answer's id.
    pub answer_id: MessageId,
    /// The conversation that the answer belongs to.
    pub session_id: ChatSessionId,
    /// The parts that only answers about a dataset have. Such an answer is sent in another form.
    #[serde(skip)]
    pub(crate) about: Option<Box<DatasetDetails>>,
    /// Everything else that is known of the answer.
    #[serde(flatten)]
    pub details: AnswerDetails,
}

impl Answer {
    /// The body of a response.
    pub(crate) fn to_json(&self) -> serde_json::Result<Vec<u8>> {
        match &self.about {
            Some(about) => serde_json::to_vec(&DatasetAnswer::new(self, about)),
            None => serde_json::to_vec(self),
        }
    }

    /// The data of the last event of its stream.
    pub(crate) fn done(&self) -> impl Serialize {
        match &self.about {
            Some(about) => DoneOf::Dataset(Box::new(DatasetAnswer::new(self, about))),
            None => DoneOf::Documents(Done::from(self)),
        }
    }
}

/// The data of a last event.
#[derive(Serialize)]
#[serde(untagged)]
enum DoneOf<'a> {
    Documents(Done<'a>),
    Dataset(Box<DatasetAnswer<'a>>),
}

/// The last event of a stream whose answer is stored.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Done<'a> {
    /// The whole text.
    #[schema(example = "Staff trained in live-line work: 90 (2028) [1]")]
    pub(crate) content: &'a str,
    /// The answer's id.
    pub(crate) answer_id: MessageId,
    /// Everything else that is known of the answer.
    #[serde(flatten)]
    pub(crate) details: &'a AnswerDetails,
}

impl<'a> From<&'a Answer> for Done<'a> {
    fn from(Answer { answer, answer_id, details, .. }: &'a Answer) -> Self {
        Self { content: answer, answer_id: *answer_id, details }
    }
}

/// The sources, citations and circumstances of an answer.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[expect(clippy::struct_excessive_bools, reason = "the fields are those of the API")]
pub struct AnswerDetails {
    /// The cited sources, in the form shown to people: `[Source p.12]`.
    #[schema(example = json!(["[UETCL - strategic_plan.pdf p.2]"]))]
    pub sources: Vec<String>,
    /// The mode that the question was answered in.
    pub mode: ChatMode,
    /// The figures of the newest table. Null in modes that read no figures, and where there is no table.
    #[schema(value_type = Option<Object>)]
    pub analytics: Option<Value>,
    /// The documents that were searched.
    pub scope: ScopeOut,
    /// The citations, in the order of their numbers.
    pub citations: Vec<CitationOut>,
    /// The share of the answer's statements that its citations support, from 0 to 1. Null when it states nothing.
    #[schema(minimum = 0, maximum = 1, example = 1.0)]
    pub grounding: Option<f64>,
    /// `true` when the documents say too little, or support nothing that a model wrote. The text says so.
    #[schema(example = false)]
    pub abstained: bool,
    /// The degree to which the documents support an answer to the question. A language model that writes the answer decides it.
    pub support: AnswerSupport,
    /// `true` when the answer was stopped before its end.
    #[schema(example = false)]
    pub stopped: bool,
    /// `true` when a store or model was unavailable, or a model's limit was reached, and the answer was made without it.
    #[schema(example = false)]
    pub degraded: bool,
    /// The model that wrote the answer, or `extractive` when no model did.
    #[schema(example = "extractive")]
    pub model: String,
    /// The provider of that model: an id of the registry, or `extractive`.
    #[schema(example = "extractive")]
    pub provider: String,
    /// `true` when the answer comes from the cache: the same or an equivalent question was answered before.
    #[schema(example = false)]
    pub cache_hit: bool,
    /// The time that each step took.
    pub timings: Timings,
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    const DETAILS: &str = concat!(
        r#""sources":["[UETCL - plan.pdf p.2]"],"mode":"strategy_qa","analytics":null,"#,
        r#""scope":{"preferred_source":null,"fell_back":false},"citations":[],"grounding":1.0,"abstained":false,"#,
        r#""support":"full","stopped":false,"degraded":false,"model":"extractive","provider":"extractive","#,
        r#""cache_hit":false,"timings":{"rag_ms":1,"llm_ms":2,"total_ms":3}}"#,
    );

    #[test]
    fn details_are_flat_and_in_order() {
        let nil = Uuid::nil();
        let answer = Answer {
            answer: "90 [1]".to_owned(),
            answer_id: MessageId(nil),
            session_id: ChatSessionId(nil),
            about: None,
            details: AnswerDetails {
                sources: vec!["[UETCL - plan.pdf p.2]".to_owned()],
                mode: ChatMode::StrategyQa,
                analytics: None,
                scope: ScopeOut { preferred_source: None, fell_back: false },
                citations: Vec::new(),
                grounding: Some(1.0),
                abstained: false,
                support: AnswerSupport::Full,
                stopped: false,
                degraded: false,
                model: "extractive".to_owned(),
                provider: "extractive".to_owned(),
                cache_hit: false,
                timings: Timings { rag_ms: 1, analytics_ms: None, llm_ms: 2, total_ms: 3 },
            },
        };
        let whole = String::from_utf8(answer.to_json().unwrap()).unwrap();
        assert_eq!(whole, format!(r#"{{"answer":"90 [1]","answer_id":"{nil}","session_id":"{nil}",{DETAILS}"#));
        let done = serde_json::to_string(&Done::from(&answer)).unwrap();
        assert_eq!(done, format!(r#"{{"content":"90 [1]","answer_id":"{nil}",{DETAILS}"#));
    }
}
