//! Failures of tasks.

use super::count;
use copilot::COPILOT;
use world::World;

#[tokio::test]
async fn failed_task_stops_no_other() {
    let world = World::new(COPILOT).await;
    for name in ["alice", "bob", "carol"] {
        world.user(name).await;
    }
    world.execute("ALTER TABLE known_devices RENAME TO elsewhere", &[]).await;
    let failure = maintenance::maintain(&world.maintenance()).await.unwrap_err();
    assert_eq!(failure.to_string(), "maintenance failed while deleting expired rows");
    assert_eq!(count(&world, "pending_audit_records").await, 0, "the tasks before it are done");
    assert_eq!(count(&world, "row_counts WHERE relation = 'users'").await, 1, "and those after it");
}

#[tokio::test]
async fn run_fails_without_the_database() {
    let world = World::new(COPILOT).await;
    world.break_database().await;
    let failure = maintenance::maintain(&world.maintenance()).await.unwrap_err();
    assert_eq!(failure.to_string(), "maintenance failed while connecting to the database");
}
