//! Alerts, on a database.
#![expect(clippy::unwrap_used, reason = "test code")]

use jiff::{SignedDuration, Timestamp, civil::Date};
use sisuiq_db::Connection;
use sisuiq_model::{AlertStatus, Page};
use sisuiq_sanctions_db::screening_alerts::{self, AlertFilters};
use sisuiq_testing::{Stack, TestDatabase};
use uuid::Uuid;

const NOON: Timestamp = Timestamp::constant(1_800_000_000, 0);
const TODAY: Date = Date::constant(2027, 1, 15);

/// Enough that reading all of it would cost more than an index does: of 20,000 alerts 200 are open, and of 5,000 decisions 50 have expired. What they refer to is left out.
const ROWS: [&str; 3] = [
    "SET session_replication_role = replica",
    "INSERT INTO screening_alerts (id, subject_key, entity_id, status, opening, opened_at, subject, listed_name, names, score, threshold, \
            explanation, list_version, listed_at, entity_version, content_sha256, decision_id, decision_expires_on, screened_at, expires_at) \
        SELECT gen_random_uuid(), sha256(n::text::bytea), gen_random_uuid(), kinds.status, 'new', made.at, '{}', '', 'name ' || n, 0.9, 0.7, \
            '{}', gen_random_uuid(), made.at, 1, sha256('content'), CASE WHEN kinds.status <> 'open' THEN gen_random_uuid() END, \
            CASE WHEN kinds.status = 'not_match' THEN date '2027-01-15' + CASE WHEN n % 400 = 1 THEN 0 ELSE 1 + n % 300 END END, \
            made.at, made.at + interval '365 days' \
        FROM generate_series(1, 20000) AS n \
        CROSS JOIN LATERAL (SELECT to_timestamp(1800000000) - n * interval '1 minute' AS at) AS made \
        CROSS JOIN LATERAL (SELECT CASE WHEN n % 100 = 0 THEN 'open' WHEN n % 4 = 1 THEN 'not_match' ELSE 'match' END AS status) AS kinds",
    "VACUUM (ANALYZE) screening_alerts",
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
    let first = Page { order: (), limit: 50, offset: 0, after: None };
    let after = Some((NOON - SignedDuration::from_hours(24), Uuid::nil()));
    for (status, index) in [
        (None, "screening_alerts_opened_at_idx"),
        (Some(AlertStatus::Open), "screening_alerts_status_idx"),
        (Some(AlertStatus::NotMatch), "screening_alerts_status_idx"),
    ] {
        let filters = AlertFilters { status, ..AlertFilters::default() };
        for page in [first, Page { offset: 100, ..first }, Page { after, ..first }] {
            let plan = screening_alerts::list(&filters, &TODAY, &page).plan(&connection).await.unwrap();
            assert!(plan.iter().any(|line| line.contains(index)), "{status:?} {page:?}: {plan:#?}");
            let finds_expired = plan.iter().any(|line| line.contains("screening_alerts_decision_expires_on_idx"));
            assert_eq!(finds_expired, status == Some(AlertStatus::Open), "{status:?} {page:?}: {plan:#?}");
            let reads_all = status.is_some() && plan.iter().any(|line| line.contains("Seq Scan on screening_alerts"));
            assert!(!reads_all, "{status:?} {page:?}: {plan:#?}");
        }
    }
}

#[tokio::test]
async fn expired_decisions_are_open() {
    let connection = filled().await;
    let page = Page { order: (), limit: 50, offset: 0, after: None };
    for (status, count) in [
        (None, 20_000),
        (Some(AlertStatus::Open), 250),
        (Some(AlertStatus::NotMatch), 4_950),
        (Some(AlertStatus::Match), 14_800),
        (Some(AlertStatus::AwaitingConfirmation), 0),
    ] {
        let filters = AlertFilters { status, ..AlertFilters::default() };
        let found = screening_alerts::list(&filters, &TODAY, &page).read(&connection).await.unwrap();
        assert_eq!(found.count, count, "{status:?}");
    }
}
