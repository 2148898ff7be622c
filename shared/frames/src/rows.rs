//! Pages of rows: filtered, sorted and with chosen columns.

use crate::{
    column::Column,
    filter::{Filter, named},
    frame::{Heading, Table},
    number::{index, small},
    tools::ToolError,
    value::Value,
};
use serde::{Deserialize, Serialize};
use std::{cmp::Ordering, sync::Arc};

/// The maximum number of rows of a page.
pub const MOST_ROWS: usize = 5_000;
/// The maximum number of columns by which rows are sorted.
const MOST_KEYS: usize = 8;

/// A request for rows.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct RowQuery {
    /// The condition on rows; all rows without one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filter: Option<Filter>,
    /// The columns by which rows are sorted, the most significant one first; otherwise they are in the order of the file.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sort: Vec<SortKey>,
    /// The number of rows before the page.
    pub offset: usize,
    /// The number of rows on the page, at most [`MOST_ROWS`]; 100 if it is not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<usize>,
    /// The columns of the page; all without them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub columns: Option<Vec<String>>,
}

/// A column by which rows are sorted. Equal rows stay in order, and missing values come last in both directions, as in pandas.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct SortKey {
    /// The name of the column.
    pub column: String,
    /// The largest value comes first.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub descending: bool,
}

/// Rows of a table.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RowPage {
    /// The columns.
    pub columns: Vec<Heading>,
    /// The values of each row.
    pub rows: Vec<Vec<Value>>,
    /// The number of each row in the table, from 0.
    pub row_numbers: Vec<u32>,
    /// The number of all rows that fulfil the condition.
    pub total: usize,
}

impl RowQuery {
    /// The page.
    pub fn run(&self, table: &dyn Table) -> Result<RowPage, ToolError> {
        let limit = self.limit.unwrap_or(100);
        if limit > MOST_ROWS {
            return Err(ToolError::OutOfRange {
                parameter: "limit",
                least: 0.0,
                most: crate::number::of_count(MOST_ROWS),
            });
        }
        let rows = match &self.filter {
            Some(filter) => filter.rows(table)?.rows(),
            None => (0..small(table.row_count())).collect(),
        };
        let total = rows.len();
        let end = self.offset.saturating_add(limit);
        let rows = sorted(table, rows, &self.sort, end)?;
        let numbers: Vec<u32> = rows.into_iter().skip(self.offset).take(limit).collect();
        page(table, self.columns.as_deref(), numbers, total)
    }
}

impl RowPage {
    /// The rows with these numbers, in their order. Numbers beyond the table are left out.
    pub fn of_numbers(table: &dyn Table, columns: Option<&[String]>, numbers: &[u32]) -> Result<Self, ToolError> {
        let rows = numbers.iter().copied().filter(|number| index(*number) < table.row_count()).collect::<Vec<_>>();
        let total = rows.len();
        page(table, columns, rows, total)
    }
}

/// The values of these rows.
pub(crate) fn page(
    table: &dyn Table,
    columns: Option<&[String]>,
    row_numbers: Vec<u32>,
    total: usize,
) -> Result<RowPage, ToolError> {
    let places: Vec<usize> = match columns {
        None => (0..table.headings().len()).collect(),
        Some(names) => names
            .iter()
            .map(|name| table.place(name).ok_or_else(|| ToolError::unknown_column(table, name)))
            .collect::<Result<_, _>>()?,
    };
    let mut rows: Vec<Vec<Value>> = row_numbers.iter().map(|_| Vec::with_capacity(places.len())).collect();
    for place in &places {
        if row_numbers.is_empty() {
            break;
        }
        let column = table.column(*place)?;
        for (row, number) in rows.iter_mut().zip(&row_numbers) {
            row.push(column.value(index(*number)));
        }
    }
    let columns = places.iter().filter_map(|place| table.headings().get(*place).cloned()).collect();
    Ok(RowPage { columns, rows, row_numbers, total })
}

/// The first `end` of these rows in the order of the keys.
pub(crate) fn sorted(
    table: &dyn Table,
    mut rows: Vec<u32>,
    keys: &[SortKey],
    end: usize,
) -> Result<Vec<u32>, ToolError> {
    if keys.len() > MOST_KEYS {
        return Err(ToolError::TooManyValues { what: "sort".to_owned(), limit: MOST_KEYS });
    }
    let columns: Vec<(Arc<Column>, bool)> =
        keys.iter().map(|key| Ok((named(table, &key.column)?, key.descending))).collect::<Result<_, ToolError>>()?;
    let Some((first, rest)) = columns.split_first() else {
        rows.truncate(end);
        return Ok(rows);
    };
    let mut keyed: Vec<(u128, u32)> = rows.into_iter().map(|row| (order(first, row), row)).collect();
    let compare = |left: &(u128, u32), right: &(u128, u32)| {
        let of_rest = || {
            let mut orders = rest.iter().map(|column| order(column, left.1).cmp(&order(column, right.1)));
            orders.find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
        };
        left.0.cmp(&right.0).then_with(of_rest).then(left.1.cmp(&right.1))
    };
    if end < keyed.len() {
        if end > 0 {
            keyed.select_nth_unstable_by(end - 1, compare);
        }
        keyed.truncate(end);
    }
    keyed.sort_unstable_by(compare);
    Ok(keyed.into_iter().map(|(_, row)| row).collect())
}

/// A number by which rows are sorted; missing values have the largest one.
fn order((column, is_descending): &(Arc<Column>, bool), row: u32) -> u128 {
    match column.key(index(row)) {
        None => u128::MAX,
        Some(key) => u128::from(if *is_descending { !key } else { key }),
    }
}

#[cfg(test)]
mod tests;
