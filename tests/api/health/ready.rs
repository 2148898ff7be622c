//! `GET /api/health/ready`

use serde_json::json;
use tests::world::World;

#[tokio::test]
async fn it_is_not_ready_without_the_vector_store_and_says_so() {
    let world = World::new().await;
    world.break_qdrant().await;
    let reply = world.stranger().get("/api/health/ready").await.is(503);
    assert_eq!((&reply["status"], &reply["services"]["qdrant"]), (&json!("not_ready"), &json!("unhealthy")));
    assert_ne!(reply["services"]["database"], "unhealthy");
    world.mend_qdrant();
    assert_eq!(world.stranger().get("/api/health/ready").await.is(200).body, json!({ "status": "ready" }));
}

#[tokio::test]
async fn it_is_not_ready_without_the_database_and_says_so() {
    let world = World::new().await;
    world.break_database().await;
    let reply = world.stranger().get("/api/health/ready").await.is(503);
    assert_eq!((&reply["status"], &reply["services"]["database"]), (&json!("not_ready"), &json!("unhealthy")));
}
