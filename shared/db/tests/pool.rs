//! The pool before a Postgres that does not answer, and afterwards.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "test code")]

use sisuiq_db::{CredentialSource, Credentials, Database, DatabaseLimits, DatabaseSettings, schema_version};
use sisuiq_testing::{Mode, Proxy, Stack, TestDatabase};
use std::time::{Duration, Instant};
use tokio::time::timeout;

const PATIENCE: Duration = Duration::from_secs(10);
const LIMITS: DatabaseLimits = DatabaseLimits {
    connect: Duration::from_secs(3),
    wait: Duration::from_millis(200),
    statement: Duration::from_millis(500),
    idle: Duration::from_mins(1),
};

/// A pool of one connection, through a proxy.
async fn world(limits: DatabaseLimits) -> (Proxy, Database) {
    let stack = Stack::from_process();
    let mut secret = TestDatabase::create(&stack).await.secret();
    let target = format!("{}:{}", secret["host"].as_str().unwrap(), secret["port"]);
    let proxy = Proxy::to(&target).await;
    (secret["host"], secret["port"]) = ("127.0.0.1".into(), proxy.address().port().into());
    let credentials: Credentials = serde_json::from_value(secret).unwrap();
    let credentials = CredentialSource::Fixed(credentials);
    let settings = DatabaseSettings { credentials, tls: false, authorities: Vec::new(), pool_size: 1 };
    let database = Database::with_limits(settings, limits).unwrap();
    answers(&database).await;
    (proxy, database)
}

async fn answers(database: &Database) {
    assert!(schema_version(&database.connection().await.unwrap()).await.unwrap().is_some());
}

#[tokio::test]
async fn a_statement_that_is_never_answered_ends_and_takes_its_connection_along() {
    let (proxy, database) = world(LIMITS).await;
    let connection = database.connection().await.unwrap();
    proxy.set(Mode::HalfOpen).await;
    let error = timeout(PATIENCE, schema_version(&connection)).await.unwrap().unwrap_err();
    assert!(error.is_unavailable(), "{error:?}");
    drop(connection);
    assert_eq!(proxy.settles(0, PATIENCE).await, 0);
    proxy.set(Mode::Pass).await;
    answers(&database).await;
}

#[tokio::test]
async fn a_statement_that_takes_too_long_is_ended_by_postgres_and_its_connection_goes_on() {
    let (proxy, database) = world(LIMITS).await;
    let connection = database.connection().await.unwrap();
    let error = connection.query("SELECT pg_sleep(5)", &[]).await.unwrap_err();
    assert!(error.is_unavailable(), "{error:?}");
    drop(connection);
    answers(&database).await;
    assert_eq!(proxy.connections(), 1);
}

#[tokio::test]
async fn postgres_knows_the_limits_of_the_pool_and_leaves_migrations_their_time() {
    let (_proxy, database) = world(LIMITS).await;
    let connection = database.connection().await.unwrap();
    let told = |name: &str| format!("SELECT current_setting('{name}')");
    let limits = [
        ("statement_timeout", "450ms", "0"),
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
async fn a_transaction_that_hears_nothing_of_its_end_is_unavailable() {
    let (proxy, database) = world(LIMITS).await;
    let mut connection = database.connection().await.unwrap();
    let transaction = connection.transaction().await.unwrap();
    proxy.set(Mode::HalfOpen).await;
    assert!(timeout(PATIENCE, transaction.commit()).await.unwrap().unwrap_err().is_unavailable());
    assert!(connection.transaction().await.is_err_and(|error| error.is_unavailable()));
}

#[tokio::test]
async fn a_connection_whose_user_left_in_the_middle_is_not_handed_to_the_next() {
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
async fn a_forgotten_connection_is_replaced_when_it_gives_no_sign_of_life() {
    let (proxy, database) = world(DatabaseLimits { idle: Duration::ZERO, ..LIMITS }).await;
    proxy.forget();
    let began = Instant::now();
    answers(&database).await;
    assert!(began.elapsed() < Duration::from_secs(3), "{:?}", began.elapsed());
}

#[tokio::test]
async fn a_closed_connection_fails_no_request() {
    let (proxy, database) = world(DatabaseLimits { idle: Duration::ZERO, ..LIMITS }).await;
    for _ in 0..20 {
        proxy.cut();
        answers(&database).await;
    }
}

#[tokio::test]
async fn whoever_waits_for_a_connection_in_vain_is_told_so_soon() {
    let (_proxy, database) = world(LIMITS).await;
    let _held = database.connection().await.unwrap();
    let began = Instant::now();
    assert!(database.connection().await.unwrap_err().is_unavailable());
    assert!(began.elapsed() < Duration::from_secs(2), "{:?}", began.elapsed());
}

#[tokio::test]
async fn a_server_that_accepts_and_says_nothing_is_given_up_while_connecting() {
    let (proxy, database) = world(DatabaseLimits { connect: Duration::from_millis(300), ..LIMITS }).await;
    proxy.set(Mode::HalfOpen).await;
    drop(schema_version(&database.connection().await.unwrap()).await);
    let began = Instant::now();
    assert!(database.connection().await.unwrap_err().is_unavailable());
    assert!(began.elapsed() < Duration::from_secs(2), "{:?}", began.elapsed());
    assert!(database.dedicated().await.unwrap_err().is_unavailable());
}
