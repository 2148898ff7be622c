//! The pool when Postgres does not answer, and afterwards.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "test code")]

use sisuiq_db::{
    Connection, CredentialSource, Credentials, Database, DatabaseLimits, DatabaseSettings, schema_version,
};
use sisuiq_testing::{Mode, Proxy, Stack, TestDatabase};
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::time::{Duration, Instant};
use tokio::time::timeout;

const TIMEOUT: Duration = Duration::from_secs(10);
const LIMITS: DatabaseLimits = DatabaseLimits {
    connect: Duration::from_secs(3),
    wait: Duration::from_millis(200),
    statement: Duration::from_millis(500),
    idle: Duration::from_mins(1),
};

/// A pool of one connection, through a proxy.
async fn world(limits: DatabaseLimits) -> (Proxy, Database) {
    let (_world, proxy, database) = world_of(limits, 1).await;
    (proxy, database)
}

async fn world_of(limits: DatabaseLimits, pool_size: usize) -> (TestDatabase, Proxy, Database) {
    let stack = Stack::from_process();
    let world = TestDatabase::create(&stack).await;
    let mut secret = world.secret();
    let target = format!("{}:{}", secret["host"].as_str().unwrap(), secret["port"]);
    let proxy = Proxy::to(&target).await;
    (secret["host"], secret["port"]) = ("127.0.0.1".into(), proxy.address().port().into());
    let credentials: Credentials = serde_json::from_value(secret).unwrap();
    let credentials = CredentialSource::Fixed(credentials);
    let settings = DatabaseSettings { credentials, tls: false, authorities: Vec::new(), pool_size };
    let database = Database::with_limits(settings, limits).unwrap();
    answers(&database).await;
    (world, proxy, database)
}

async fn answers(database: &Database) {
    assert!(schema_version(&database.connection().await.unwrap()).await.unwrap().is_some());
}

#[tokio::test]
async fn unanswered_statement_closes_its_connection() {
    let (proxy, database) = world(LIMITS).await;
    let connection = database.connection().await.unwrap();
    proxy.set(Mode::HalfOpen).await;
    let error = timeout(TIMEOUT, schema_version(&connection)).await.unwrap().unwrap_err();
    assert!(error.is_unavailable(), "{error:?}");
    drop(connection);
    assert_eq!(proxy.settles(0, TIMEOUT).await, 0);
    proxy.set(Mode::Pass).await;
    answers(&database).await;
}

#[tokio::test]
async fn slow_statement_ends_without_its_connection() {
    let (proxy, database) = world(LIMITS).await;
    let connection = database.connection().await.unwrap();
    let error = connection.query("SELECT pg_sleep(5)", &[]).await.unwrap_err();
    assert!(error.is_unavailable(), "{error:?}");
    drop(connection);
    answers(&database).await;
    assert_eq!(proxy.connections(), 1);
}

#[tokio::test]
async fn migrations_have_no_pool_limits() {
    let (_proxy, database) = world(LIMITS).await;
    let connection = database.connection().await.unwrap();
    let told = |name: &str| format!("SELECT current_setting('{name}')");
    let limits = [
        ("statement_timeout", "450ms", "0"),
        ("idle_in_transaction_session_timeout", "500ms", "0"),
        ("client_connection_check_interval", "2s", "0"),
        ("plan_cache_mode", "force_generic_plan", "auto"),
    ];
    let dedicated = database.dedicated().await.unwrap();
    for (name, pooled, own) in limits {
        assert_eq!(connection.query_one(&told(name), &[]).await.unwrap().get::<_, &str>(0), pooled);
        assert_eq!(dedicated.query_one(&told(name), &[]).await.unwrap().get::<_, &str>(0), own);
    }
}

#[tokio::test]
async fn paused_transaction_releases_its_locks() {
    let (_world, _proxy, database) = world_of(LIMITS, 2).await;
    let (frozen, other) = (database.connection().await.unwrap(), database.connection().await.unwrap());
    frozen.query("BEGIN", &[]).await.unwrap();
    frozen.query("SELECT pg_advisory_xact_lock(1)", &[]).await.unwrap();
    let is_free = async || other.query_one("SELECT pg_try_advisory_lock(1)", &[]).await.unwrap().get::<_, bool>(0);
    assert!(!is_free().await);
    timeout(TIMEOUT, async { while !is_free().await {} }).await.unwrap();
    let error = frozen.query("SELECT 1", &[]).await.unwrap_err();
    assert!(error.is_unavailable(), "{error:?}");
    drop((frozen, other));
    answers(&database).await;
}

#[tokio::test]
async fn unanswered_commit_is_unavailable() {
    let (proxy, database) = world(LIMITS).await;
    let mut connection = database.connection().await.unwrap();
    let transaction = connection.transaction().await.unwrap();
    proxy.set(Mode::HalfOpen).await;
    assert!(timeout(TIMEOUT, transaction.commit()).await.unwrap().unwrap_err().is_unavailable());
    assert!(connection.transaction().await.is_err_and(|error| error.is_unavailable()));
}

#[tokio::test]
async fn abandoned_connection_is_not_reused() {
    let (proxy, database) = world(LIMITS).await;
    let connection = database.connection().await.unwrap();
    let left = timeout(Duration::from_millis(50), connection.query("SELECT pg_sleep(5)", &[])).await;
    assert!(left.is_err());
    drop(connection);
    let began = Instant::now();
    answers(&database).await;
    assert!(began.elapsed() < Duration::from_secs(3), "the next one waited for the answer: {:?}", began.elapsed());
    assert_eq!(proxy.connections(), 2);
}

#[tokio::test]
async fn silent_idle_connection_is_replaced() {
    let (proxy, database) = world(DatabaseLimits { idle: Duration::ZERO, ..LIMITS }).await;
    proxy.forget();
    let began = Instant::now();
    answers(&database).await;
    assert!(began.elapsed() < Duration::from_secs(3), "{:?}", began.elapsed());
}

#[tokio::test]
async fn closed_connection_fails_no_request() {
    let (proxy, database) = world(DatabaseLimits { idle: Duration::ZERO, ..LIMITS }).await;
    for _ in 0..20 {
        proxy.cut();
        answers(&database).await;
    }
}

#[tokio::test]
async fn exhausted_pool_fails_soon() {
    let (_proxy, database) = world(LIMITS).await;
    let _held = database.connection().await.unwrap();
    let began = Instant::now();
    assert!(database.connection().await.unwrap_err().is_unavailable());
    assert!(began.elapsed() < Duration::from_secs(2), "{:?}", began.elapsed());
}

#[tokio::test]
async fn silent_server_fails_the_connection() {
    let (proxy, database) = world(DatabaseLimits { connect: Duration::from_millis(300), ..LIMITS }).await;
    proxy.set(Mode::HalfOpen).await;
    drop(schema_version(&database.connection().await.unwrap()).await);
    let began = Instant::now();
    assert!(database.connection().await.unwrap_err().is_unavailable());
    assert!(began.elapsed() < Duration::from_secs(2), "{:?}", began.elapsed());
    assert!(database.dedicated().await.unwrap_err().is_unavailable());
}

/// Ends all connections on the server, as in a restart, before the client has noticed.
async fn restart(world: &TestDatabase, proxy: &Proxy) {
    let end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
        WHERE datname = current_database() AND pid <> pg_backend_pid()";
    let past_the_proxy = world.open(1);
    proxy.set(Mode::Latency(Duration::from_millis(300))).await;
    past_the_proxy.connection().await.unwrap().query(end, &[]).await.unwrap();
}

#[tokio::test]
async fn idempotent_work_survives_a_restart() {
    let limits = DatabaseLimits { statement: Duration::from_secs(5), ..LIMITS };
    let (world, proxy, database) = world_of(limits, 2).await;
    let both = (database.connection().await.unwrap(), database.connection().await.unwrap());
    drop(both);
    restart(&world, &proxy).await;
    let read = |connection: Connection| async move { schema_version(&connection).await };
    assert!(database.retrying(read).await.unwrap().is_some());
}

#[tokio::test]
async fn refused_work_is_not_retried() {
    let (_proxy, database) = world(LIMITS).await;
    let times = AtomicUsize::new(0);
    let refused = |connection: Connection| {
        times.fetch_add(1, SeqCst);
        async move { connection.query("SELECT pg_sleep(5)", &[]).await }
    };
    assert!(database.retrying(refused).await.unwrap_err().is_unavailable());
    assert_eq!(times.load(SeqCst), 1);
}
