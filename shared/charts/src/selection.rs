//! The rows of a table that fulfil a condition.

use crate::{error::ChartError, number::small};
use sisuiq_frames::{Column, Kind, Table, filter::Filter, tools::ToolError};
use std::sync::Arc;

/// The largest number whose square is finite with room for sums.
const LARGEST: f64 = 1e150;

/// A table and the name that readers of a chart know it by.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    /// The table.
    pub table: &'a dyn Table,
    /// Its name; it may be empty.
    pub name: &'a str,
}

/// The rows that a chart is drawn from.
pub(crate) struct Selection<'a> {
    pub(crate) table: &'a dyn Table,
    rows: Option<Vec<u32>>,
}

/// The numbers of a column.
pub(crate) struct Numbers {
    /// The numbers of the rows that have one, in order.
    pub(crate) values: Vec<f64>,
    /// The number of rows without one.
    pub(crate) missing: usize,
    /// All numbers are whole.
    pub(crate) is_whole: bool,
}

impl<'a> Selection<'a> {
    /// The rows that fulfil the condition of the parameter `field`; they may be none.
    pub(crate) fn open(table: &'a dyn Table, filter: Option<&Filter>, field: &'static str) -> Result<Self, ChartError> {
        let rows = filter.map(|filter| filter.rows(table)).transpose().map_err(ChartError::of(field))?;
        Ok(Self { table, rows: rows.map(|rows| rows.rows()) })
    }

    pub(crate) fn len(&self) -> usize {
        self.rows.as_ref().map_or_else(|| self.table.row_count(), Vec::len)
    }

    /// The column that the parameter `field` names.
    pub(crate) fn column(&self, name: &str, field: &'static str) -> Result<Arc<Column>, ChartError> {
        let column = named(self.table, name, field)?;
        Ok(match &self.rows {
            None => column,
            Some(rows) => Arc::new(column.take(rows)),
        })
    }

    /// A column with numbers, or without any value.
    pub(crate) fn numeric(&self, name: &str, field: &'static str) -> Result<Arc<Column>, ChartError> {
        let column = self.column(name, field)?;
        if column.present_count() > 0 && !column.kind().is_numeric() {
            let error = ToolError::not_numeric(name, &column);
            return Err(ChartError::Table { field, error });
        }
        let is_large = |row: usize| column.number(row).is_some_and(|number| number.abs() > LARGEST);
        if column.kind() == Kind::Number && (0..column.len()).any(is_large) {
            return Err(ChartError::TooLarge { field, column: name.to_owned() });
        }
        Ok(column)
    }

    /// The numbers of a column.
    pub(crate) fn numbers(&self, name: &str, field: &'static str) -> Result<Numbers, ChartError> {
        let column = self.numeric(name, field)?;
        Ok(Numbers {
            values: column.numbers().unwrap_or_default(),
            missing: column.missing_count(),
            is_whole: column.kind() == Kind::Integer,
        })
    }

    /// The number in the table of a row of the selection.
    pub(crate) fn row(&self, place: usize) -> u32 {
        match &self.rows {
            None => small(place),
            Some(rows) => rows.get(place).copied().unwrap_or(u32::MAX),
        }
    }
}

/// The column that the parameter `field` names.
pub(crate) fn named(table: &dyn Table, name: &str, field: &'static str) -> Result<Arc<Column>, ChartError> {
    let unknown = || {
        let columns = table.headings().iter().map(|heading| heading.name.clone()).collect();
        ToolError::UnknownColumn { column: name.to_owned(), columns }
    };
    let column = table.place(name).ok_or_else(unknown).and_then(|place| Ok(table.column(place)?));
    column.map_err(ChartError::of(field))
}
