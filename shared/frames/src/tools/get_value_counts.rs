//! Frequencies of a column's values.

use super::{
    Found, Tool, ToolError,
    markdown::{add_table, count, escaped, heading, line, shown},
    view::View,
};
use crate::{filter::Filter, frame::Table, groups::Groups, number::percent, value::Value};
use serde::{Deserialize, Serialize};
use sisuiq_model::Text;

/// The maximum of `top_n`.
const MOST: usize = 1_000;

/// The most frequent values, those of equal frequency in the order of their first rows. Shares are of all rows, those with a
/// missing value included.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct GetValueCounts {
    /// The column.
    pub column: String,
    /// The number of values, at most 1,000.
    #[serde(default = "twenty")]
    pub top_n: usize,
    /// The condition on rows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filter: Option<Filter>,
}

const fn twenty() -> usize {
    20
}

#[derive(Serialize)]
struct Data<'a> {
    column: &'a str,
    row_count: usize,
    values: Vec<Frequency>,
    distinct: usize,
    other_values: usize,
    other_count: usize,
    /// The number of other values that are as frequent as the last one.
    #[serde(skip_serializing_if = "Option::is_none")]
    tied: Option<usize>,
    missing: usize,
}

/// How often a value occurs.
#[derive(Serialize)]
pub(super) struct Frequency {
    pub(super) value: Value,
    pub(super) count: usize,
    pub(super) percent: f64,
}

impl Tool for GetValueCounts {
    const NAME: &'static str = "get_value_counts";

    fn filter(&self) -> Option<&Filter> {
        self.filter.as_ref()
    }

    fn compute(&self, table: &dyn Table) -> Result<Found, ToolError> {
        if !(1..=MOST).contains(&self.top_n) {
            return Err(ToolError::OutOfRange { parameter: "top_n", least: 1.0, most: 1_000.0 });
        }
        let view = View::open(table, self.filter())?;
        let column = view.filled_column(&self.column)?;
        let groups = Groups::counts(&column);
        let frequency = |(key, count): &(u64, usize)| Frequency {
            value: column.value_of_key(*key),
            count: *count,
            percent: percent(*count, view.len()),
        };
        let values: Vec<Frequency> = groups.most_frequent(self.top_n).iter().map(frequency).collect();
        let last = values.last().map(|value| value.count);
        let equal = groups.counts.iter().filter(|count| Some(**count) == last).count();
        let tied = equal - values.iter().filter(|value| Some(value.count) == last).count();
        let counted: usize = values.iter().map(|value| value.count).sum();
        let data = Data {
            column: &self.column,
            row_count: view.len(),
            distinct: groups.keys.len(),
            other_values: groups.keys.len() - values.len(),
            other_count: column.present_count() - counted,
            tied: Some(tied).filter(|tied| *tied > 0),
            missing: column.missing_count(),
            values,
        };
        Ok(Found::new(&data, data.text(), view.len(), view.query(&[&self.column])))
    }
}

impl Data<'_> {
    fn text(&self) -> Text {
        let name = escaped(self.column);
        let mut text = heading(&format!("'{name}' 열의 값별 빈도"), &format!("Frequencies of '{name}'"));
        let rows = rows(&self.values);
        add_table(&mut text, &["값", "개수", "비율"], &["Value", "Count", "Share"], &rows);
        if self.other_values > 0 {
            let (values, rows) = (count(self.other_values), count(self.other_count));
            line(
                &mut text,
                &format!("\n이 밖에 {values}개 값이 {rows}개 행에 있습니다."),
                &format!("\n{values} other values are in {rows} rows."),
            );
        }
        if self.missing > 0 {
            let missing = count(self.missing);
            line(
                &mut text,
                &format!("\n값이 없는 행은 {missing}개입니다. 비율은 전체 행을 기준으로 합니다."),
                &format!("\n{missing} rows have no value. Shares are of all rows."),
            );
        }
        text
    }
}

/// The lines of frequencies in a table.
pub(super) fn rows(values: &[Frequency]) -> Vec<Vec<String>> {
    let row = |value: &Frequency| vec![shown(&value.value), count(value.count), format!("{:.2}%", value.percent)];
    values.iter().map(row).collect()
}
