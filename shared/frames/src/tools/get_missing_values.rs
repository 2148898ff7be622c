//! Missing values of all columns.

use super::{
    Found, Tool, ToolError,
    markdown::{add_table, count, escaped, heading, line},
    view::View,
};
use crate::{filter::Filter, frame::Table, number::percent};
use serde::{Deserialize, Serialize};
use sisuiq_model::Text;

/// The number and share of missing values of each column and of all cells.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct GetMissingValues {
    /// The condition on rows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filter: Option<Filter>,
}

#[derive(Serialize)]
struct Data {
    row_count: usize,
    columns: Vec<Of>,
    cells: usize,
    missing: usize,
    percent: f64,
}

#[derive(Serialize)]
struct Of {
    name: String,
    missing: usize,
    percent: f64,
}

impl Tool for GetMissingValues {
    const NAME: &'static str = "get_missing_values";

    fn filter(&self) -> Option<&Filter> {
        self.filter.as_ref()
    }

    fn compute(&self, table: &dyn Table) -> Result<Found, ToolError> {
        let view = View::open(table, self.filter())?;
        let of = |place: usize| {
            let missing = view.missing_at(place)?;
            Ok(Of { name: view.name(place), missing, percent: percent(missing, view.len()) })
        };
        let columns: Vec<Of> = (0..table.headings().len()).map(of).collect::<Result<_, ToolError>>()?;
        let (cells, missing) = (view.len() * columns.len(), columns.iter().map(|of| of.missing).sum());
        let data = Data { row_count: view.len(), columns, cells, missing, percent: percent(missing, cells) };
        Ok(Found::new(&data, data.text(), view.len(), view.query(&[])))
    }
}

impl Data {
    fn text(&self) -> Text {
        let mut text = heading("결측값", "Missing values");
        let (missing, cells) = (count(self.missing), count(self.cells));
        line(
            &mut text,
            &format!("- 전체 셀 {cells}개 중 {missing}개가 비어 있습니다 ({:.2}%).", self.percent),
            &format!("- {missing} of {cells} cells are missing ({:.2}%).", self.percent),
        );
        let with: Vec<&Of> = self.columns.iter().filter(|of| of.missing > 0).collect();
        if with.is_empty() {
            line(&mut text, "- 결측값이 있는 열은 없습니다.", "- No column has missing values.");
            return text;
        }
        text.push("\n", "\n");
        let row = |of: &&Of| vec![escaped(&of.name), count(of.missing), format!("{:.2}%", of.percent)];
        let rows: Vec<Vec<String>> = with.iter().map(row).collect();
        add_table(&mut text, &["열", "결측 수", "비율"], &["Column", "Missing", "Share"], &rows);
        let others = self.columns.len() - with.len();
        if others > 0 {
            line(
                &mut text,
                &format!("\n나머지 {others}개 열에는 결측값이 없습니다."),
                &format!("\nThe other {others} columns have no missing values."),
            );
        }
        text
    }
}
