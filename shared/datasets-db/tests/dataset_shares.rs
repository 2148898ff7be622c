//! The questions of links to a language model.
#![expect(clippy::unwrap_used, reason = "test code")]

use futures::future::join_all;
use jiff::{SignedDuration, Timestamp};
use sisuiq_datasets_db::dataset_shares::take_question;
use sisuiq_db::{Connection, Database};
use sisuiq_testing::{Stack, TestDatabase};
use uuid::Uuid;

const HASH: [u8; 32] = [7; 32];

/// A database with a link that allows so many questions a day and ends in a week.
async fn with_link(budget: i32, is_allowed: bool, now: Timestamp) -> Database {
    let database = TestDatabase::create(&Stack::from_process()).await.open(8);
    let connection = database.connection().await.unwrap();
    let (user, dataset) = (Uuid::from_u128(1), Uuid::from_u128(2));
    let insert = "INSERT INTO users (id, email, name, role, password_hash, created_at, updated_at) VALUES ($1, 'a@sisuiq.test', 'a', 'user', 'x', $2, $2)";
    connection.execute(insert, &[&user, &now]).await.unwrap();
    let insert = "INSERT INTO datasets (id, owner_id, access, dataset_name, status, payload, created_at) \
                  VALUES ($1, $2, 'owner', 'a', 'pending', '{}', $3)";
    connection.execute(insert, &[&dataset, &user, &now]).await.unwrap();
    let insert = "INSERT INTO dataset_shares (dataset_id, token_hash, sealed_token, created_by, allow_provider, daily_budget, created_at, \
                  expires_at) VALUES ($1, $2, $2, $3, $4, $5, $6::timestamptz, $6::timestamptz + interval '7 days')";
    let parameters: [&(dyn tokio_postgres::types::ToSql + Sync); 6] =
        [&dataset, &HASH.as_slice(), &user, &is_allowed, &budget, &now];
    connection.execute(insert, &parameters).await.unwrap();
    drop(connection);
    database
}

fn noon() -> Timestamp {
    "2026-11-29T12:00:00Z".parse().unwrap()
}

async fn takes(connection: &Connection, at: Timestamp) -> bool {
    take_question(connection, &HASH, at).await.unwrap()
}

#[tokio::test]
async fn no_question_without_leave_or_link() {
    let database = with_link(5, false, noon()).await;
    assert!(!takes(&database.connection().await.unwrap(), noon()).await);
    let database = with_link(5, true, noon()).await;
    let connection = database.connection().await.unwrap();
    assert!(!take_question(&connection, &[8; 32], noon()).await.unwrap());
    assert!(!takes(&connection, noon() + SignedDuration::from_hours(7 * 24)).await, "it has ended");
}

#[tokio::test]
async fn concurrent_questions_keep_the_budget() {
    let database = with_link(5, true, noon()).await;
    let asked = join_all((0..40).map(|_| async { takes(&database.connection().await.unwrap(), noon()).await })).await;
    assert_eq!(asked.into_iter().filter(|taken| *taken).count(), 5);
}

#[tokio::test]
async fn days_are_those_of_utc() {
    let database = with_link(1, true, noon()).await;
    let connection = database.connection().await.unwrap();
    let midnight: Timestamp = "2026-11-30T00:00:00Z".parse().unwrap();
    assert!(takes(&connection, midnight - SignedDuration::from_millis(1)).await);
    assert!(!takes(&connection, midnight - SignedDuration::from_millis(1)).await);
    assert!(takes(&connection, midnight).await);
    // a clock that is behind takes nothing of the day before
    assert!(!takes(&connection, midnight - SignedDuration::from_millis(1)).await);
    assert!(!takes(&connection, midnight).await);
}
