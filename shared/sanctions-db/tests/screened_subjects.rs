//! Subjects of screenings, rows of files and alerts, on a database.
#![expect(clippy::unwrap_used, reason = "test code")]

use jiff::{SignedDuration, Timestamp};
use sisuiq_db::Connection;
use sisuiq_sanctions_db::screened_subjects::{self, ScreenedSubject};
use sisuiq_testing::{Stack, TestDatabase};
use tokio_postgres::SimpleQueryMessage;

const NOON: Timestamp = Timestamp::constant(1_800_000_000, 0);

/// Enough that reading all of it would cost more than an index does.
const ROWS: [&str; 3] = [
    "INSERT INTO screenings (id, subject_key, name_key, subject, list_versions, lists_left_out, hits, screened_at, expires_at) \
        SELECT gen_random_uuid(), sha256((n % 20000)::text::bytea), sha256('name'), '{}', '{}', '{}', 0, made.at, made.at + interval '30 days' \
        FROM generate_series(1, 40000) AS n \
        CROSS JOIN LATERAL (SELECT to_timestamp(1800000000) - n * interval '1 second' AS at) AS made",
    "INSERT INTO screening_batches (id, file_name, object_key, bytes, upload_until, created_at, updated_at, expires_at) \
        SELECT lpad('1', 32, '0')::uuid, 'customers.csv', 'screening/1', 10, made.at, made.at, made.at, made.at + interval '30 days' \
        FROM (SELECT to_timestamp(1800000060) AS at) AS made",
    "INSERT INTO screening_batch_rows (batch_id, number, subject_key, name_key, subject, errors) VALUES \
        (lpad('1', 32, '0')::uuid, 1, sha256('row'), sha256('name'), '{}', NULL), \
        (lpad('1', 32, '0')::uuid, 2, sha256('1'), sha256('name'), '{}', NULL), \
        (lpad('1', 32, '0')::uuid, 3, sha256('1'), sha256('name'), '{}', NULL), \
        (lpad('1', 32, '0')::uuid, 4, NULL, sha256('name'), NULL, '[]')",
];

async fn filled() -> (TestDatabase, Connection) {
    let database = TestDatabase::create(&Stack::from_process()).await;
    let opened = database.open(1);
    let filling = opened.dedicated().await.unwrap();
    for statement in ROWS {
        filling.batch_execute(statement).await.unwrap();
    }
    filling.batch_execute("VACUUM (ANALYZE)").await.unwrap();
    (database, opened.connection().await.unwrap())
}

#[tokio::test]
async fn each_subject_is_listed_once() {
    let (_database, connection) = filled().await;
    let first = screened_subjects::list_behind(&connection, &ScreenedSubject::newest()).await.unwrap();
    assert_eq!(first.len(), 2_000);
    let minute = NOON + SignedDuration::from_secs(60);
    let newest: Vec<Timestamp> = first.iter().take(3).map(|subject| subject.screened_at).collect();
    assert_eq!(newest, [minute, minute, NOON - SignedDuration::from_secs(2)], "two of the file, and the others");
    let (mut seen, mut part) = (0, first);
    while let Some(last) = part.last() {
        seen += part.len();
        let behind = screened_subjects::count_behind(&connection, last, NOON).await.unwrap();
        assert_eq!(usize::try_from(behind).unwrap(), 20_001 - seen);
        part = screened_subjects::list_behind(&connection, last).await.unwrap();
    }
    assert_eq!(seen, 20_001);
}

#[tokio::test]
async fn subjects_are_taken_by_indexes() {
    let (database, _connection) = filled().await;
    let client = database.open(1).dedicated().await.unwrap();
    for (sql, index) in [
        (include_str!("../queries/screened_subjects/list_behind.sql"), "screened_subjects_newest_idx"),
        (include_str!("../queries/rescreening_subjects/take.sql"), "screenings_subject_key_idx"),
    ] {
        let messages = client.simple_query(&format!("EXPLAIN (GENERIC_PLAN) {sql}")).await.unwrap();
        let lines = messages.iter().filter_map(|message| match message {
            SimpleQueryMessage::Row(row) => row.get(0),
            _ => None,
        });
        let plan: Vec<&str> = lines.collect();
        assert!(plan.iter().any(|line| line.contains(index)), "{plan:#?}");
        assert!(
            !plan.iter().any(|line| line.contains("Seq Scan on screenings") || line.contains("Seq Scan on screened")),
            "{plan:#?}"
        );
    }
}

#[tokio::test]
async fn subjects_expire_with_what_is_stored_of_them() {
    let (_database, connection) = filled().await;
    let month = NOON + SignedDuration::from_hours(24 * 30);
    let deleted = screened_subjects::delete_expired(&connection, month - SignedDuration::from_secs(19_999), 100_000);
    assert_eq!(deleted.await.unwrap(), 1, "of subjects that were screened twice, the last time counts");
    assert_eq!(screened_subjects::delete_expired(&connection, month, 10).await.unwrap(), 10);
    let last = month + SignedDuration::from_hours(1);
    assert_eq!(screened_subjects::delete_expired(&connection, last, 100_000).await.unwrap(), 20_001 - 11);
}
