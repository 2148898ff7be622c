//! `GET /api/v1/health` and the paths below it

mod detailed;

use crate::product::PLATFORM;
use world::World;

#[tokio::test]
async fn healthy_without_any_store() {
    let world = World::new(PLATFORM).await;
    world.break_qdrant().await;
    world.break_database().await;
    world.set("AWS_ENDPOINT_URL", "http://127.0.0.1:1");
    let reply = world.stranger().get("/api/v1/health").await.is(200).matches_snapshot("get_v1_health");
    assert_eq!(reply["status"], "healthy");
    assert_eq!(reply["timestamp"], world.clock().now().to_string());
    assert_eq!(reply["version"], sisuiq_http::openapi().info.version);
}
