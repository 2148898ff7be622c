//! The rows of a table that fulfil a condition.

use super::ToolError;
use crate::{
    column::{Column, Kind},
    filter::{Filter, named},
    frame::Table,
    number::small,
    rows::{RowPage, RowQuery, SortKey, page, sorted},
};
use std::sync::Arc;

/// The rows that a tool works on.
pub(crate) struct View<'a> {
    pub(crate) table: &'a dyn Table,
    filter: Option<&'a Filter>,
    /// The rows that fulfil the condition; all without one.
    rows: Option<Vec<u32>>,
}

impl<'a> View<'a> {
    /// The rows that fulfil the condition; an error if there are none.
    pub(crate) fn open(table: &'a dyn Table, filter: Option<&'a Filter>) -> Result<Self, ToolError> {
        let rows = filter.map(|filter| filter.rows(table)).transpose()?.map(|rows| rows.rows());
        let view = Self { table, filter, rows };
        if view.len() == 0 { Err(ToolError::Empty { is_filtered: filter.is_some() }) } else { Ok(view) }
    }

    /// The number of rows.
    pub(crate) fn len(&self) -> usize {
        self.rows.as_ref().map_or_else(|| self.table.row_count(), Vec::len)
    }

    /// The numbers of the rows in the table.
    pub(crate) fn row_numbers(&self) -> Vec<u32> {
        self.rows.clone().unwrap_or_else(|| (0..small(self.table.row_count())).collect())
    }

    /// The values of a column in these rows.
    pub(crate) fn column(&self, name: &str) -> Result<Arc<Column>, ToolError> {
        Ok(self.taken(named(self.table, name)?))
    }

    /// The values of the column of a place.
    pub(crate) fn column_at(&self, place: usize) -> Result<Arc<Column>, ToolError> {
        Ok(self.taken(self.table.column(place)?))
    }

    /// The number of missing values of the column of a place.
    pub(crate) fn missing_at(&self, place: usize) -> Result<usize, ToolError> {
        match &self.rows {
            None => Ok(self.table.missing_count(place)?),
            Some(_) => Ok(self.column_at(place)?.missing_count()),
        }
    }

    /// A column with at least one value.
    pub(crate) fn filled_column(&self, name: &str) -> Result<Arc<Column>, ToolError> {
        let column = self.column(name)?;
        if column.present_count() == 0 { Err(ToolError::AllMissing(name.to_owned())) } else { Ok(column) }
    }

    /// The numbers of a column in these rows, without missing ones, and the number of these.
    pub(crate) fn numbers(&self, name: &str) -> Result<(Vec<f64>, usize), ToolError> {
        let column = self.filled_column(name)?;
        let numbers = column.numbers().ok_or_else(|| ToolError::not_numeric(name, &column))?;
        Ok((numbers, column.missing_count()))
    }

    /// The places of columns with numbers of which at least one is there.
    pub(crate) fn numeric_places(&self) -> Vec<usize> {
        let headings = self.table.headings().iter().enumerate();
        headings.filter(|(_, heading)| heading.kind.is_numeric()).map(|(place, _)| place).collect()
    }

    /// The name of the column of a place.
    pub(crate) fn name(&self, place: usize) -> String {
        self.table.headings().get(place).map(|heading| heading.name.clone()).unwrap_or_default()
    }

    /// The type of the column of a place.
    pub(crate) fn kind(&self, place: usize) -> Kind {
        self.table.headings().get(place).map_or(Kind::Text, |heading| heading.kind)
    }

    /// The first rows in an order, with all columns.
    pub(crate) fn head(&self, sort: &[SortKey], length: usize) -> Result<RowPage, ToolError> {
        let rows = sorted(self.table, self.row_numbers(), sort, length)?;
        page(self.table, None, rows, self.len())
    }

    /// The query that gives these rows, with some columns.
    pub(crate) fn query(&self, columns: &[&str]) -> RowQuery {
        let columns = columns.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        RowQuery {
            filter: self.filter.cloned(),
            columns: (!columns.is_empty()).then_some(columns),
            ..RowQuery::default()
        }
    }

    fn taken(&self, column: Arc<Column>) -> Arc<Column> {
        match &self.rows {
            None => column,
            Some(rows) => Arc::new(column.take(rows)),
        }
    }
}
