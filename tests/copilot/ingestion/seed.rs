//! Demo data, which concurrent runs create only once, and only in development.

use super::scenario::Scenario;
use seed::{Counts, SeedError, SeedRequest, Summary};
use std::{fs, path::Path};
use world::seeds::{DOCUMENTS, typeset};

/// The state of the function that creates demo data, in the scenario's world.
async fn seeding(scenario: &Scenario) -> seed::State {
    seed::State::from_environment(&scenario.world().environment(), &scenario.clock).await.unwrap()
}

const NONE: Counts = Counts { created: 0, existing: 0 };

const BY_ITSELF: SeedRequest = SeedRequest { outside_dev: false };

/// A summary with these counts for each kind.
fn summary(count: fn(u32) -> Counts) -> Summary {
    let [users, staff, sessions, documents, tables, sources, total] = [1, 5, 3, 10, 4, 3, 26].map(count);
    Summary { users, staff, sessions, documents, tables, sources, total }
}

const fn created(count: u32) -> Counts {
    Counts { created: count, ..NONE }
}

const fn existing(count: u32) -> Counts {
    Counts { existing: count, ..NONE }
}

#[tokio::test]
async fn other_stages_need_an_explicit_request() {
    for stage in ["staging", "prod"] {
        let scenario = Scenario::begin().await;
        for (variable, value) in
            [("SISUIQ_STAGE", stage), ("DATABASE_TLS", "require"), ("AWS_ENDPOINT_URL", "https://127.0.0.1:1")]
        {
            scenario.world().set(variable, value);
        }
        let state = seeding(&scenario).await;
        let refused = seed::seed(&state, BY_ITSELF).await;
        assert!(matches!(refused, Err(SeedError::WrongStage(_))), "{stage}: {refused:?}");
        assert_eq!(scenario.count_documents().await, 0);
        let request = serde_json::from_str(r#"{ "kind": "seed", "outside_dev": true }"#).unwrap();
        let begun = seed::seed(&state, request).await;
        assert!(matches!(begun, Err(SeedError::Secret(_))), "{stage}: no secret is there: {begun:?}");
    }
}

#[tokio::test]
async fn second_run_creates_nothing() {
    let scenario = Scenario::begin().await;
    let state = seeding(&scenario).await;
    assert_eq!(seed::seed(&state, BY_ITSELF).await.unwrap(), summary(created));
    assert_eq!(seed::seed(&state, BY_ITSELF).await.unwrap(), summary(existing));
    assert_eq!(scenario.count_documents().await, 10);
}

#[tokio::test]
async fn concurrent_runs_leave_one_copy() {
    let scenario = Scenario::begin().await;
    let (one, two) = (seeding(&scenario).await, seeding(&scenario).await);
    let (one, two) = tokio::join!(seed::seed(&one, BY_ITSELF), seed::seed(&two, BY_ITSELF));
    let mut both = [one.unwrap(), two.unwrap()];
    both.sort_by_key(|summary| summary.total.existing);
    assert_eq!(both, [summary(created), summary(existing)]);
    assert_eq!(scenario.count_documents().await, 10);
}

#[tokio::test]
async fn creates_only_what_is_missing() {
    let scenario = Scenario::begin().await;
    let state = seeding(&scenario).await;
    seed::seed(&state, BY_ITSELF).await.unwrap();
    let connection = scenario.world().database().connection().await.unwrap();
    connection.execute("DELETE FROM chat_sessions WHERE mode = 'analytics'", &[]).await.unwrap();
    let again = seed::seed(&state, BY_ITSELF).await.unwrap();
    assert_eq!(
        (again.sessions, again.total),
        (Counts { created: 1, existing: 2 }, Counts { created: 1, existing: 25 })
    );
}

#[tokio::test]
async fn unmigrated_database_is_refused() {
    let scenario = Scenario::begin().await;
    let connection = scenario.world().database().connection().await.unwrap();
    connection
        .execute(
            "DELETE FROM refinery_schema_history WHERE version = (SELECT max(version) FROM refinery_schema_history)",
            &[],
        )
        .await
        .unwrap();
    let refused = seed::seed(&seeding(&scenario).await, BY_ITSELF).await;
    assert!(matches!(refused, Err(SeedError::NotMigrated(Some(_)))), "{refused:?}");
}

#[tokio::test]
async fn failed_run_leaves_nothing() {
    let scenario = Scenario::begin().await;
    let connection = scenario.world().database().connection().await.unwrap();
    let rows = async || {
        let sum = "SELECT (SELECT count(*) FROM users) + (SELECT count(*) FROM documents) \
            + (SELECT count(*) FROM chat_sessions)";
        connection.query_one(sum, &[]).await.unwrap().get::<_, i64>(0)
    };
    let before = rows().await;
    connection.execute("ALTER TABLE datasets ADD CONSTRAINT none CHECK (false)", &[]).await.unwrap();
    seed::seed(&seeding(&scenario).await, BY_ITSELF).await.unwrap_err();
    assert_eq!(rows().await, before);
}

#[tokio::test]
async fn demo_conversations_are_recent_and_ordered() {
    let scenario = Scenario::begin().await;
    seed::seed(&seeding(&scenario).await, BY_ITSELF).await.unwrap();
    let connection = scenario.world().database().connection().await.unwrap();
    let found = "SELECT sessions.mode, string_agg(messages.role, ' ' ORDER BY messages.created_at), \
            min(messages.created_at) = min(sessions.created_at) AND max(messages.created_at) < $1 \
                AND min(messages.created_at) >= $1 - interval '48 hours' \
                AND bool_and(questions.created_at IS NULL OR questions.created_at < messages.created_at) \
        FROM chat_sessions AS sessions JOIN chat_messages AS messages ON messages.session_id = sessions.id \
        LEFT JOIN chat_messages AS questions ON questions.id = messages.question_id \
        GROUP BY sessions.id, sessions.mode ORDER BY min(messages.created_at)";
    let rows = connection.query(found, &[&scenario.clock.now()]).await.unwrap();
    let rows: Vec<(String, String, bool)> = rows.iter().map(|row| (row.get(0), row.get(1), row.get(2))).collect();
    let turns = |count| vec!["user assistant"; count].join(" ");
    assert_eq!(
        rows,
        [("strategy_qa", 3), ("regulatory", 2), ("analytics", 2)].map(|(mode, count)| (
            mode.to_owned(),
            turns(count),
            true
        ))
    );
}

#[tokio::test]
async fn demo_conversations_can_be_read() {
    let scenario = Scenario::begin().await;
    seed::seed(&seeding(&scenario).await, BY_ITSELF).await.unwrap();
    let world = scenario.world();
    let alice = world.user("alice").await;
    world.execute("UPDATE chat_sessions SET user_id = (SELECT id FROM users WHERE name = 'alice')", &[]).await;
    let sessions = alice.get("/api/chat/sessions").await.is(200);
    let ids: Vec<&str> =
        sessions.body.as_array().unwrap().iter().map(|session| session["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), 3);
    for id in ids {
        let history = alice.get(&format!("/api/chat/history/{id}")).await.is(200);
        let roles: Vec<_> = history.items().iter().map(|message| message["role"].as_str().unwrap()).collect();
        assert!(roles.len() >= 4 && roles.chunks(2).all(|turn| turn == ["user", "assistant"]), "{roles:?}");
        assert!(history.items().iter().all(|message| !message["content"].as_str().unwrap().is_empty()));
        alice.get(&format!("/api/v1/sessions/{id}/export?format=markdown")).await.is(200);
    }
}

#[tokio::test]
async fn demo_documents_become_ready() {
    let scenario = Scenario::begin().await;
    seed::seed(&seeding(&scenario).await, BY_ITSELF).await.unwrap();
    scenario.announce_all().await;
    scenario.drain_queue().await;
    assert_eq!(scenario.statuses().await, ["ready"; 10]);
}

#[tokio::test]
async fn demo_tables_are_read() {
    let scenario = Scenario::begin().await;
    seed::seed(&seeding(&scenario).await, BY_ITSELF).await.unwrap();
    scenario.announce_all().await;
    scenario.drain_queue().await;
    let connection = scenario.world().database().connection().await.unwrap();
    let found = "SELECT dataset_name, status, row_count, copy_revision IS NOT NULL FROM datasets";
    let rows = connection.query(found, &[]).await.unwrap();
    let mut rows: Vec<(String, String, i64, bool)> =
        rows.iter().map(|row| (row.get(0), row.get(1), row.get(2), row.get(3))).collect();
    rows.sort();
    let read = [("demo_outages", 1_673), ("시연 교통사고", 1_500), ("시연 단속카메라", 240), ("시연 학교", 120)];
    assert_eq!(rows, read.map(|(name, count)| (name.to_owned(), "ready".to_owned(), count, true)));
    let figures =
        "SELECT payload -> 'total_events', payload ? 'saidi' FROM datasets WHERE dataset_name = 'demo_outages'";
    let row = connection.query_one(figures, &[]).await.unwrap();
    assert_eq!((row.get::<_, serde_json::Value>(0).as_i64(), row.get::<_, bool>(1)), (Some(1_673), true));
}

#[tokio::test]
async fn demo_tables_are_seen_and_called_invented() {
    let scenario = Scenario::begin().await;
    seed::seed(&seeding(&scenario).await, BY_ITSELF).await.unwrap();
    scenario.announce_all().await;
    scenario.drain_queue().await;
    let alice = scenario.world().user("alice").await;
    let listed = alice.get("/api/datasets").await.is(200);
    let datasets = listed["datasets"].as_array().unwrap();
    assert_eq!(datasets.len(), 4);
    for dataset in datasets {
        let words = [&dataset["description"], &dataset["licence"]].map(|text| text.as_str().unwrap().to_lowercase());
        assert!(words.iter().all(|text| text.contains("지어낸") || text.contains("invented")), "{dataset}");
        alice.delete(&format!("/api/datasets/{}", dataset["id"].as_str().unwrap())).await.is(404);
    }
}

#[tokio::test]
async fn next_run_stores_missing_file() {
    let scenario = Scenario::begin().await;
    let state = seeding(&scenario).await;
    seed::seed(&state, BY_ITSELF).await.unwrap();
    scenario.lose_objects().await;
    scenario.lose_messages().await;
    seed::seed(&state, BY_ITSELF).await.unwrap();
    scenario.announce_all().await;
    scenario.drain_queue().await;
    assert_eq!(scenario.statuses().await, ["ready"; 10]);
}

#[test]
fn stored_documents_match_typesetting() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../seeds");
    for name in DOCUMENTS {
        let text = fs::read_to_string(folder.join("documents").join(format!("{name}.txt"))).unwrap();
        let stored = fs::read(folder.join(format!("{name}.pdf"))).unwrap();
        assert!(stored == typeset(&text), "cargo run --package evaluation --bin typeset brings {name}.pdf up to date");
    }
}
