//! How evenly the values of a category are distributed.

use super::{
    Found, Tool, ToolError,
    get_value_counts::{Frequency, rows},
    markdown::{add_table, count, escaped, heading, line},
    view::View,
};
use crate::{filter::Filter, frame::Table, groups::Groups, number::percent};
use serde::{Deserialize, Serialize};
use sisuiq_model::Text;

/// The number of shown values.
const TOP: usize = 10;

/// The different values of a category and how much the most frequent ones dominate: one value above 80 % is very biased, above 50 %
/// biased, three values above 80 % slightly biased. Shares are of the values that are there.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct SummarizeCategoricalDistribution {
    /// The column.
    pub column: String,
    /// The condition on rows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filter: Option<Filter>,
}

#[derive(Serialize)]
struct Data<'a> {
    column: &'a str,
    distinct: usize,
    count: usize,
    missing: usize,
    top1_percent: f64,
    top3_percent: f64,
    balance: Balance,
    top: Vec<Frequency>,
}

#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "snake_case")]
enum Balance {
    VeryBiased,
    Biased,
    SlightlyBiased,
    Balanced,
}

impl Tool for SummarizeCategoricalDistribution {
    const NAME: &'static str = "summarize_categorical_distribution";

    fn filter(&self) -> Option<&Filter> {
        self.filter.as_ref()
    }

    fn compute(&self, table: &dyn Table) -> Result<Found, ToolError> {
        let view = View::open(table, self.filter())?;
        let column = view.filled_column(&self.column)?;
        let groups = Groups::counts(&column);
        let (all, filled) = (groups.most_frequent(TOP), column.present_count());
        let share = |first: usize| percent(all.iter().take(first).map(|(_, count)| count).sum(), filled);
        let (top1_percent, top3_percent) = (share(1), share(3));
        let frequency = |(key, count): &(u64, usize)| Frequency {
            value: column.value_of_key(*key),
            count: *count,
            percent: percent(*count, filled),
        };
        let data = Data {
            column: &self.column,
            distinct: groups.keys.len(),
            count: filled,
            missing: column.missing_count(),
            top1_percent,
            top3_percent,
            balance: Balance::of(top1_percent, top3_percent),
            top: all.iter().map(frequency).collect(),
        };
        Ok(Found::new(&data, data.text(), view.len(), view.query(&[&self.column])))
    }
}

impl Balance {
    fn of(first: f64, three: f64) -> Self {
        if first > 80.0 {
            Self::VeryBiased
        } else if first > 50.0 {
            Self::Biased
        } else if three > 80.0 {
            Self::SlightlyBiased
        } else {
            Self::Balanced
        }
    }

    const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::VeryBiased => ("매우 편중됨", "very biased"),
            Self::Biased => ("편중됨", "biased"),
            Self::SlightlyBiased => ("약간 편중됨", "slightly biased"),
            Self::Balanced => ("고른 편", "balanced"),
        }
    }
}

impl Data<'_> {
    fn text(&self) -> Text {
        let name = escaped(self.column);
        let mut text = heading(&format!("'{name}' 열의 범주 분포"), &format!("Distribution of '{name}'"));
        let (distinct, missing) = (count(self.distinct), count(self.missing));
        line(&mut text, &format!("- 고유값: {distinct}개"), &format!("- Different values: {distinct}"));
        line(&mut text, &format!("- 결측: {missing}개"), &format!("- Missing: {missing}"));
        line(
            &mut text,
            &format!("- 상위 1개 비율: {:.2}%, 상위 3개 비율: {:.2}%", self.top1_percent, self.top3_percent),
            &format!("- Share of the first: {:.2}%, of the first three: {:.2}%", self.top1_percent, self.top3_percent),
        );
        let (korean, english) = self.balance.words();
        line(&mut text, &format!("- 분포: {korean}\n"), &format!("- Distribution: {english}\n"));
        add_table(&mut text, &["값", "개수", "비율"], &["Value", "Count", "Share"], &rows(&self.top));
        text
    }
}
