//! Questions, as clients send them and as turns use them.

use garde::Validate;
use serde::Deserialize;
use sisuiq_chat_db::chat_messages::ChatMessage;
use sisuiq_http::{Problem, Result};
use sisuiq_model::{
    ChatMode, ChatSessionId, DocumentFilter, DocumentId, DocumentSource, DocumentType, LawFilter, MessageRole,
    UnknownName, Workspace,
};
use sisuiq_provenance::{Filters, Record};
use std::str::FromStr;
use utoipa::{IntoParams, ToSchema};

/// The longest message, in Unicode scalar values.
pub(crate) const MESSAGE_LIMIT: usize = 4_000;
/// The most sources, types or documents of a filter.
const MOST_FILTERED: usize = 50;

/// A question and its conversation.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[garde(allow_unvalidated)]
pub(crate) struct QuestionIn {
    /// The question, 1 to 4,000 characters.
    #[garde(length(chars, min = 1, max = MESSAGE_LIMIT), custom(|message: &str, (): &()| not_blank(message)))]
    #[schema(min_length = 1, max_length = 4000, example = "What is UETCL's vision?")]
    message: String,
    /// The mode, in upper or lower case. `strategy_qa` when absent.
    #[schema(value_type = Option<ChatMode>)]
    mode: Option<String>,
    /// The conversation to continue. A new one when absent.
    #[schema(value_type = Option<ChatSessionId>)]
    session_id: Option<String>,
    /// The documents to search. All that the caller may see when absent.
    #[garde(dive)]
    filters: Option<FiltersIn>,
}

/// A filter of documents. Absent and empty lists filter nothing.
#[derive(Debug, Default, Deserialize, ToSchema, Validate)]
#[garde(allow_unvalidated)]
pub(crate) struct FiltersIn {
    /// Publishers, in upper or lower case. They override the mode's preferred publisher.
    #[garde(length(max = MOST_FILTERED))]
    #[serde(default)]
    #[schema(value_type = Vec<DocumentSource>, max_items = 50, example = json!(["uetcl"]))]
    sources: Vec<String>,
    /// Types of documents, in upper or lower case.
    #[garde(length(max = MOST_FILTERED))]
    #[serde(default)]
    #[schema(value_type = Vec<DocumentType>, max_items = 50, example = json!(["strategy"]))]
    types: Vec<String>,
    /// Single documents.
    #[garde(length(max = MOST_FILTERED))]
    #[serde(default)]
    #[schema(value_type = Vec<DocumentId>, max_items = 50, example = json!([]))]
    document_ids: Vec<String>,
}

/// The description of the header.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Header)]
pub(crate) struct QuestionKey {
    /// A key of the client's choice: 1 to 255 visible ASCII characters. The same question with the same key gets the first answer
    /// again, for a day. The same key with another body gets 422. Of two requests at once, one is stored and answers both.
    #[expect(dead_code, reason = "describes a header, is never built")]
    #[param(
        rename = "Idempotency-Key",
        required = false,
        min_length = 1,
        max_length = 255,
        pattern = "^[!-~]+$",
        value_type = String,
        example = "8e03978e-40d5-43e8-bc93-6894a57f9324"
    )]
    key: Option<String>,
}

/// A valid question.
#[derive(Clone, Debug)]
pub(crate) struct ChatQuestion {
    pub(crate) message: String,
    /// The question rewritten to be understood alone, where it depends on the question before it.
    pub(crate) standalone: Option<String>,
    pub(crate) mode: ChatMode,
    pub(crate) session: Option<ChatSessionId>,
    /// The workspace that the conversation has to belong to.
    pub(crate) workspace: Workspace,
    pub(crate) filter: DocumentFilter,
}

impl TryFrom<QuestionIn> for ChatQuestion {
    type Error = Problem;

    fn try_from(input: QuestionIn) -> Result<Self> {
        Ok(Self {
            message: input.message.trim().to_owned(),
            standalone: None,
            mode: input.mode.as_deref().map_or(Ok(ChatMode::StrategyQa), |mode| named("mode", mode))?,
            session: input.session_id.as_deref().map(session).transpose()?,
            workspace: Workspace::Knowledge,
            filter: input.filters.unwrap_or_default().try_into()?,
        })
    }
}

impl ChatQuestion {
    /// The question that documents are searched for.
    pub(crate) fn asked(&self) -> &str {
        self.standalone.as_deref().unwrap_or(&self.message)
    }

    /// The question as a continuation of earlier messages, the oldest first.
    pub(crate) fn after(self, history: &[ChatMessage]) -> Self {
        let said = history.iter().filter(|message| message.role == MessageRole::User);
        let before = said.fold(String::new(), |before, question| {
            let alone = sisuiq_answers::standalone(&before, &question.content);
            alone.unwrap_or_else(|| question.content.clone())
        });
        let is_first = before.is_empty();
        let standalone = if is_first { None } else { sisuiq_answers::standalone(&before, &self.message) };
        Self { standalone, ..self }
    }

    /// The question of an answer, with its mode and filters, as recorded with the answer.
    pub(crate) fn of_record(payload: &str) -> Result<Self> {
        let record: Record = serde_json::from_str(payload).map_err(Problem::internal)?;
        let Filters { sources, types, document_ids, day, language } = record.question.filters;
        let document_ids = document_ids.iter().map(ToString::to_string).collect();
        let named_filters: DocumentFilter = FiltersIn { sources, types, document_ids }.try_into()?;
        Ok(Self {
            message: record.question.message,
            standalone: record.question.standalone,
            mode: named("mode", &record.question.mode)?,
            session: None,
            workspace: Workspace::Knowledge,
            filter: DocumentFilter { law: day.map(|day| LawFilter { day, language }), ..named_filters },
        })
    }
}

impl TryFrom<FiltersIn> for DocumentFilter {
    type Error = Problem;

    fn try_from(FiltersIn { sources, types, document_ids }: FiltersIn) -> Result<Self> {
        let id = |id: &String| id.parse().map_err(|_| Problem::bad_request("filters.document_ids: not a UUID"));
        Ok(Self {
            sources: sources.iter().map(|name| named("filters.sources", name)).collect::<Result<_>>()?,
            kinds: types.iter().map(|name| named("filters.types", name)).collect::<Result<_>>()?,
            documents: document_ids.iter().map(id).collect::<Result<_>>()?,
            law: None,
        })
    }
}

/// Parses the name of an enum's member.
fn named<T: FromStr<Err = UnknownName>>(field: &str, name: &str) -> Result<T> {
    name.parse().map_err(|error| Problem::bad_request(format!("{field}: {error}")))
}

fn session(id: &str) -> Result<ChatSessionId> {
    id.parse().map_err(|_| Problem::bad_request("session_id: not a UUID"))
}

pub(crate) fn not_blank(message: &str) -> garde::Result {
    if message.trim().is_empty() { Err(garde::Error::new("must not be blank")) } else { Ok(()) }
}
