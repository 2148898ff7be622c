//! The hash chain of the audit log.

use super::count;
use copilot::COPILOT;
use world::{World, log_of_process};

#[tokio::test]
async fn chain_appends_records_and_logs_head() {
    let log = log_of_process();
    let world = World::new(COPILOT).await;
    world.user("alice").await;
    // reading the head appends all pending records, but maintenance still logs the head
    let admin = world.admin().await;
    admin.get("/api/admin/audit/head").await.is(200);
    world.maintains().await;
    assert_eq!(count(&world, "pending_audit_records").await, 0);
    let database = world.database();
    let connection = database.connection().await.unwrap();
    let head =
        connection.query_one("SELECT encode(hash, 'hex') FROM audit_records ORDER BY sequence DESC LIMIT 1", &[]);
    let head: String = head.await.unwrap().get(0);
    let lines = log.lines();
    let logged = lines.iter().find(|line| line["hash"] == head.as_str());
    let trace_id = logged.and_then(|line| line["trace_id"].as_str());
    assert!(trace_id.is_some_and(|id| !id.is_empty()), "the head {head} is not logged in a trace: {logged:?}");
}
