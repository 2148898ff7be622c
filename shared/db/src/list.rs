//! Statements that give a part of a list and how long all of it is, put together from what is asked for.

use crate::{Connection, GenericClient, Result, query};
use sisuiq_model::{Page, Part};
use tokio_postgres::{Row, types::ToSql};

/// How long the parts are that clients usually ask for: only the statements of these are kept prepared when they begin a list.
const USUAL: [i64; 2] = [50, 100];

/// Which rows count: only conditions that are asked for stand in the statement, so that each set of them has a plan of its own.
pub struct Filters<'a> {
    conditions: Vec<String>,
    parameters: Vec<&'a (dyn ToSql + Sync)>,
}

impl<'a> Filters<'a> {
    /// All rows; the statement has these parameters in any case.
    #[must_use]
    pub fn new<const COUNT: usize>(parameters: [&'a (dyn ToSql + Sync); COUNT]) -> Self {
        Self { conditions: Vec::new(), parameters: parameters.into() }
    }

    /// Only rows for which this holds, whose `?` is the value; if there is none, all.
    #[must_use]
    pub fn only<T: ToSql + Sync>(mut self, condition: &str, value: Option<&'a T>) -> Self {
        if let Some(value) = value {
            self.parameters.push(value);
            self.conditions.push(condition.replace('?', &format!("${}", self.parameters.len())));
        }
        self
    }

    /// Whether not all rows count.
    #[must_use]
    pub const fn is_filtered(&self) -> bool {
        !self.conditions.is_empty()
    }

    /// The statement for a part of these rows. Which part stands in it, for Postgres plans it once for all values of its parameters,
    /// and would take parameters there for a tenth of all rows.
    #[must_use]
    pub fn list<Order: Copy, T>(
        mut self,
        sql: &str,
        page: &'a Page<Order>,
        (order, newest): (&str, Option<&str>),
        decode: fn(&Row) -> Result<T>,
    ) -> List<'a, T> {
        let is_filtered = self.is_filtered();
        let filters = if is_filtered { self.conditions.join(" AND ") } else { "true".to_owned() };
        let after = match (newest, &page.after) {
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
            .replace("{order}", order)
            .replace("{end}", &page.limit.saturating_add(page.offset).to_string())
            .replace("{limit}", &page.limit.to_string())
            .replace("{offset}", &page.offset.to_string());
        let is_usual = page.offset == 0 && USUAL.contains(&page.limit);
        List { sql, is_usual, parameters: self.parameters, decode }
    }
}

/// What finds a part of a list.
pub struct List<'a, T> {
    sql: String,
    is_usual: bool,
    parameters: Vec<&'a (dyn ToSql + Sync)>,
    decode: fn(&Row) -> Result<T>,
}

impl<T> List<'_, T> {
    /// The part, and how many there are in all, by one statement.
    pub async fn read(&self, client: &impl GenericClient) -> Result<Part<T>> {
        let rows = if self.is_usual {
            query::rows(client, &self.sql, &self.parameters).await?
        } else {
            query::rows_once(client, &self.sql, &self.parameters).await?
        };
        query::part(&rows, self.decode)
    }

    /// How Postgres finds it whatever the filters' values are, a line each.
    pub async fn plan(&self, connection: &Connection) -> Result<Vec<String>> {
        connection.lines(&format!("EXPLAIN (GENERIC_PLAN) {}", self.sql)).await
    }
}
