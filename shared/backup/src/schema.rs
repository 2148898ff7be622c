//! The tables and the order in which they can be filled.

use crate::{BackupError, Result, Sequence};
use std::collections::BTreeSet;
use tokio_postgres::GenericClient;

/// The advisory lock of backups and restores.
const LOCK: i64 = 0x5349_5355_4241;

/// A table of the database.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Known {
    /// Its name.
    pub(crate) name: String,
    /// Its name in statements.
    pub(crate) quoted: String,
    /// Its columns in statements.
    pub(crate) columns: String,
    /// The tables that it refers to.
    pub(crate) needs: Vec<String>,
    /// The size on disk without indexes, in bytes.
    pub(crate) bytes: i64,
}

/// The tables of the database that a backup holds, each behind those that it refers to.
pub(crate) async fn tables(client: &impl GenericClient) -> Result<Vec<Known>> {
    let rows = client.query(include_str!("../queries/tables.sql"), &[]).await?;
    let mut tables = Vec::with_capacity(rows.len());
    for row in &rows {
        tables.push(Known {
            name: row.try_get("name")?,
            quoted: row.try_get("quoted")?,
            columns: row.try_get("columns")?,
            needs: row.try_get("needs")?,
            bytes: row.try_get("bytes")?,
        });
    }
    in_order(tables)
}

/// The sequences and the last numbers that they gave.
pub(crate) async fn sequences(client: &impl GenericClient) -> Result<Vec<Sequence>> {
    let rows = client.query(include_str!("../queries/sequences.sql"), &[]).await?;
    let mut sequences = Vec::with_capacity(rows.len());
    for row in &rows {
        sequences.push(Sequence { name: row.try_get("name")?, last: row.try_get("last_value")? });
    }
    Ok(sequences)
}

/// The number of the newest migration.
pub(crate) async fn version(client: &impl GenericClient) -> Result<Option<i32>> {
    Ok(client.query_one(include_str!("../queries/schema_version.sql"), &[]).await?.try_get(0)?)
}

/// Returns whether anybody has an account.
pub(crate) async fn has_accounts(client: &impl GenericClient) -> Result<bool> {
    Ok(client.query_one("SELECT EXISTS (SELECT 1 FROM users)", &[]).await?.try_get(0)?)
}

/// Locks out other backups and restores until the transaction ends, removes the timeouts, and fixes the text format of values;
/// an error when another one is running.
pub(crate) async fn hold(client: &impl GenericClient) -> Result<()> {
    client.batch_execute(include_str!("../queries/prepare.sql")).await?;
    let held = client.query_one("SELECT pg_try_advisory_xact_lock($1)", &[&LOCK]).await?;
    if held.try_get(0)? { Ok(()) } else { Err(BackupError::Busy) }
}

/// Prevents schema changes of tables until the transaction ends, while others read and write them.
pub(crate) async fn lock(client: &impl GenericClient, tables: &[Known]) -> Result<()> {
    if !tables.is_empty() {
        client.batch_execute(&locking(tables)).await?;
    }
    Ok(())
}

fn locking(tables: &[Known]) -> String {
    let names: Vec<&str> = tables.iter().map(|table| table.quoted.as_str()).collect();
    format!("LOCK TABLE {} IN ACCESS SHARE MODE", names.join(", "))
}

/// Sorts tables so that each follows those it refers to. Tables outside the list are ignored.
fn in_order(mut waiting: Vec<Known>) -> Result<Vec<Known>> {
    let there: BTreeSet<String> = waiting.iter().map(|table| table.name.clone()).collect();
    let mut done = BTreeSet::new();
    let mut ordered = Vec::with_capacity(waiting.len());
    while !waiting.is_empty() {
        let is_ready = |table: &Known| table.needs.iter().all(|need| done.contains(need) || !there.contains(need));
        let (ready, others): (Vec<_>, Vec<_>) = waiting.into_iter().partition(is_ready);
        if ready.is_empty() {
            let names: Vec<_> = others.into_iter().map(|table| table.name).collect();
            return Err(BackupError::Circle(names.join(", ")));
        }
        done.extend(ready.iter().map(|table| table.name.clone()));
        ordered.extend(ready);
        waiting = others;
    }
    Ok(ordered)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(name: &str, needs: &[&str]) -> Known {
        Known {
            name: name.to_owned(),
            quoted: name.to_owned(),
            columns: "id".to_owned(),
            needs: needs.iter().map(|need| (*need).to_owned()).collect(),
            bytes: 0,
        }
    }

    #[test]
    fn referenced_tables_come_first() {
        let tables = vec![table("a", &["c", "left_out"]), table("b", &["a"]), table("c", &[])];
        let names: Vec<_> = in_order(tables).unwrap().into_iter().map(|table| table.name).collect();
        assert_eq!(names, ["c", "a", "b"]);
    }

    #[test]
    fn lock_statement_quotes_table_names() {
        let mut order = table("order", &[]);
        order.quoted = "\"order\"".to_owned();
        assert_eq!(locking(&[order, table("users", &[])]), "LOCK TABLE \"order\", users IN ACCESS SHARE MODE");
    }

    #[test]
    fn a_circle_of_tables_is_refused() {
        let refused = in_order(vec![table("a", &["b"]), table("b", &["a"]), table("c", &[])]).unwrap_err();
        assert_eq!(refused.to_string(), "tables refer to each other in a circle: a, b");
    }
}
