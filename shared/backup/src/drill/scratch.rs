//! Temporary tables like those of the database, in a session of their own.

use crate::{
    BackupError, Manifest, Result, Table,
    drill::digest::RowsDigest,
    erasures::Noted,
    reading::Reading,
    restore::{comparable, note, replay},
    schema::Known,
};
use futures::{SinkExt, TryStreamExt};
use jiff::Timestamp;
use sisuiq_db::{Database, Session};
use std::{pin::pin, time::Duration};
use tokio_postgres::{Transaction, error::SqlState};

/// The limit of one question. Copies have none but the drill's own.
const STATEMENT: Duration = Duration::from_mins(2);

/// Memory for temporary tables. It can be set only before the first one exists.
const BUFFERS: &str = "SET temp_buffers = '64MB'";

/// From here on the session can write to temporary tables only, so that a statement meant for the copy cannot reach live data.
const WRITE_PROTECT: &str = "SET default_transaction_read_only = on";

/// A copy of the database in temporary tables. They hide the tables of the same names from this session's statements, other sessions
/// do not see them, and Postgres drops them when the session ends, however it ends.
pub(super) struct Scratch {
    session: Session,
    /// The tables of the backup, in its order.
    tables: Vec<Known>,
    references: Vec<Reference>,
}

/// A foreign key.
struct Reference {
    table: String,
    name: String,
    /// The statement that adds it to the temporary table.
    statement: String,
}

impl Scratch {
    /// Empty tables with the keys and checks of all tables of the database. Migrations are locked out meanwhile, but not afterwards.
    pub(super) async fn create(database: &Database, manifest: &Manifest) -> Result<Self> {
        let mut session = database.session(STATEMENT).await?;
        sisuiq_db::keep_schema(&session).await?;
        session.batch_execute(BUFFERS).await?;
        let transaction = session.transaction().await?;
        let tables = comparable(&transaction, manifest).await?;
        let references = references(&transaction).await?;
        // tables outside the backup too: a statement must not find a live one in place of one that is missing
        let rows = transaction.query(include_str!("../../queries/drill_tables.sql"), &[]).await?;
        for row in &rows {
            let quoted: String = row.try_get("quoted")?;
            let create = format!("CREATE TEMPORARY TABLE {quoted} (LIKE public.{quoted} INCLUDING ALL)");
            transaction.batch_execute(&create).await?;
        }
        transaction.commit().await?;
        sisuiq_db::release_schema(&session).await?;
        Ok(Self { session, tables, references })
    }

    /// The session whose statements find the copy.
    pub(super) const fn session(&self) -> &Session {
        &self.session
    }

    /// Fills the table at this place of the backup and reads it back: an error unless it has the rows of the backup.
    pub(super) async fn fill(&mut self, number: usize, table: &Table, mut reading: Reading<'_>) -> Result<()> {
        let other = || BackupError::OtherTable(table.name.clone());
        let Known { quoted, columns, .. } = self.tables.get(number).ok_or_else(other)?;
        let transaction = self.session.transaction().await?;
        transaction.batch_execute(include_str!("../../queries/prepare.sql")).await?;
        let mut sent = RowsDigest::default();
        {
            let statement = format!("COPY pg_temp.{quoted} ({columns}) FROM STDIN");
            let mut rows = pin!(transaction.copy_in(&statement).await?);
            while let Some(bytes) = reading.next().await? {
                sent.take(&bytes);
                rows.send(bytes).await?;
            }
            rows.finish().await?;
        }
        let mut stored = RowsDigest::default();
        {
            let statement = format!("COPY pg_temp.{quoted} ({columns}) TO STDOUT");
            let mut rows = pin!(transaction.copy_out(&statement).await?);
            while let Some(bytes) = rows.try_next().await? {
                stored.take(&bytes);
            }
        }
        transaction.commit().await?;
        if stored == sent && stored.rows() == table.rows { Ok(()) } else { Err(other()) }
    }

    /// Adds the foreign keys, which checks each reference of each row.
    pub(super) async fn check_references(&self) -> Result<()> {
        for Reference { table, name, statement } in &self.references {
            let added = self.session.batch_execute(statement).await;
            added.map_err(|error| match error.code() {
                Some(&SqlState::FOREIGN_KEY_VIOLATION) => {
                    BackupError::Dangling { table: table.clone(), reference: name.clone() }
                }
                _ => error.into(),
            })?;
        }
        for Known { quoted, .. } in &self.tables {
            self.session.batch_execute(&format!("ANALYZE pg_temp.{quoted}")).await?;
        }
        Ok(())
    }

    /// Repeats erasures and withdrawals as a restore does. Afterwards the session writes to temporary tables only.
    pub(super) async fn replay(&mut self, noted: Noted, now: Timestamp) -> Result<()> {
        self.session.batch_execute(WRITE_PROTECT).await?;
        let transaction = self.session.transaction().await?;
        note(&transaction, noted, now).await?;
        replay(&transaction).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Drops the tables. If that fails, Postgres does it when it notices that the session has ended.
    pub(super) async fn discard(self) {
        if let Err(error) = self.session.batch_execute("DISCARD TEMP").await {
            tracing::warn!(%error, "the tables of a drill could not be dropped, which the end of its session does");
        }
    }
}

async fn references(transaction: &Transaction<'_>) -> Result<Vec<Reference>> {
    let rows = transaction.query(include_str!("../../queries/drill_references.sql"), &[]).await?;
    let mut references = Vec::with_capacity(rows.len());
    for row in &rows {
        references.push(Reference {
            table: row.try_get("table_name")?,
            name: row.try_get("name")?,
            statement: row.try_get("statement")?,
        });
    }
    Ok(references)
}
