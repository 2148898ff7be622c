//! A percentile of a column of numbers.

use super::{
    Found, Tool, ToolError,
    markdown::{count, escaped, heading, line, two},
    view::View,
};
use crate::{filter::Filter, frame::Table, statistics::quantiles};
use serde::{Deserialize, Serialize};

/// A percentile with linear interpolation between neighbours.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct CalculatePercentile {
    /// The column.
    pub column: String,
    /// The percentile, from 0 to 100.
    pub percentile: f64,
    /// The condition on rows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filter: Option<Filter>,
}

#[derive(Serialize)]
struct Data<'a> {
    column: &'a str,
    percentile: f64,
    value: Option<f64>,
    count: usize,
    missing: usize,
}

impl Tool for CalculatePercentile {
    const NAME: &'static str = "calculate_percentile";

    fn filter(&self) -> Option<&Filter> {
        self.filter.as_ref()
    }

    fn compute(&self, table: &dyn Table) -> Result<Found, ToolError> {
        if !(0.0..=100.0).contains(&self.percentile) {
            return Err(ToolError::OutOfRange { parameter: "percentile", least: 0.0, most: 100.0 });
        }
        let view = View::open(table, self.filter())?;
        let (mut numbers, missing) = view.numbers(&self.column)?;
        let value = quantiles(&mut numbers, &[self.percentile / 100.0]).and_then(|found| found.first().copied());
        let data = Data { column: &self.column, percentile: self.percentile, value, count: numbers.len(), missing };
        let (name, share, value) = (escaped(&self.column), self.percentile, two(value));
        let mut text = heading(&format!("'{name}' 열의 백분위수"), &format!("Percentile of '{name}'"));
        line(&mut text, &format!("- {share}번째 백분위수: {value}"), &format!("- Percentile {share}: {value}"));
        let (filled, missing) = (count(data.count), count(missing));
        line(
            &mut text,
            &format!("- 값 {filled}개 기준 (결측 {missing}개 제외)"),
            &format!("- Of {filled} values ({missing} missing ones are left out)"),
        );
        Ok(Found::new(&data, text, view.len(), view.query(&[&self.column])))
    }
}
