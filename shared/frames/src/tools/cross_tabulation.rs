//! Counts of pairs of values.

use super::{
    Found, Tool, ToolError,
    markdown::{count, escaped, heading, line, shown, table, three},
    view::View,
};
use crate::{
    filter::Filter,
    frame::Table,
    groups::Groups,
    number::{index, of_count},
    value::Value,
};
use serde::{Deserialize, Serialize};
use sisuiq_model::Text;

/// The maximum number of cells.
const MOST: usize = 100_000;
/// The maximum number of rows and columns in the text.
const SHOWN: (usize, usize) = (30, 12);

/// The number of rows for each pair of values, or its share of all rows in which both columns have a value. Values are in order.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct CrossTabulation {
    /// The column of the rows.
    pub row_column: String,
    /// The column of the columns.
    pub col_column: String,
    /// Shares instead of counts.
    #[serde(default)]
    pub normalize: bool,
    /// The condition on rows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filter: Option<Filter>,
}

#[derive(Serialize)]
struct Data<'a> {
    row_column: &'a str,
    col_column: &'a str,
    normalize: bool,
    row_labels: Vec<Value>,
    col_labels: Vec<Value>,
    cells: Vec<Vec<f64>>,
    total: usize,
    /// The number of rows in which a column has no value.
    missing: usize,
}

impl Tool for CrossTabulation {
    const NAME: &'static str = "cross_tabulation";

    fn filter(&self) -> Option<&Filter> {
        self.filter.as_ref()
    }

    fn compute(&self, table: &dyn Table) -> Result<Found, ToolError> {
        let view = View::open(table, self.filter())?;
        let (rows, columns) = (view.filled_column(&self.row_column)?, view.filled_column(&self.col_column)?);
        let (of_rows, of_columns) = (Groups::of(&rows), Groups::of(&columns));
        let width = of_columns.keys.len();
        if of_rows.keys.len().saturating_mul(width) > MOST {
            return Err(ToolError::TooManyValues {
                what: format!("{} × {}", self.row_column, self.col_column),
                limit: MOST,
            });
        }
        let mut counts = vec![0_usize; of_rows.keys.len() * width];
        for pair in of_rows.of_rows.iter().zip(&of_columns.of_rows) {
            if let (Some(row), Some(column)) = pair
                && let Some(count) = counts.get_mut(index(*row) * width + index(*column))
            {
                *count += 1;
            }
        }
        let total: usize = counts.iter().sum();
        if total == 0 {
            return Err(ToolError::AllMissing(format!("{} × {}", self.row_column, self.col_column)));
        }
        let cell = |row: usize, column: usize| counts.get(row * width + column).copied().unwrap_or_default();
        // values that never occur together with one of the other column are left out
        let rows_in_use: Vec<usize> =
            of_rows.by_value().into_iter().filter(|row| (0..width).any(|column| cell(*row, column) > 0)).collect();
        let is_used = |column: &usize| (0..of_rows.keys.len()).any(|row| cell(row, *column) > 0);
        let columns_in_use: Vec<usize> = of_columns.by_value().into_iter().filter(is_used).collect();
        let value = |count: usize| if self.normalize { of_count(count) / of_count(total) } else { of_count(count) };
        let line = |row: &usize| columns_in_use.iter().map(|column| value(cell(*row, *column))).collect();
        let label = |column: &crate::Column, keys: &[u64], place: &usize| {
            keys.get(*place).map_or(Value::Missing, |key| column.value_of_key(*key))
        };
        let data = Data {
            row_column: &self.row_column,
            col_column: &self.col_column,
            normalize: self.normalize,
            row_labels: rows_in_use.iter().map(|place| label(&rows, &of_rows.keys, place)).collect(),
            col_labels: columns_in_use.iter().map(|place| label(&columns, &of_columns.keys, place)).collect(),
            cells: rows_in_use.iter().map(line).collect(),
            total,
            missing: view.len() - total,
        };
        let query = view.query(&[&self.row_column, &self.col_column]);
        Ok(Found::new(&data, data.text(), total, query))
    }
}

impl Data<'_> {
    fn text(&self) -> Text {
        let (rows, columns) = (escaped(self.row_column), escaped(self.col_column));
        let mut text = heading(
            &format!("'{rows}' × '{columns}' 교차표"),
            &format!("Cross tabulation of '{rows}' and '{columns}'"),
        );
        let labels = self.col_labels.iter().take(SHOWN.1).map(shown);
        let header: Vec<String> = std::iter::once(rows).chain(labels).collect();
        let cell = |value: &f64| if self.normalize { three(Some(*value)) } else { format!("{value:.0}") };
        let row = |(label, cells): (&Value, &Vec<f64>)| {
            std::iter::once(shown(label)).chain(cells.iter().take(SHOWN.1).map(cell)).collect()
        };
        let lines: Vec<Vec<String>> = self.row_labels.iter().zip(&self.cells).take(SHOWN.0).map(row).collect();
        let shown = table(&header, &lines);
        text.push(&shown, &shown);
        let total = count(self.total);
        let (korean, english) = if self.normalize {
            ("전체에 대한 비율", "shares of the total")
        } else {
            ("행 수", "numbers of rows")
        };
        line(
            &mut text,
            &format!("\n- 값: {korean}, 전체 {total}개 행"),
            &format!("\n- Values: {english}, {total} rows in all"),
        );
        if self.row_labels.len() > SHOWN.0 || self.col_labels.len() > SHOWN.1 {
            let (height, width) = (self.row_labels.len(), self.col_labels.len());
            line(
                &mut text,
                &format!("- 전체 {height} × {width} 중 처음 {} × {}까지만 표시했습니다.", SHOWN.0, SHOWN.1),
                &format!("- Only the first {} × {} of {height} × {width} are shown.", SHOWN.0, SHOWN.1),
            );
        }
        if self.missing > 0 {
            let missing = count(self.missing);
            line(
                &mut text,
                &format!("- 값이 없는 {missing}개 행은 제외했습니다."),
                &format!("- {missing} rows with a missing value are left out."),
            );
        }
        text
    }
}
