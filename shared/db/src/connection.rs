//! Connections with a time limit of statements. One with an unanswered statement is closed.

use crate::{DatabaseError, Result};
use deadpool_postgres::{GenericClient as Raw, Object};
use sisuiq_telemetry::metrics::DB_QUERY_DURATION_SECONDS;
use std::{
    ops::{Deref, DerefMut},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst},
    },
    time::{Duration, Instant},
};
use tokio::time::timeout;
use tokio_postgres::{Client, Error, Row, SimpleQueryMessage, error::SqlState, types::ToSql};
use tracing::{Instrument, debug_span};

/// A statement got no answer in time.
#[derive(Debug, thiserror::Error)]
#[error("no response within {0:?}")]
pub(crate) struct NoAnswer(pub(crate) Duration);

/// The connection was closed after a statement without an answer.
#[derive(Debug, thiserror::Error)]
#[error("the connection was closed")]
struct Closed;

/// Runs statements: a connection or a transaction on one.
pub trait GenericClient: Sync {
    /// The client that sends statements.
    type Raw: Raw;

    /// Returns the client.
    fn raw(&self) -> Result<&Self::Raw>;

    /// The time limit of their answers.
    fn response_timeout(&self) -> &ResponseTimeout;
}

/// The time limit of answers, the number of outstanding ones, and whether the server turned out to be read-only.
#[derive(Clone, Debug)]
pub struct ResponseTimeout {
    limit: Duration,
    unanswered: Arc<AtomicUsize>,
    only_reads: Arc<AtomicBool>,
}

impl ResponseTimeout {
    /// Waits for the answer to a statement, in a span of its own.
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

    /// Waits for the answer. When none comes in time, or the wait is cancelled, the connection stays marked as unanswered.
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

/// A connection of the pool. It returns to the pool only when each of its statements was answered; otherwise the next user
/// would wait for answers to earlier statements. One to a read-only server does not return either: after a failover, new
/// connections may reach its successor.
#[derive(Debug)]
pub struct Connection {
    object: Option<Object>,
    response_timeout: ResponseTimeout,
}

impl Connection {
    pub(crate) fn new(object: Object, limit: Duration) -> Self {
        Self {
            object: Some(object),
            response_timeout: ResponseTimeout { limit, unanswered: Arc::default(), only_reads: Arc::default() },
        }
    }

    /// Begins a transaction, which is rolled back when it is dropped.
    pub async fn transaction(&mut self) -> Result<Transaction<'_>> {
        let response_timeout = self.response_timeout.clone();
        let object = self.object.as_mut().ok_or_else(closed)?;
        let raw = response_timeout.run("BEGIN", object.transaction()).await?;
        Ok(Transaction { raw, response_timeout })
    }

    /// The rows of a statement.
    pub async fn query(&self, sql: &str, parameters: &[&(dyn ToSql + Sync)]) -> Result<Vec<Row>> {
        self.response_timeout.run(sql, self.raw()?.query(sql, parameters)).await
    }

    /// The one row of a statement.
    pub async fn query_one(&self, sql: &str, parameters: &[&(dyn ToSql + Sync)]) -> Result<Row> {
        self.response_timeout.run(sql, self.raw()?.query_one(sql, parameters)).await
    }

    /// The first column of a statement without parameters, as text.
    pub(crate) async fn lines(&self, sql: &str) -> Result<Vec<String>> {
        let messages = self.response_timeout.run(sql, self.raw()?.simple_query(sql)).await?;
        let line = |message: &SimpleQueryMessage| match message {
            SimpleQueryMessage::Row(row) => row.get(0).map(str::to_owned),
            _ => None,
        };
        Ok(messages.iter().filter_map(line).collect())
    }

    /// The number of rows that a statement returned or changed.
    pub async fn execute(&self, sql: &str, parameters: &[&(dyn ToSql + Sync)]) -> Result<u64> {
        self.response_timeout.run(sql, self.raw()?.execute(sql, parameters)).await
    }
}

impl GenericClient for Connection {
    type Raw = Object;

    fn raw(&self) -> Result<&Object> {
        self.object.as_ref().ok_or_else(closed)
    }

    fn response_timeout(&self) -> &ResponseTimeout {
        &self.response_timeout
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        let reason =
            match (self.response_timeout.unanswered.load(SeqCst), self.response_timeout.only_reads.load(SeqCst)) {
                (0, false) => return,
                (0, true) => "the server is read-only",
                _ => "a statement got no answer",
            };
        if let Some(object) = self.object.take() {
            tracing::warn!("closing a database connection: {reason}");
            drop(Object::take(object));
        }
    }
}

/// A connection outside the pool, for work with temporary tables: it closes when it is dropped, and with it they go.
pub struct Session {
    object: Object,
    response_timeout: ResponseTimeout,
}

impl Session {
    pub(crate) fn new(object: Object, limit: Duration) -> Self {
        let response_timeout = ResponseTimeout { limit, unanswered: Arc::default(), only_reads: Arc::default() };
        Self { object, response_timeout }
    }
}

impl GenericClient for Session {
    type Raw = Object;

    fn raw(&self) -> Result<&Object> {
        Ok(&self.object)
    }

    fn response_timeout(&self) -> &ResponseTimeout {
        &self.response_timeout
    }
}

impl Deref for Session {
    type Target = Client;

    fn deref(&self) -> &Client {
        &self.object
    }
}

impl DerefMut for Session {
    fn deref_mut(&mut self) -> &mut Client {
        &mut self.object
    }
}

/// A transaction, rolled back unless it is committed.
pub struct Transaction<'connection> {
    raw: deadpool_postgres::Transaction<'connection>,
    response_timeout: ResponseTimeout,
}

impl Transaction<'_> {
    /// Commits the transaction. When no answer comes in time, it may have been committed all the same.
    pub async fn commit(self) -> Result<()> {
        self.response_timeout.run("COMMIT", self.raw.commit()).await
    }
}

impl<'connection> GenericClient for Transaction<'connection> {
    type Raw = deadpool_postgres::Transaction<'connection>;

    fn raw(&self) -> Result<&Self::Raw> {
        Ok(&self.raw)
    }

    fn response_timeout(&self) -> &ResponseTimeout {
        &self.response_timeout
    }
}

fn closed() -> DatabaseError {
    DatabaseError::Unavailable(Box::new(Closed))
}
