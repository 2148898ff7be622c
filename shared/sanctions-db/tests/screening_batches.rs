//! Batches of screenings, on a database.
#![expect(clippy::unwrap_used, reason = "test code")]

use jiff::{SignedDuration, Timestamp};
use sisuiq_db::Connection;
use sisuiq_model::{Page, UserId};
use sisuiq_sanctions_db::screening_batches;
use sisuiq_testing::{Stack, TestDatabase};
use uuid::Uuid;

const NOON: Timestamp = Timestamp::constant(1_800_000_000, 0);

/// Enough that reading all of it would cost more than an index does.
const ROWS: [&str; 3] = [
    "INSERT INTO users (id, email, name, password_hash, role, created_at, updated_at) \
        SELECT lpad(n::text, 32, '0')::uuid, 'user' || n || '@example.com', 'Somebody', '', 'analyst', now(), now() \
        FROM generate_series(1, 200) AS n",
    "INSERT INTO screening_batches (id, requested_by, file_name, object_key, bytes, upload_until, created_at, updated_at, expires_at) \
        SELECT gen_random_uuid(), lpad((1 + n % 200)::text, 32, '0')::uuid, 'customers.csv', 'screening/' || n, 10, made.at, made.at, made.at, \
            made.at + interval '365 days' \
        FROM generate_series(1, 20000) AS n \
        CROSS JOIN LATERAL (SELECT to_timestamp(1800000000) - n * interval '1 minute' AS at) AS made",
    "VACUUM (ANALYZE) screening_batches",
];

async fn filled() -> Connection {
    let database = TestDatabase::create(&Stack::from_process()).await.open(1);
    let filling = database.dedicated().await.unwrap();
    for statement in ROWS {
        filling.batch_execute(statement).await.unwrap();
    }
    database.connection().await.unwrap()
}

#[tokio::test]
async fn lists_use_indexes() {
    let connection = filled().await;
    let user = UserId(Uuid::from_u128(1));
    let first = Page { order: (), limit: 50, offset: 0, after: None };
    let after = Some((NOON - SignedDuration::from_hours(24), Uuid::nil()));
    for (requested_by, index) in
        [(None, "screening_batches_newest_idx"), (Some(&user), "screening_batches_of_account_idx")]
    {
        for page in [first, Page { offset: 100, ..first }, Page { after, ..first }] {
            let list = screening_batches::list(&NOON, requested_by, &page);
            let plan = list.plan(&connection).await.unwrap();
            assert!(plan.iter().any(|line| line.contains(index)), "{page:?}: {plan:#?}");
        }
    }
    let found = screening_batches::list(&NOON, Some(&user), &first).read(&connection).await.unwrap();
    assert_eq!((found.rows.len(), found.count), (50, 100));
    assert!(found.rows.is_sorted_by(|one, next| one.created_at > next.created_at));
}
