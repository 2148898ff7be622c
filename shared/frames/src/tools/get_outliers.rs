//! Outliers of a column of numbers.

use super::{
    Found, Tool, ToolError,
    markdown::{count, escaped, heading, line, two},
    view::View,
};
use crate::{
    filter::{AnyOf, Filter, Operator, Scalar},
    frame::Table,
    number::percent,
    statistics::quantiles,
};
use serde::{Deserialize, Serialize};
use sisuiq_model::Text;

/// The numbers of values below and above the fences of Tukey (*Exploratory Data Analysis*, 1977): the quartiles less and plus
/// `multiplier` times the distance between them. The share is of the values that are there.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct GetOutliers {
    /// The column.
    pub column: String,
    /// The factor, from 0 to 100.
    #[serde(default = "one_and_a_half")]
    pub multiplier: f64,
    /// The condition on rows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filter: Option<Filter>,
}

const fn one_and_a_half() -> f64 {
    1.5
}

#[derive(Serialize)]
struct Data<'a> {
    column: &'a str,
    multiplier: f64,
    q25: f64,
    q75: f64,
    iqr: f64,
    lower: f64,
    upper: f64,
    below: usize,
    above: usize,
    outliers: usize,
    count: usize,
    percent: f64,
}

impl Tool for GetOutliers {
    const NAME: &'static str = "get_outliers";

    fn filter(&self) -> Option<&Filter> {
        self.filter.as_ref()
    }

    fn compute(&self, table: &dyn Table) -> Result<Found, ToolError> {
        if !(0.0..=100.0).contains(&self.multiplier) {
            return Err(ToolError::OutOfRange { parameter: "multiplier", least: 0.0, most: 100.0 });
        }
        let view = View::open(table, self.filter())?;
        let (mut numbers, _) = view.numbers(&self.column)?;
        let quartiles = quantiles(&mut numbers, &[0.25, 0.75]);
        let Some([q25, q75]) = quartiles.as_deref() else { return Err(ToolError::AllMissing(self.column.clone())) };
        let iqr = q75 - q25;
        let (lower, upper) = (q25 - self.multiplier * iqr, q75 + self.multiplier * iqr);
        let below = numbers.iter().filter(|number| **number < lower).count();
        let above = numbers.iter().filter(|number| **number > upper).count();
        let data = Data {
            column: &self.column,
            multiplier: self.multiplier,
            q25: *q25,
            q75: *q75,
            iqr,
            lower,
            upper,
            below,
            above,
            outliers: below + above,
            count: numbers.len(),
            percent: percent(below + above, numbers.len()),
        };
        let is = |operator, bound| Filter::of(self.column.clone(), operator, Some(Scalar::Number(bound)));
        let outside = Filter::Any(AnyOf { any: vec![is(Operator::Less, lower), is(Operator::Greater, upper)] });
        let mut query = view.query(&[]);
        query.filter = Filter::both(query.filter, Some(outside));
        Ok(Found::new(&data, data.text(), view.len(), query))
    }
}

impl Data<'_> {
    fn text(&self) -> Text {
        let name = escaped(self.column);
        let mut text = heading(&format!("'{name}' 열의 이상치"), &format!("Outliers of '{name}'"));
        let (lower, upper) = (two(Some(self.lower)), two(Some(self.upper)));
        line(
            &mut text,
            &format!("- 이상치가 아닌 범위: {lower} ~ {upper} (IQR × {})", self.multiplier),
            &format!("- Range without outliers: {lower} to {upper} (IQR × {})", self.multiplier),
        );
        let (below, above) = (count(self.below), count(self.above));
        line(&mut text, &format!("- 하한 미만: {below}개"), &format!("- Below: {below}"));
        line(&mut text, &format!("- 상한 초과: {above}개"), &format!("- Above: {above}"));
        let (outliers, all) = (count(self.outliers), count(self.count));
        line(
            &mut text,
            &format!("- 이상치: 값 {all}개 중 {outliers}개 ({:.2}%)", self.percent),
            &format!("- Outliers: {outliers} of {all} values ({:.2}%)", self.percent),
        );
        text
    }
}
