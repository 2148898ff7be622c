//! Rows that fulfil a condition.

use super::{
    Found, Tool, ToolError,
    markdown::{count, escaped, heading, line, shown, table},
    view::View,
};
use crate::{
    filter::{Filter, Operator, Scalar},
    frame::Table,
    number::percent,
    rows::{RowPage, RowQuery, page},
};
use serde::{Deserialize, Serialize};
use sisuiq_model::Text;

/// The number of shown rows.
const SHOWN: usize = 10;
/// The maximum number of their shown columns.
const SHOWN_COLUMNS: usize = 12;

/// The number of rows that fulfil a condition, and the first ten of them.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct FilterDataframe {
    /// The column.
    pub column: String,
    /// The comparison.
    pub operator: Operator,
    /// The value to compare with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Scalar>,
    /// A further condition on rows; counts are of the rows that fulfil it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filter: Option<Filter>,
}

#[derive(Serialize)]
struct Data<'a> {
    column: &'a str,
    operator: Operator,
    value: &'a Option<Scalar>,
    matched: usize,
    total: usize,
    percent: f64,
    /// Matched rows in which the column has no value: `!=` matches them.
    matched_missing: usize,
    page: RowPage,
}

impl Tool for FilterDataframe {
    const NAME: &'static str = "filter_dataframe";

    fn filter(&self) -> Option<&Filter> {
        self.filter.as_ref()
    }

    fn compute(&self, table: &dyn Table) -> Result<Found, ToolError> {
        let view = View::open(table, self.filter())?;
        let own = Filter::of(self.column.clone(), self.operator, self.value.clone());
        let filter = Filter::both(self.filter.clone(), Some(own));
        let rows = match &filter {
            Some(filter) => filter.rows(table)?,
            None => return Err(ToolError::Empty { is_filtered: false }),
        };
        let missing = crate::filter::named(table, &self.column)?.missing().clone();
        let matched = rows.count();
        let first: Vec<u32> = rows.rows().into_iter().take(SHOWN).collect();
        let data = Data {
            column: &self.column,
            operator: self.operator,
            value: &self.value,
            matched,
            total: view.len(),
            percent: percent(matched, view.len()),
            matched_missing: rows.and(&missing).count(),
            page: page(table, None, first, matched)?,
        };
        let query = RowQuery { filter, ..RowQuery::default() };
        Ok(Found::new(&data, data.text(), matched, query))
    }
}

impl Data<'_> {
    fn text(&self) -> Text {
        let mut text = heading("조건에 맞는 행", "Rows that fulfil the condition");
        let value = self.value.as_ref().map(|value| format!(" {}", escaped(&value.text()))).unwrap_or_default();
        let operator = serde_json::to_value(self.operator).unwrap_or_default();
        let condition = format!("{} {}{value}", escaped(self.column), operator.as_str().unwrap_or_default());
        let (matched, total) = (count(self.matched), count(self.total));
        line(&mut text, &format!("- 조건: {condition}"), &format!("- Condition: {condition}"));
        line(
            &mut text,
            &format!("- 전체 {total}개 행 중 {matched}개 ({:.2}%)", self.percent),
            &format!("- {matched} of {total} rows ({:.2}%)", self.percent),
        );
        if self.matched_missing > 0 && self.operator == Operator::NotEqual {
            let missing = count(self.matched_missing);
            line(
                &mut text,
                &format!("- 그중 {missing}개 행에는 이 열의 값이 없습니다."),
                &format!("- {missing} of them have no value in this column."),
            );
        }
        add_page(&mut text, &self.page);
        text
    }
}

/// Adds rows as a table.
pub(super) fn add_page(text: &mut Text, page: &RowPage) {
    if page.rows.is_empty() {
        return;
    }
    let header: Vec<String> = page.columns.iter().take(SHOWN_COLUMNS).map(|heading| escaped(&heading.name)).collect();
    let rows: Vec<Vec<String>> =
        page.rows.iter().map(|row| row.iter().take(SHOWN_COLUMNS).map(shown).collect()).collect();
    if !text.korean.ends_with("\n\n") {
        text.push("\n", "\n");
    }
    let shown = table(&header, &rows);
    text.push(&shown, &shown);
    let rest = page.columns.len().saturating_sub(SHOWN_COLUMNS);
    if rest > 0 {
        line(
            text,
            &format!("\n열이 많아 처음 {SHOWN_COLUMNS}개만 표시했습니다(나머지 {rest}개)."),
            &format!("\nOnly the first {SHOWN_COLUMNS} columns are shown ({rest} more)."),
        );
    }
}
