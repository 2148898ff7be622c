//! List statements, built from the filters, the order and the page that are requested.

use crate::{Connection, GenericClient, Result, query};
use sisuiq_model::{Page, Part};
use tokio_postgres::{Row, types::ToSql};

/// Page lengths that clients usually request: only first pages of these lengths are cached as prepared statements.
const USUAL: [i64; 2] = [50, 100];

/// The sort order of a list.
#[derive(Clone, Copy, Debug)]
pub struct SortOrder {
    /// The columns of `ORDER BY`.
    pub columns: &'static str,
    /// The columns that a cursor compares; `None` if the list continues only by offset.
    pub cursor: Option<&'static str>,
}

impl SortOrder {
    /// An order that continues only by offset.
    #[must_use]
    pub const fn by(columns: &'static str) -> Self {
        Self { columns, cursor: None }
    }

    /// An order that also continues behind the row of a cursor.
    #[must_use]
    pub const fn with_cursor(columns: &'static str, cursor: &'static str) -> Self {
        Self { columns, cursor: Some(cursor) }
    }
}

/// Conditions of a list. Only those that are set become part of the statement, so that each combination has a plan of its own.
pub struct Filters<'a> {
    conditions: Vec<String>,
    parameters: Vec<&'a (dyn ToSql + Sync)>,
}

impl<'a> Filters<'a> {
    /// No conditions yet; the statement always has these parameters.
    #[must_use]
    pub fn new<const COUNT: usize>(parameters: [&'a (dyn ToSql + Sync); COUNT]) -> Self {
        Self { conditions: Vec::new(), parameters: parameters.into() }
    }

    /// Adds a condition, in which `?` stands for the value, unless the value is `None`.
    #[must_use]
    pub fn only<T: ToSql + Sync>(mut self, condition: &str, value: Option<&'a T>) -> Self {
        if let Some(value) = value {
            self.parameters.push(value);
            self.conditions.push(condition.replace('?', &format!("${}", self.parameters.len())));
        }
        self
    }

    /// Returns whether there is any condition.
    #[must_use]
    pub const fn is_filtered(&self) -> bool {
        !self.conditions.is_empty()
    }

    /// Builds the statement for a part of these rows. Limit and offset are written into it: Postgres plans a statement once for all
    /// values of its parameters, and would assume a tenth of all rows for a parameter there.
    #[must_use]
    pub fn list<Order: Copy, T>(
        mut self,
        sql: &str,
        page: &'a Page<Order>,
        order: SortOrder,
        decode: fn(&Row) -> Result<T>,
    ) -> List<'a, T> {
        let is_filtered = self.is_filtered();
        let filters = if is_filtered { self.conditions.join(" AND ") } else { "true".to_owned() };
        let after = match (order.cursor, &page.after) {
            (Some(columns), Some((at, id))) => {
                self.parameters.push(at);
                self.parameters.push(id);
                let last = self.parameters.len();
                format!("AND ({columns}) < (${}, ${last})", last - 1)
            }
            _ => String::new(),
        };
        let sql = sql
            .replace("{is_filtered}", if is_filtered { "true" } else { "false" })
            .replace("{filters}", &filters)
            .replace("{after}", &after)
            .replace("{order}", order.columns)
            .replace("{end}", &page.limit.saturating_add(page.offset).to_string())
            .replace("{limit}", &page.limit.to_string())
            .replace("{offset}", &page.offset.to_string());
        let is_usual = page.offset == 0 && USUAL.contains(&page.limit);
        List { sql, is_usual, parameters: self.parameters, decode }
    }
}

/// A statement that reads a part of a list.
pub struct List<'a, T> {
    sql: String,
    is_usual: bool,
    parameters: Vec<&'a (dyn ToSql + Sync)>,
    decode: fn(&Row) -> Result<T>,
}

impl<T> List<'_, T> {
    /// Reads the part and the length of the whole list, by one statement.
    pub async fn read(&self, client: &impl GenericClient) -> Result<Part<T>> {
        let rows = if self.is_usual {
            query::rows(client, &self.sql, &self.parameters).await?
        } else {
            query::rows_once(client, &self.sql, &self.parameters).await?
        };
        query::part(&rows, self.decode)
    }

    /// The generic query plan, line by line.
    pub async fn plan(&self, connection: &Connection) -> Result<Vec<String>> {
        connection.lines(&format!("EXPLAIN (GENERIC_PLAN) {}", self.sql)).await
    }
}
