//! Connections whose statements end: with an answer, or with the connection.

use crate::{DatabaseError, Result};
use deadpool_postgres::{GenericClient as Raw, Object};
use sisuiq_telemetry::metrics::DB_QUERY_DURATION_SECONDS;
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst},
    },
    time::{Duration, Instant},
};
use tokio::time::timeout;
use tokio_postgres::{Error, Row, SimpleQueryMessage, error::SqlState, types::ToSql};
use tracing::{Instrument, debug_span};

/// Nothing was heard of a statement.
#[derive(Debug, thiserror::Error)]
#[error("no response within {0:?}")]
pub(crate) struct NoAnswer(pub(crate) Duration);

/// The connection was given up.
#[derive(Debug, thiserror::Error)]
#[error("the connection was given up")]
struct GivenUp;

/// Whatever statements can be run on: a connection or a transaction on one.
pub trait GenericClient: Sync {
    /// What sends them.
    type Raw: Raw;

    /// Sends them.
    fn raw(&self) -> Result<&Self::Raw>;

    /// Waits for their answers.
    fn patience(&self) -> &Patience;
}

/// How long answers are waited for, how many are outstanding, and whether the server turned out to be one that only reads.
#[derive(Clone, Debug)]
pub struct Patience {
    limit: Duration,
    unanswered: Arc<AtomicUsize>,
    only_reads: Arc<AtomicBool>,
}

impl Patience {
    /// The answer to a statement, which traces show.
    pub(crate) async fn run<T>(
        &self,
        sql: &str,
        answer: impl Future<Output = std::result::Result<T, Error>>,
    ) -> Result<T> {
        let kind = sql.split_whitespace().next().unwrap_or_default();
        let span = debug_span!(
            "db.query",
            otel.kind = "client",
            db.system.name = "postgresql",
            db.operation.name = kind,
            db.query.text = sql
        );
        self.wait(answer).instrument(span).await
    }

    /// The answer. When none comes in time, or nobody waits for it any more, the connection remains marked.
    pub(crate) async fn wait<T>(&self, answer: impl Future<Output = std::result::Result<T, Error>>) -> Result<T> {
        self.unanswered.fetch_add(1, SeqCst);
        let began = Instant::now();
        let answer = timeout(self.limit, answer).await;
        DB_QUERY_DURATION_SECONDS.record(began.elapsed(), []);
        let answer = answer.map_err(|_elapsed| DatabaseError::Unavailable(Box::new(NoAnswer(self.limit))))?;
        self.unanswered.fetch_sub(1, SeqCst);
        if answer.as_ref().is_err_and(|error| error.code() == Some(&SqlState::READ_ONLY_SQL_TRANSACTION)) {
            self.only_reads.store(true, SeqCst);
        }
        Ok(answer?)
    }
}

/// A connection out of the pool. It goes back there only when each of its statements was answered: the next to use it
/// would wait for the answers of others. Nor does one to a server that only reads, as after a failover: others may lead to its
/// successor.
#[derive(Debug)]
pub struct Connection {
    object: Option<Object>,
    patience: Patience,
}

impl Connection {
    pub(crate) fn new(object: Object, limit: Duration) -> Self {
        Self {
            object: Some(object),
            patience: Patience { limit, unanswered: Arc::default(), only_reads: Arc::default() },
        }
    }

    /// Begins a transaction, which is rolled back when it is dropped.
    pub async fn transaction(&mut self) -> Result<Transaction<'_>> {
        let patience = self.patience.clone();
        let object = self.object.as_mut().ok_or_else(given_up)?;
        let raw = patience.run("BEGIN", object.transaction()).await?;
        Ok(Transaction { raw, patience })
    }

    /// The rows of a statement.
    pub async fn query(&self, sql: &str, parameters: &[&(dyn ToSql + Sync)]) -> Result<Vec<Row>> {
        self.patience.run(sql, self.raw()?.query(sql, parameters)).await
    }

    /// The one row of a statement.
    pub async fn query_one(&self, sql: &str, parameters: &[&(dyn ToSql + Sync)]) -> Result<Row> {
        self.patience.run(sql, self.raw()?.query_one(sql, parameters)).await
    }

    /// The first column of a statement without parameters, as text.
    pub(crate) async fn lines(&self, sql: &str) -> Result<Vec<String>> {
        let messages = self.patience.run(sql, self.raw()?.simple_query(sql)).await?;
        let line = |message: &SimpleQueryMessage| match message {
            SimpleQueryMessage::Row(row) => row.get(0).map(str::to_owned),
            _ => None,
        };
        Ok(messages.iter().filter_map(line).collect())
    }

    /// How many rows a statement touched.
    pub async fn execute(&self, sql: &str, parameters: &[&(dyn ToSql + Sync)]) -> Result<u64> {
        self.patience.run(sql, self.raw()?.execute(sql, parameters)).await
    }
}

impl GenericClient for Connection {
    type Raw = Object;

    fn raw(&self) -> Result<&Object> {
        self.object.as_ref().ok_or_else(given_up)
    }

    fn patience(&self) -> &Patience {
        &self.patience
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        let reason = match (self.patience.unanswered.load(SeqCst), self.patience.only_reads.load(SeqCst)) {
            (0, false) => return,
            (0, true) => "the server only reads",
            _ => "it owes an answer",
        };
        if let Some(object) = self.object.take() {
            tracing::warn!("a database connection is given up: {reason}");
            drop(Object::take(object));
        }
    }
}

/// A transaction; nothing of it is kept unless it is committed.
pub struct Transaction<'connection> {
    raw: deadpool_postgres::Transaction<'connection>,
    patience: Patience,
}

impl Transaction<'_> {
    /// Keeps what was written. When this fails for want of an answer, it may have been kept all the same.
    pub async fn commit(self) -> Result<()> {
        self.patience.run("COMMIT", self.raw.commit()).await
    }
}

impl<'connection> GenericClient for Transaction<'connection> {
    type Raw = deadpool_postgres::Transaction<'connection>;

    fn raw(&self) -> Result<&Self::Raw> {
        Ok(&self.raw)
    }

    fn patience(&self) -> &Patience {
        &self.patience
    }
}

fn given_up() -> DatabaseError {
    DatabaseError::Unavailable(Box::new(GivenUp))
}
