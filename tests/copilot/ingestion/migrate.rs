//! Migrations of an empty database, repeated and concurrent ones.

use super::scenario::Scenario;
use sisuiq_db::EXPECTED_VERSION;

#[tokio::test]
async fn migrates_an_empty_database() {
    let scenario = Scenario::begin().await;
    let empty = scenario.empty_database().await;
    assert_eq!(empty.schema_version().await, None);
    let migrated = migrate::migrate(&empty.migrating()).await.unwrap();
    assert_eq!(i32::try_from(migrated.applied.len()).unwrap(), EXPECTED_VERSION);
    assert_eq!(empty.schema_version().await, Some(EXPECTED_VERSION));
    assert_eq!(empty.active_collections().await, [migrated.collection]);
}

#[tokio::test]
async fn second_run_applies_nothing() {
    let scenario = Scenario::begin().await;
    let empty = scenario.empty_database().await;
    let state = empty.migrating();
    let first = migrate::migrate(&state).await.unwrap();
    let second = migrate::migrate(&state).await.unwrap();
    assert_eq!(second.applied, Vec::<String>::new());
    assert_eq!(second.collection, first.collection);
    assert_eq!(empty.active_collections().await, [second.collection]);
}

#[tokio::test]
async fn four_concurrent_runs_apply_once() {
    let scenario = Scenario::begin().await;
    let empty = scenario.empty_database().await;
    let mut runs = tokio::task::JoinSet::new();
    for _ in 0..4 {
        let state = empty.migrating();
        runs.spawn(async move { migrate::migrate(&state).await });
    }
    let outcomes = runs.join_all().await;
    let applied: usize = outcomes.into_iter().map(|migrated| migrated.unwrap().applied.len()).sum();
    assert_eq!(i32::try_from(applied).unwrap(), EXPECTED_VERSION);
    assert_eq!(empty.schema_version().await, Some(EXPECTED_VERSION));
    assert_eq!(empty.active_collections().await.len(), 1);
}
