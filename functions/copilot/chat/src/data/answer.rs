//! Answers about a dataset, as clients receive them.

use super::analysis::{Analysis, AnswerChartOut, AnswerFigureOut, RefusalOut, ToolCallOut};
use crate::Answer;
use jiff::Timestamp;
use serde::Serialize;
use sisuiq_model::{ChatSessionId, DatasetId, MessageId};
use utoipa::ToSchema;

/// The parts that only answers about a dataset have.
#[derive(Clone, Debug)]
pub(crate) struct DatasetDetails {
    pub(crate) dataset: Option<DatasetId>,
    pub(crate) analysis: Analysis,
    pub(crate) usage: UsageOut,
    pub(crate) answered_at: Timestamp,
}

/// The tokens of a language model.
#[derive(Clone, Copy, Debug, Default, Serialize, ToSchema)]
pub(crate) struct UsageOut {
    /// Tokens that it read.
    #[schema(example = 0, minimum = 0)]
    pub(crate) input_tokens: u64,
    /// Tokens that it wrote.
    #[schema(example = 0, minimum = 0)]
    pub(crate) output_tokens: u64,
}

/// The tokens of a language model, with their sum.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub(crate) struct TokenUsageOut {
    /// Tokens that it read.
    #[schema(example = 0, minimum = 0)]
    input: u64,
    /// Tokens that it wrote.
    #[schema(example = 0, minimum = 0)]
    output: u64,
    /// Both.
    #[schema(example = 0, minimum = 0)]
    total: u64,
}

/// An answer about a dataset. Each of its figures names the call, the condition and the rows behind it.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[expect(clippy::struct_excessive_bools, reason = "the fields are those of the API")]
pub(crate) struct DatasetAnswer<'a> {
    /// The text, in Markdown.
    #[schema(example = "'사망자수'의 합계는 1,234입니다.")]
    response: &'a str,
    /// The same text.
    #[schema(example = "'사망자수'의 합계는 1,234입니다.")]
    content: &'a str,
    /// The calls of tools, at most 16, in their order.
    tool_calls: &'a [ToolCallOut],
    /// The tokens of the language model; zeros when none wrote.
    token_usage: TokenUsageOut,
    /// The tokens of the language model; null if the answer comes from the cache.
    usage: Option<UsageOut>,
    /// `true` when the answer comes from the cache.
    #[schema(example = false)]
    cache_hit: bool,
    /// The conversation that the answer belongs to.
    conversation_id: ChatSessionId,
    /// The answer's id.
    message_id: MessageId,
    /// The dataset.
    dataset_id: Option<DatasetId>,
    /// The time at which the answer was complete.
    timestamp: Timestamp,
    /// The figures of the text, in their order.
    figures: &'a [AnswerFigureOut],
    /// A chart that shows the answer.
    chart: Option<&'a AnswerChartOut>,
    /// Questions that may follow; each of them has an answer.
    #[schema(example = json!(["그럼 월별로는?"]))]
    suggestions: &'a [String],
    /// What was understood; null if the question was not understood.
    #[schema(example = "'사망자수' 합계.")]
    understood: Option<&'a str>,
    /// Why the question is not answered; null if it is.
    refusal: Option<&'a RefusalOut>,
    /// The language of the answer: `ko` or `en`.
    #[schema(example = "ko")]
    language: &'a str,
    /// `true` when the question is not answered. The text says why.
    #[schema(example = false)]
    abstained: bool,
    /// `true` when a language model was unavailable and the answer was made without it.
    #[schema(example = false)]
    degraded: bool,
    /// `true` when the answer was stopped before its end.
    #[schema(example = false)]
    stopped: bool,
    /// The model that wrote the answer, or `planner` when none did.
    #[schema(example = "planner")]
    model: &'a str,
}

impl From<UsageOut> for TokenUsageOut {
    fn from(UsageOut { input_tokens: input, output_tokens: output }: UsageOut) -> Self {
        Self { input, output, total: input + output }
    }
}

impl<'a> DatasetAnswer<'a> {
    pub(crate) fn new(answer: &'a Answer, about: &'a DatasetDetails) -> Self {
        let DatasetDetails { dataset, analysis, usage, answered_at } = about;
        let details = &answer.details;
        Self {
            response: &answer.answer,
            content: &answer.answer,
            tool_calls: &analysis.tool_calls,
            token_usage: TokenUsageOut::from(*usage),
            usage: (!details.cache_hit).then_some(*usage),
            cache_hit: details.cache_hit,
            conversation_id: answer.session_id,
            message_id: answer.answer_id,
            dataset_id: *dataset,
            timestamp: *answered_at,
            figures: &analysis.figures,
            chart: analysis.chart.as_ref(),
            suggestions: &analysis.suggestions,
            understood: analysis.understood.as_deref(),
            refusal: analysis.refusal.as_ref(),
            language: &analysis.language,
            abstained: details.abstained,
            degraded: details.degraded,
            stopped: details.stopped,
            model: &details.model,
        }
    }
}
