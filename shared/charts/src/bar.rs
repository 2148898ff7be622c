//! Bars of frequencies.

use crate::{
    chart::{Chart, ChartType, DataTable, Warning, WarningCode, no_values},
    drawing::{Axis, Drawing, Measure, Series, color},
    error::ChartError,
    number::{count_value, percent},
    selection::Selection,
    words::{count, plain, say},
};
use serde::{Deserialize, Serialize};
use sisuiq_frames::{Table, Value, filter::Filter};
use sisuiq_model::Language;

/// A request for bars of the most frequent values, those of equal frequency in the order of their first rows.
///
/// The other values are counted together in a warning and in the last row of the table, and are not drawn.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Bar {
    /// The column.
    pub column: String,
    /// The number of bars, at most 100.
    #[serde(default = "top")]
    pub top_n: usize,
    /// The condition on rows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filter: Option<Filter>,
}

const fn top() -> usize {
    Bar::TOP
}

impl Bar {
    /// The number of bars if none is given.
    pub(crate) const TOP: usize = 20;
    /// The maximum number of bars.
    const MOST: usize = 100;

    pub(crate) fn draw(&self, table: &dyn Table, language: Language) -> Result<Chart, ChartError> {
        if !(1..=Self::MOST).contains(&self.top_n) {
            return Err(ChartError::OutOfRange { field: "top_n", least: 1.0, most: 100.0 });
        }
        let selection = Selection::open(table, self.filter.as_ref(), "filter")?;
        let column = selection.column(&self.column, "column")?;
        let (row_count, used_rows, name) = (selection.len(), column.present_count(), plain(&self.column));
        let all = column.frequencies();
        let shown = all.get(..self.top_n).unwrap_or(&all);
        let counts: Vec<usize> = shown.iter().map(|(_, count)| *count).collect();
        let (other_values, other_rows) = (all.len() - shown.len(), used_rows - counts.iter().sum::<usize>());
        let row = |label: Value, rows: usize| vec![label, count_value(rows), Value::Number(percent(rows, used_rows))];
        let mut rows: Vec<Vec<Value>> = shown.iter().map(|(value, count)| row(value.clone(), *count)).collect();
        let mut warnings: Vec<Warning> = Vec::new();
        warnings.extend(Warning::of_missing(language, &self.column, column.missing_count(), row_count));
        if other_values > 0 {
            rows.push(row(Value::Text(others(language, other_values)), other_rows));
            let (values, rows) = (count(other_values), count(other_rows));
            let text = say(
                language,
                format!("이 밖에 {values}개 값이 {rows}개 행에 있습니다."),
                format!("{values} other values are in {rows} rows."),
            );
            warnings.push(Warning::new(WarningCode::OtherValues, text));
        }
        let automatic = say(language, format!("'{name}' 값별 행 수"), format!("Frequencies of '{name}'"));
        let columns = [name.clone(), say(language, "행 수", "Rows"), say(language, "비율(%)", "Share (%)")];
        let chart = Chart {
            kind: ChartType::Bar,
            title: Chart::titled(language, None, automatic, column.missing_count()),
            warnings,
            filter: self.filter.clone(),
            row_count,
            used_rows,
            sampled: false,
            table: DataTable { columns: columns.to_vec(), rows },
            chart: Drawing {
                x: Axis::of_categories(name.clone(), shown.iter().map(|(value, _)| label(value)).collect()),
                y: Axis::of(say(language, "행 수", "Rows"), Measure::Count),
                y2: None,
                series: vec![Series::Bars { name, color: color::HISTOGRAM, counts }],
                notice: None,
            },
        };
        Ok(if used_rows == 0 { chart.without_figures(no_values(language)) } else { chart })
    }
}

fn others(language: Language, values: usize) -> String {
    say(language, format!("그 밖의 값 {}개", count(values)), format!("{} other values", count(values)))
}

/// The label of a value.
fn label(value: &Value) -> String {
    match value {
        Value::Timestamp(_) => value.to_string().replacen('T', " ", 1),
        value => plain(&value.to_string()),
    }
}
