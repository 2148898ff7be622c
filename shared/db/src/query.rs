//! Runs one prepared statement and turns its rows into values.

use crate::{DatabaseError, GenericClient, Result};
use deadpool_postgres::GenericClient as _;
use sisuiq_model::Part;
use tokio_postgres::{Row, types::ToSql};
use uuid::Uuid;

/// The parameters of a statement.
pub type Parameters<'a> = &'a [&'a (dyn ToSql + Sync)];

/// Every row, decoded.
pub async fn all<T>(
    client: &impl GenericClient,
    sql: &str,
    parameters: Parameters<'_>,
    decode: fn(&Row) -> Result<T>,
) -> Result<Vec<T>> {
    rows(client, sql, parameters).await?.iter().map(decode).collect()
}

/// Every row.
pub async fn rows(client: &impl GenericClient, sql: &str, parameters: Parameters<'_>) -> Result<Vec<Row>> {
    let raw = client.raw()?;
    let rows = async { raw.query(&raw.prepare_cached(sql).await?, parameters).await };
    client.response_timeout().run(sql, rows).await
}

/// Every row of a statement that is not cached as a prepared one, because it will hardly be run again.
pub async fn rows_once(client: &impl GenericClient, sql: &str, parameters: Parameters<'_>) -> Result<Vec<Row>> {
    client.response_timeout().run(sql, client.raw()?.query(sql, parameters)).await
}

/// The row, if there is one.
pub async fn optional<T>(
    client: &impl GenericClient,
    sql: &str,
    parameters: Parameters<'_>,
    decode: fn(&Row) -> Result<T>,
) -> Result<Option<T>> {
    let raw = client.raw()?;
    let row = async { raw.query_opt(&raw.prepare_cached(sql).await?, parameters).await };
    client.response_timeout().run(sql, row).await?.as_ref().map(decode).transpose()
}

/// The one row that the statement always returns.
pub async fn one<T>(
    client: &impl GenericClient,
    sql: &str,
    parameters: Parameters<'_>,
    decode: fn(&Row) -> Result<T>,
) -> Result<T> {
    let raw = client.raw()?;
    let row = async { raw.query_one(&raw.prepare_cached(sql).await?, parameters).await };
    decode(&client.response_timeout().run(sql, row).await?)
}

/// The number of rows that the statement returned or changed.
pub async fn execute(client: &impl GenericClient, sql: &str, parameters: Parameters<'_>) -> Result<u64> {
    let raw = client.raw()?;
    let touched = async { raw.execute(&raw.prepare_cached(sql).await?, parameters).await };
    client.response_timeout().run(sql, touched).await
}

/// Decodes a part of a list, from rows that each have the length of the list in `count`; an empty part is one row without an
/// `id`.
pub fn part<T>(rows: &[Row], decode: fn(&Row) -> Result<T>) -> Result<Part<T>> {
    let count = rows.first().map_or(Ok(0), |row| row.try_get("count"))?;
    let mut part = Part { rows: Vec::with_capacity(rows.len()), count };
    for row in rows {
        if row.try_get::<_, Option<Uuid>>("id")?.is_some() {
            part.rows.push(decode(row)?);
        }
    }
    Ok(part)
}

/// Fails unless a statement touched the number of rows that it promises.
pub fn exactly(statement: &'static str, expected: u64, actual: u64) -> Result<()> {
    if actual == expected { Ok(()) } else { Err(DatabaseError::RowCount { statement, expected, actual }) }
}
