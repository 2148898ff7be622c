//! The first rows in the order of a column.

use super::{
    Found, Tool, ToolError,
    filter_dataframe::add_page,
    markdown::{escaped, heading},
    view::View,
};
use crate::{
    filter::{Filter, named},
    frame::Table,
    number::index,
    rows::{RowPage, RowQuery, SortKey},
};
use serde::{Deserialize, Serialize};

/// The maximum of `top_n`.
const MOST: usize = 1_000;

/// The first rows in the order of a column. Equal rows stay in the order of the file, missing values come last.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct SortDataframe {
    /// The column.
    pub column: String,
    /// The smallest value comes first.
    #[serde(default = "yes")]
    pub ascending: bool,
    /// The number of rows, at most 1,000.
    #[serde(default = "ten")]
    pub top_n: usize,
    /// The condition on rows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filter: Option<Filter>,
}

const fn yes() -> bool {
    true
}

const fn ten() -> usize {
    10
}

#[derive(Serialize)]
struct Data<'a> {
    column: &'a str,
    ascending: bool,
    page: RowPage,
    /// The number of other rows with the value of the last one.
    #[serde(skip_serializing_if = "Option::is_none")]
    tied: Option<usize>,
}

impl Tool for SortDataframe {
    const NAME: &'static str = "sort_dataframe";

    fn filter(&self) -> Option<&Filter> {
        self.filter.as_ref()
    }

    fn compute(&self, table: &dyn Table) -> Result<Found, ToolError> {
        if !(1..=MOST).contains(&self.top_n) {
            return Err(ToolError::OutOfRange { parameter: "top_n", least: 1.0, most: 1_000.0 });
        }
        let view = View::open(table, self.filter())?;
        let sort = vec![SortKey { column: self.column.clone(), descending: !self.ascending }];
        let page = view.head(&sort, self.top_n)?;
        let tied = Some(tied(&view, &self.column, &page)?).filter(|tied| *tied > 0);
        let data = Data { column: &self.column, ascending: self.ascending, page, tied };
        let (name, shown) = (escaped(&self.column), data.page.rows.len());
        let (korean, english) =
            if self.ascending { ("오름차순", "ascending") } else { ("내림차순", "descending") };
        let mut text = heading(
            &format!("'{name}' 기준 {korean} 정렬, 처음 {shown}개 행"),
            &format!("First {shown} rows by '{name}', {english}"),
        );
        add_page(&mut text, &data.page);
        let query = RowQuery { sort, limit: Some(self.top_n), ..view.query(&[]) };
        Ok(Found::new(&data, text, view.len(), query))
    }
}

/// The number of rows with the value of the last row of a page that are not on it. Missing values are equal to none.
fn tied(view: &View<'_>, name: &str, page: &RowPage) -> Result<usize, ToolError> {
    let whole = named(view.table, name)?;
    let key = |row: &u32| whole.key(index(*row));
    let Some(last) = page.row_numbers.last().and_then(key) else { return Ok(0) };
    let shown = page.row_numbers.iter().filter(|row| key(row) == Some(last)).count();
    let mut all = 0;
    view.column(name)?.for_each_key(|key| all += usize::from(key == Some(last)));
    Ok(all - shown)
}
