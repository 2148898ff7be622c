//! The size of a table and its columns.

use super::{
    Found, Tool, ToolError,
    error::korean,
    markdown::{count, escaped, heading, line, table},
    view::View,
};
use crate::{column::Kind, filter::Filter, frame::Table};
use serde::{Deserialize, Serialize};

/// The numbers of rows and columns, and for each column its type and the number of its values.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct GetDataframeInfo {
    /// The condition on rows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filter: Option<Filter>,
}

#[derive(Serialize)]
struct Data {
    row_count: usize,
    column_count: usize,
    columns: Vec<Of>,
}

#[derive(Serialize)]
struct Of {
    name: String,
    kind: Kind,
    non_null: usize,
}

impl Tool for GetDataframeInfo {
    const NAME: &'static str = "get_dataframe_info";

    fn filter(&self) -> Option<&Filter> {
        self.filter.as_ref()
    }

    fn compute(&self, table: &dyn Table) -> Result<Found, ToolError> {
        let view = View::open(table, self.filter())?;
        let of = |place: usize| {
            let non_null = view.len() - view.missing_at(place)?;
            Ok(Of { name: view.name(place), kind: view.kind(place), non_null })
        };
        let columns: Vec<Of> = (0..table.headings().len()).map(of).collect::<Result<_, ToolError>>()?;
        let data = Data { row_count: view.len(), column_count: columns.len(), columns };
        Ok(Found::new(&data, data.text(), view.len(), view.query(&[])))
    }
}

impl Data {
    fn text(&self) -> sisuiq_model::Text {
        let mut text = heading("데이터 개요", "Overview of the data");
        let (rows, columns) = (count(self.row_count), count(self.column_count));
        line(&mut text, &format!("- 행: {rows}개"), &format!("- Rows: {rows}"));
        line(&mut text, &format!("- 열: {columns}개\n"), &format!("- Columns: {columns}\n"));
        let rows = |kind: fn(Kind) -> &'static str| -> Vec<Vec<String>> {
            let row = |of: &Of| vec![escaped(&of.name), kind(of.kind).to_owned(), count(of.non_null)];
            self.columns.iter().map(row).collect()
        };
        let header = |names: [&str; 3]| names.map(str::to_owned).to_vec();
        text.push(
            &table(&header(["열", "유형", "값이 있는 행"]), &rows(korean)),
            &table(&header(["Column", "Type", "Rows with a value"]), &rows(Kind::name)),
        );
        text
    }
}
