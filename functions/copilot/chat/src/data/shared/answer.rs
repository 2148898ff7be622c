//! Answers to the holders of a link.

use crate::{
    Answer,
    data::{
        analysis::{AnswerChartOut, AnswerFigureOut, RefusalOut, ToolCallOut},
        answer::{DatasetDetails, TokenUsageOut, UsageOut},
    },
};
use jiff::Timestamp;
use serde::Serialize;
use sisuiq_model::DatasetId;
use utoipa::ToSchema;

/// An answer about the dataset of a link. It is not stored, and belongs to no conversation.
#[derive(Debug, Serialize, ToSchema)]
#[expect(clippy::struct_excessive_bools, reason = "the fields are those of the API")]
pub(crate) struct SharedAnswer {
    /// The text, in Markdown.
    #[schema(example = "'사망자수'의 합계는 1,234입니다.")]
    response: String,
    /// The same text.
    #[schema(example = "'사망자수'의 합계는 1,234입니다.")]
    content: String,
    /// The calls of tools, at most 16, in their order. The addresses of rows are those of the link.
    tool_calls: Vec<ToolCallOut>,
    /// The tokens of the language model; zeros when none wrote.
    token_usage: TokenUsageOut,
    /// The tokens of the language model; null if the answer comes from the cache.
    usage: Option<UsageOut>,
    /// `true` when the answer comes from the cache.
    #[schema(example = false)]
    cache_hit: bool,
    /// The dataset.
    dataset_id: Option<DatasetId>,
    /// The time at which the answer was complete.
    timestamp: Timestamp,
    /// The figures of the text, in their order.
    figures: Vec<AnswerFigureOut>,
    /// A chart that shows the answer.
    chart: Option<AnswerChartOut>,
    /// Questions that may follow; each of them has an answer.
    #[schema(example = json!(["월별 사망자수 합계는?"]))]
    suggestions: Vec<String>,
    /// What was understood; null if the question was not understood.
    #[schema(example = "'사망자수' 합계.")]
    understood: Option<String>,
    /// Why the question is not answered; null if it is.
    refusal: Option<RefusalOut>,
    /// The language of the answer: `ko` or `en`.
    #[schema(example = "ko")]
    language: String,
    /// `true` when the question is not answered. The text says why.
    #[schema(example = false)]
    abstained: bool,
    /// `true` when a language model was unavailable and the answer was made without it.
    #[schema(example = false)]
    degraded: bool,
    /// `true` when a language model would have been asked, but the link's questions of the day to it are used up.
    #[schema(example = false)]
    budget_used_up: bool,
    /// The model that wrote the answer, or `planner` when none did.
    #[schema(example = "planner")]
    model: String,
}

impl SharedAnswer {
    /// The answer with addresses that the link opens.
    pub(crate) fn new(answer: Answer, about: DatasetDetails, token: &str) -> Self {
        let DatasetDetails { dataset, analysis, usage, answered_at } = about;
        let Answer { answer: text, details, .. } = answer;
        let rows = dataset.map(|id| Rows { of_owner: format!("/api/datasets/{id}/rows"), token });
        let mut tool_calls = analysis.tool_calls;
        let mut figures = analysis.figures;
        let addresses = tool_calls.iter_mut().map(|call| &mut call.rows_url);
        for address in addresses.chain(figures.iter_mut().map(|figure| &mut figure.rows_url)) {
            *address = address.take().zip(rows.as_ref()).and_then(|(url, rows)| rows.of_link(&url));
        }
        Self {
            response: text.clone(),
            content: text,
            tool_calls,
            token_usage: TokenUsageOut::from(usage),
            usage: (!details.cache_hit).then_some(usage),
            cache_hit: details.cache_hit,
            dataset_id: dataset,
            timestamp: answered_at,
            figures,
            chart: analysis.chart,
            suggestions: analysis.suggestions,
            understood: analysis.understood,
            refusal: analysis.refusal,
            language: analysis.language,
            abstained: details.abstained,
            degraded: details.degraded,
            budget_used_up: analysis.is_budget_used_up,
            model: details.model,
        }
    }
}

/// The addresses of the rows of a dataset.
struct Rows<'a> {
    /// The path for accounts.
    of_owner: String,
    token: &'a str,
}

impl Rows<'_> {
    /// The same rows for the holders of the link.
    fn of_link(&self, url: &str) -> Option<String> {
        let query = url.strip_prefix(&self.of_owner)?;
        Some(format!("/api/datasets/shared/{}/rows{query}", self.token))
    }
}

#[cfg(test)]
mod tests {
    use super::Rows;

    #[test]
    fn rows_of_other_datasets_have_no_address() {
        let rows = Rows { of_owner: "/api/datasets/a/rows".to_owned(), token: "t" };
        assert_eq!(rows.of_link("/api/datasets/a/rows?limit=1").unwrap(), "/api/datasets/shared/t/rows?limit=1");
        assert_eq!(rows.of_link("/api/datasets/b/rows?limit=1"), None);
    }
}
