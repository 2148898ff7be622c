//! What an answer about a dataset has beside its text.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use sisuiq_planner::{Chart, Query, RefusalKind, TimeUnit};
use utoipa::ToSchema;

/// A call of a tool and its result.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize, ToSchema)]
#[schema(example = json!({ "args": { "group_column": "사고유형", "agg_column": "사망자수", "operation": "sum" } }))]
pub(crate) struct ToolCallOut {
    /// The name of the tool.
    #[schema(example = "group_by_aggregate")]
    pub(crate) name: String,
    /// Its arguments.
    #[schema(value_type = Object, example = json!({ "group_column": "사고유형", "agg_column": "사망자수", "operation": "sum" }))]
    pub(crate) args: Value,
    /// Its figures, in a form of the tool's own; null if it has none, or if they are larger than 256 KiB of JSON.
    #[schema(value_type = Option<Object>)]
    pub(crate) result: Value,
    /// The reason why it has no result.
    pub(crate) error: Option<String>,
    /// The condition on rows; null for all rows.
    #[schema(value_type = Option<Object>)]
    pub(crate) filter: Option<Value>,
    /// The number of rows from which the figures were computed.
    #[schema(example = 39_609, minimum = 0)]
    pub(crate) row_count: u64,
    /// The address of these rows; null where they are not rows of a dataset.
    #[schema(example = "/api/datasets/0190b5a0-7c1e-7d3a-9f54-2f0c6f1d8e11/rows")]
    pub(crate) rows_url: Option<String>,
    /// SHA-256 of the result as JSON, in lower-case hex, as the answer's record has it.
    #[schema(example = "7f83b1657ff1fc53b92dc18148a1d65dfc2d4b1fa3d677284addd200126d9069")]
    pub(crate) result_sha256: Option<String>,
}

/// A figure of an answer and where it comes from.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize, ToSchema)]
#[schema(example = json!({ "value": 1234 }))]
pub(crate) struct AnswerFigureOut {
    /// The figure as the text shows it.
    #[schema(example = "1,234")]
    pub(crate) text: String,
    /// Its start in the text, counted in Unicode scalar values.
    #[schema(example = 12, minimum = 0)]
    pub(crate) start: u32,
    /// Its end in the text. The end is exclusive.
    #[schema(example = 17, minimum = 0)]
    pub(crate) end: u32,
    /// The value.
    #[schema(example = 1234)]
    pub(crate) value: Value,
    /// The call that computed it: its place in `tool_calls`, from 0.
    #[schema(example = 0, minimum = 0)]
    pub(crate) call: u32,
    /// The place in the call's result: a JSON pointer (RFC 6901). `#/row_count` is the number of rows.
    #[schema(example = "/groups/0/value")]
    pub(crate) path: String,
    /// The address of the rows behind the call.
    #[schema(example = "/api/datasets/0190b5a0-7c1e-7d3a-9f54-2f0c6f1d8e11/rows")]
    pub(crate) rows_url: Option<String>,
}

/// A chart that shows an answer: `GET /api/datasets/{id}/charts/{type}` draws it.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize, ToSchema)]
pub(crate) struct AnswerChartOut {
    /// The type.
    #[serde(rename = "type")]
    #[schema(example = "bar")]
    pub(crate) kind: String,
    /// The columns; those of `time` are that of the times and, if its mean is shown, that of the numbers.
    #[schema(example = json!(["사고유형", "사망자수"]))]
    pub(crate) columns: Vec<String>,
    /// The unit of `time`: `year`, `month`, `weekday` or `hour`; null in other types.
    #[serde(default)]
    #[schema(value_type = Option<String>, example = "month")]
    pub(crate) unit: Option<TimeUnit>,
    /// The condition on rows; null for all rows.
    #[schema(value_type = Option<Object>)]
    pub(crate) filter: Option<Value>,
}

impl AnswerChartOut {
    /// A chart of the rows that fulfil a condition.
    pub(crate) fn of(Chart { kind, columns, unit }: Chart, filter: Option<Value>) -> Self {
        Self { kind: kind.to_owned(), columns, unit, filter }
    }
}

/// Why a question is not answered.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize, ToSchema)]
pub(crate) struct RefusalOut {
    /// The reason.
    #[schema(value_type = String, example = "unknown_words")]
    pub(crate) kind: RefusalKind,
    /// The words that it is about.
    #[schema(example = json!(["날씨"]))]
    pub(crate) words: Vec<String>,
    /// Columns or readings to choose from.
    #[schema(example = json!(["기상상태"]))]
    pub(crate) candidates: Vec<String>,
}

/// What an answer has beside its text and the calls behind it. It is stored with the answer.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub(crate) struct Analysis {
    /// The language of the answer, as a tag.
    pub(crate) language: String,
    #[serde(skip)]
    pub(crate) tool_calls: Vec<ToolCallOut>,
    /// A language model was not asked, because the questions of the link are used up for the day. Such answers are not stored.
    #[serde(skip)]
    pub(crate) is_budget_used_up: bool,
    pub(crate) figures: Vec<AnswerFigureOut>,
    pub(crate) chart: Option<AnswerChartOut>,
    pub(crate) suggestions: Vec<String>,
    /// What was understood.
    pub(crate) understood: Option<String>,
    pub(crate) refusal: Option<RefusalOut>,
    /// The question in terms of the table, for a question that continues it.
    pub(crate) query: Option<Query>,
    /// The known fields of an accident, for an answer that gives others.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub(crate) given: Map<String, Value>,
}

impl Analysis {
    /// The stored parts of an answer; `None` for an answer that is not about data, or whose parts have another form.
    pub(crate) fn stored(tool_calls: Option<&Value>, analysis: Option<&Value>) -> Option<Self> {
        let stored: Self = serde_json::from_value(analysis?.clone()).ok()?;
        Some(Self { tool_calls: tool_calls_of(tool_calls), ..stored })
    }
}

/// The stored calls of an answer.
pub(crate) fn tool_calls_of(stored: Option<&Value>) -> Vec<ToolCallOut> {
    stored.and_then(|calls| serde_json::from_value(calls.clone()).ok()).unwrap_or_default()
}
