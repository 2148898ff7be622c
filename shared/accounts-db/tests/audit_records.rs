//! Searching the audit log.

use sisuiq_testing::{Stack, TestDatabase};

const RECORDS: &str = "INSERT INTO audit_records \
    SELECT n, '', '', gen_random_uuid(), now() - n * interval '1 second', gen_random_uuid(), NULL, NULL, \
        (ARRAY['log_in', 'log_out', 'create_document'])[1 + n % 3], CASE WHEN n % 1000 = 0 THEN 'refused' ELSE 'done' END, \
        CASE WHEN n % 500 = 0 THEN 'role' ELSE 'document' END, n::text, '{}', 'unknown', NULL, 'trace' \
    FROM generate_series(1, 20000) AS n";

/// Searches, in the form of the statements.
const SEARCHES: [(&str, &str); 6] = [
    ("an actor", "gen_random_uuid(), NULL, NULL, NULL, NULL, NULL, NULL"),
    ("refusals", "NULL, NULL, 'refused', NULL, NULL, NULL, NULL"),
    ("a kind", "NULL, NULL, NULL, 'role', NULL, NULL, NULL"),
    ("an object", "NULL, NULL, NULL, NULL, '77', NULL, NULL"),
    ("an hour", "NULL, NULL, NULL, NULL, NULL, now() - interval '1 hour', now() - interval '50 minutes'"),
    ("everything", "NULL, NULL, NULL, NULL, NULL, NULL, NULL"),
];

#[tokio::test]
async fn every_audit_search_uses_an_index() {
    let database = TestDatabase::create(&Stack::from_process()).await.open(1);
    let connection = database.connection().await.unwrap();
    for statement in [
        RECORDS,
        "ANALYZE audit_records",
        "SET plan_cache_mode = force_custom_plan",
        concat!("PREPARE list AS ", include_str!("../queries/audit_records/list.sql")),
        concat!("PREPARE count AS ", include_str!("../queries/audit_records/count.sql")),
    ] {
        connection.execute(statement, &[]).await.unwrap();
    }
    for (what, values) in SEARCHES {
        for execute in [format!("list({values}, 15000, 50, 10)"), format!("count({values})")] {
            let plan = connection.query(&format!("EXPLAIN EXECUTE {execute}"), &[]).await.unwrap();
            let plan: Vec<String> = plan.iter().map(|row| row.get(0)).collect();
            assert!(!plan.iter().any(|line| line.contains("Seq Scan")), "{what}: {execute}: {plan:#?}");
        }
    }
}
