//! `GET /api/health/ready`

use crate::product::PLATFORM;
use serde_json::json;
use world::World;

#[tokio::test]
async fn not_ready_without_vector_store() {
    let world = World::new(PLATFORM).await;
    world.break_qdrant().await;
    let reply = world.stranger().get("/api/health/ready").await.is(503);
    assert_eq!((&reply["status"], &reply["services"]["qdrant"]), (&json!("not_ready"), &json!("unhealthy")));
    assert_ne!(reply["services"]["database"], "unhealthy");
    world.mend_qdrant();
    assert_eq!(
        world.stranger().get("/api/health/ready").await.is(200).matches_snapshot("get_health_ready").body,
        json!({ "status": "ready" })
    );
}

#[tokio::test]
async fn not_ready_without_database() {
    let world = World::new(PLATFORM).await;
    world.break_database().await;
    let reply = world.stranger().get("/api/health/ready").await.is(503);
    assert_eq!((&reply["status"], &reply["services"]["database"]), (&json!("not_ready"), &json!("unhealthy")));
}
