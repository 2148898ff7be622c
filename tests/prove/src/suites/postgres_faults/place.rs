//! A world whose functions reach Postgres only through a proxy.

use copilot::COPILOT;
use sisuiq_db::Connection;
use sisuiq_testing::Proxy;
use std::{
    sync::atomic::{AtomicI64, Ordering::SeqCst},
    time::Duration,
};
use world::{Person, World};

/// Counts turns and documents that are stored incompletely.
const HALVES: &str = "SELECT
    (SELECT count(*) FROM (
        SELECT FROM chat_sessions LEFT JOIN chat_messages ON session_id = chat_sessions.id
        GROUP BY chat_sessions.id HAVING count(chat_messages.id) <> 2) AS turns)
    + (SELECT count(*) FROM documents WHERE NOT EXISTS (
        SELECT FROM document_versions WHERE document_id = documents.id))";

/// A world and its user.
pub(super) struct Place {
    pub(super) proxy: Proxy,
    pub(super) user: Person,
    /// Attempted and confirmed writes.
    pub(super) turns: Tally,
    pub(super) documents: Tally,
    limit: Duration,
}

/// Numbers of attempted and of successful writes.
#[derive(Debug, Default)]
pub(super) struct Tally {
    tried: AtomicI64,
    done: AtomicI64,
}

impl Tally {
    pub(super) fn note(&self, is_done: bool) {
        self.tried.fetch_add(1, SeqCst);
        self.done.fetch_add(is_done.into(), SeqCst);
    }

    /// Checks that every confirmed write is stored and no write is stored twice.
    fn check(&self, stored: i64, what: &str) -> Result<(), String> {
        let (tried, done) = (self.tried.load(SeqCst), self.done.load(SeqCst));
        if (done..=tried).contains(&stored) {
            return Ok(());
        }
        Err(format!("{stored} {what} are stored; {done} of {tried} were said to be"))
    }
}

impl Place {
    /// Maximum number of open connections: the functions share a pool of two.
    pub(super) const CONNECTIONS: usize = 2;

    pub(super) async fn make(is_slow: bool) -> Self {
        let (connect, wait, statement) = if is_slow { ("6000", "6000", "8000") } else { ("800", "500", "1000") };
        let world = World::with(
            COPILOT,
            &[
                ("DATABASE_CONNECT_MILLISECONDS", connect),
                ("DATABASE_WAIT_MILLISECONDS", wait),
                ("DATABASE_STATEMENT_MILLISECONDS", statement),
                ("EMBEDDING_MODEL_PATH", "/nonexistent"),
            ],
        )
        .await;
        world.break_qdrant().await;
        let user = world.user("alice").await;
        let proxy = world.proxy_database().await;
        user.get("/api/auth/me").await.is(200);
        let limit = Duration::from_secs(if is_slow { 25 } else { 6 });
        let (turns, documents) = (Tally::default(), Tally::default());
        Self { proxy, user, turns, documents, limit }
    }

    /// Time limit of an answer on a busy machine.
    pub(super) const fn limit(&self) -> Duration {
        self.limit
    }

    /// Locks a table that every request needs. The lock lasts until the transaction is rolled back.
    pub(super) async fn lock(&self) -> Connection {
        let connection = self.user.world.database().connection().await.expect("the world's database answers");
        for statement in ["BEGIN", "LOCK TABLE auth_sessions IN ACCESS EXCLUSIVE MODE"] {
            connection.execute(statement, &[]).await.expect("the table can be locked");
        }
        connection
    }

    /// Makes new connections read-only or writable.
    pub(super) async fn only_reads(&self, only_reads: bool) {
        let value = if only_reads { "on" } else { "off" };
        self.run(&format!(
            "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET default_transaction_read_only = {value}', current_database()); END $$"
        ))
        .await;
    }

    /// Makes writes to about half of the tables fail, as on a full disk. The number selects the tables.
    pub(super) async fn fill(&self, drawn: u64) {
        self.run(&format!(
            "CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS
             $$ BEGIN RAISE 'could not extend file: No space left on device' USING ERRCODE = 'disk_full'; END $$;
             DO $$ DECLARE full_table record; BEGIN
                 FOR full_table IN SELECT oid::regclass AS name FROM pg_class
                     WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND hashtextextended(relname::text, {seed}) % 2 = 0
                 LOOP
                     EXECUTE format('CREATE TRIGGER no_room BEFORE INSERT OR UPDATE ON %s EXECUTE FUNCTION no_room()', full_table.name);
                 END LOOP;
             END $$",
            seed = drawn.cast_signed(),
        ))
        .await;
    }

    pub(super) async fn make_room(&self) {
        self.run("DROP FUNCTION no_room CASCADE").await;
    }

    /// Runs statements on a separate connection, which can always write.
    async fn run(&self, statements: &str) {
        let database = self.user.world.database();
        let client = database.dedicated().await.expect("the world's database answers");
        for statements in ["SET default_transaction_read_only = off", statements] {
            client.batch_execute(statements).await.expect("the statements are right");
        }
    }

    pub(super) async fn check_writes(&self) -> Result<(), String> {
        let connection = self.user.world.database().connection().await.map_err(|error| error.to_string())?;
        let count = async |statement: &str| -> Result<i64, String> {
            let row = connection.query_one(statement, &[]).await.map_err(|error| error.to_string())?;
            row.try_get(0).map_err(|error| error.to_string())
        };
        let halves = count(HALVES).await?;
        if halves > 0 {
            return Err(format!("{halves} turns or documents are not stored whole"));
        }
        self.turns.check(count("SELECT count(*) FROM chat_sessions").await?, "turns")?;
        self.documents.check(count("SELECT count(*) FROM documents").await?, "documents")
    }
}
