//! The period of a column of dates.

use super::{
    Found, Tool, ToolError,
    markdown::{escaped, heading, line},
    temporal::{Coverage, DAY, Times},
    view::View,
};
use crate::{filter::Filter, frame::Table, value::Value};
use serde::{Deserialize, Serialize};
use sisuiq_model::Text;

/// The first and the last time of a column of dates or of texts with dates in ISO 8601, and the whole days between them.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct GetDateRange {
    /// The column.
    pub column: String,
    /// The condition on rows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filter: Option<Filter>,
}

#[derive(Serialize)]
struct Data<'a> {
    column: &'a str,
    min: Value,
    max: Value,
    span_days: i64,
    #[serde(flatten)]
    coverage: Coverage,
}

impl Tool for GetDateRange {
    const NAME: &'static str = "get_date_range";

    fn filter(&self) -> Option<&Filter> {
        self.filter.as_ref()
    }

    fn compute(&self, table: &dyn Table) -> Result<Found, ToolError> {
        let view = View::open(table, self.filter())?;
        let times = Times::of(&*view.filled_column(&self.column)?, &self.column)?;
        let min = times.micros.iter().copied().min().unwrap_or_default();
        let max = times.micros.iter().copied().max().unwrap_or_default();
        let data = Data {
            column: &self.column,
            min: Value::Timestamp(min),
            max: Value::Timestamp(max),
            span_days: max.saturating_sub(min).div_euclid(DAY),
            coverage: times.coverage,
        };
        Ok(Found::new(&data, data.text(), view.len(), view.query(&[&self.column])))
    }
}

impl Data<'_> {
    fn text(&self) -> Text {
        let name = escaped(self.column);
        let mut text = heading(&format!("'{name}' 열의 기간"), &format!("Period of '{name}'"));
        let shown = |value: &Value| value.to_string().trim_end_matches("T00:00:00").replace('T', " ");
        let (min, max, days) = (shown(&self.min), shown(&self.max), self.span_days);
        line(&mut text, &format!("- 시작: {min}"), &format!("- First: {min}"));
        line(&mut text, &format!("- 끝: {max}"), &format!("- Last: {max}"));
        line(&mut text, &format!("- 기간: {days}일"), &format!("- Span: {days} days"));
        self.coverage.add_lines(&mut text, ("값", "values"));
        text
    }
}
