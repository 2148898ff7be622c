//! A table of typed columns in memory, and the interface of all tables.

use crate::{
    build,
    column::{Column, Kind},
    error::FrameError,
};
use serde::{Deserialize, Serialize};
use sisuiq_analytics::{Account, Limits, Mapping, TableError};
use std::{fs::File, sync::Arc};

/// The name and type of a column.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Heading {
    /// Its name, unique in the table.
    pub name: String,
    /// The type of its values.
    pub kind: Kind,
    /// The zone of all its times as it was written; none if they were written without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<String>,
}

/// A table whose columns are read one by one.
pub trait Table {
    /// The columns.
    fn headings(&self) -> &[Heading];
    /// The number of rows.
    fn row_count(&self) -> usize;
    /// The values of a column by its place.
    fn column(&self, place: usize) -> Result<Arc<Column>, FrameError>;

    /// The number of rows without a value in a column.
    fn missing_count(&self, place: usize) -> Result<usize, FrameError> {
        Ok(self.column(place)?.missing_count())
    }

    /// The place of a column by its name.
    fn place(&self, name: &str) -> Option<usize> {
        self.headings().iter().position(|heading| heading.name == name)
    }
}

/// A table in memory.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Frame {
    headings: Vec<Heading>,
    columns: Vec<Arc<Column>>,
    rows: usize,
}

impl Frame {
    /// Reads a table in one pass over its rows. The result says how it was read and which rows are left out.
    pub fn read(
        file: File,
        kind: sisuiq_analytics::Kind,
        limits: Limits,
        mapping: Mapping,
    ) -> Result<(Self, Account), TableError> {
        build::read(file, kind, limits, mapping)
    }

    /// A table of these columns; none if their numbers of rows differ or names repeat.
    #[must_use]
    pub fn new(columns: Vec<(Heading, Column)>) -> Option<Self> {
        let rows = columns.first().map_or(0, |(_, column)| column.len());
        let (mut headings, mut taken) = (Vec::<Heading>::new(), Vec::new());
        for (heading, column) in columns {
            let is_known = headings.iter().any(|other| other.name == heading.name);
            if column.len() != rows || is_known || heading.kind != column.kind() {
                return None;
            }
            headings.push(heading);
            taken.push(Arc::new(column));
        }
        Some(Self { headings, columns: taken, rows })
    }

    /// A copy in memory of any table.
    pub fn of(table: &dyn Table) -> Result<Self, FrameError> {
        let columns: Result<Vec<_>, _> = (0..table.headings().len()).map(|place| table.column(place)).collect();
        Ok(Self { headings: table.headings().to_vec(), columns: columns?, rows: table.row_count() })
    }
}

impl Table for Frame {
    fn headings(&self) -> &[Heading] {
        &self.headings
    }

    fn row_count(&self) -> usize {
        self.rows
    }

    fn column(&self, place: usize) -> Result<Arc<Column>, FrameError> {
        self.columns.get(place).cloned().ok_or(FrameError::NoColumn(place))
    }
}
