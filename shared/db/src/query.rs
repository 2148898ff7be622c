//! Runs one prepared statement and turns its rows into values.

use crate::{DatabaseError, Result};
use deadpool_postgres::GenericClient;
use tokio_postgres::{Row, types::ToSql};

/// The parameters of a statement.
pub(crate) type Parameters<'a> = &'a [&'a (dyn ToSql + Sync)];

/// Every row, decoded.
pub(crate) async fn all<T>(
    client: &impl GenericClient,
    sql: &str,
    parameters: Parameters<'_>,
    decode: fn(&Row) -> Result<T>,
) -> Result<Vec<T>> {
    let statement = client.prepare_cached(sql).await?;
    client.query(&statement, parameters).await?.iter().map(decode).collect()
}

/// The row, if there is one.
pub(crate) async fn optional<T>(
    client: &impl GenericClient,
    sql: &str,
    parameters: Parameters<'_>,
    decode: fn(&Row) -> Result<T>,
) -> Result<Option<T>> {
    let statement = client.prepare_cached(sql).await?;
    client.query_opt(&statement, parameters).await?.as_ref().map(decode).transpose()
}

/// The one row that the statement always returns.
pub(crate) async fn one<T>(
    client: &impl GenericClient,
    sql: &str,
    parameters: Parameters<'_>,
    decode: fn(&Row) -> Result<T>,
) -> Result<T> {
    let statement = client.prepare_cached(sql).await?;
    decode(&client.query_one(&statement, parameters).await?)
}

/// How many rows the statement touched.
pub(crate) async fn execute(client: &impl GenericClient, sql: &str, parameters: Parameters<'_>) -> Result<u64> {
    let statement = client.prepare_cached(sql).await?;
    Ok(client.execute(&statement, parameters).await?)
}

/// Says how many rows a statement must have touched.
pub(crate) fn exactly(statement: &'static str, expected: u64, actual: u64) -> Result<()> {
    if actual == expected { Ok(()) } else { Err(DatabaseError::RowCount { statement, expected, actual }) }
}
