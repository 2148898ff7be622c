//! Statistics of a column of numbers.

use super::{
    Found, Tool, ToolError,
    markdown::{count, escaped, heading, line, shown, two},
    total::total,
    view::View,
};
use crate::{
    filter::Filter,
    frame::Table,
    statistics::{deviation_about, mean, quantiles, range},
    value::Value,
};
use serde::{Deserialize, Serialize};
use sisuiq_model::Text;

/// Count, sum, mean, standard deviation of a sample (n − 1), extremes and quartiles (linear interpolation) of a column of numbers.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct GetColumnStatistics {
    /// The column.
    pub column: String,
    /// The condition on rows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filter: Option<Filter>,
}

#[derive(Serialize)]
struct Data<'a> {
    column: &'a str,
    count: usize,
    missing: usize,
    /// Exact for whole numbers; missing if it is beyond the range of numbers.
    sum: Value,
    mean: Option<f64>,
    std: Option<f64>,
    min: Option<f64>,
    q25: Option<f64>,
    median: Option<f64>,
    q75: Option<f64>,
    max: Option<f64>,
}

impl Tool for GetColumnStatistics {
    const NAME: &'static str = "get_column_statistics";

    fn filter(&self) -> Option<&Filter> {
        self.filter.as_ref()
    }

    fn compute(&self, table: &dyn Table) -> Result<Found, ToolError> {
        let view = View::open(table, self.filter())?;
        let (mut numbers, missing) = view.numbers(&self.column)?;
        let mean = mean(&numbers);
        let std = mean.and_then(|mean| deviation_about(&numbers, mean));
        let (min, max) = range(&numbers).unzip();
        let quartiles = quantiles(&mut numbers, &[0.25, 0.5, 0.75]).unwrap_or_default();
        let quartile = |place: usize| quartiles.get(place).copied();
        let data = Data {
            column: &self.column,
            count: numbers.len(),
            missing,
            sum: total(&*view.column(&self.column)?),
            mean,
            std,
            min,
            q25: quartile(0),
            median: quartile(1),
            q75: quartile(2),
            max,
        };
        Ok(Found::new(&data, data.text(), view.len(), view.query(&[&self.column])))
    }
}

impl Data<'_> {
    fn text(&self) -> Text {
        let name = escaped(self.column);
        let mut text = heading(&format!("'{name}' 열의 기초 통계"), &format!("Statistics of '{name}'"));
        let (filled, missing) = (count(self.count), count(self.missing));
        line(
            &mut text,
            &format!("- 개수: {filled} (결측 {missing})"),
            &format!("- Count: {filled} ({missing} missing)"),
        );
        let (korean, english) = match &self.sum {
            Value::Number(number) => (two(Some(*number)), two(Some(*number))),
            Value::Missing => ("숫자로 나타내기에 너무 큼".to_owned(), "too large for a number".to_owned()),
            other => (shown(other), shown(other)),
        };
        line(&mut text, &format!("- 합계: {korean}"), &format!("- Sum: {english}"));
        let figures = [
            ("평균", "Mean", self.mean),
            ("표준편차", "Standard deviation", self.std),
            ("최솟값", "Minimum", self.min),
            ("제1사분위수 (25%)", "First quartile (25%)", self.q25),
            ("중앙값", "Median", self.median),
            ("제3사분위수 (75%)", "Third quartile (75%)", self.q75),
            ("최댓값", "Maximum", self.max),
        ];
        for (korean, english, figure) in figures {
            line(&mut text, &format!("- {korean}: {}", two(figure)), &format!("- {english}: {}", two(figure)));
        }
        text
    }
}
