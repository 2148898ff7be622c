//! `GET /health`

use crate::product::PLATFORM;
use serde_json::json;
use world::World;

#[tokio::test]
async fn healthy_without_any_store() {
    let world = World::new(PLATFORM).await;
    world.break_qdrant().await;
    world.break_database().await;
    world.set("AWS_ENDPOINT_URL", "http://127.0.0.1:1");
    let health = json!({ "status": "healthy", "timestamp": world.clock().now() });
    assert_eq!(world.stranger().get("/health").await.is(200).matches_snapshot("get_root_health").body, health);
}
