//! `GET /api/health/live`

use crate::product::PLATFORM;
use serde_json::json;
use world::World;

#[tokio::test]
async fn alive_without_any_store() {
    let world = World::new(PLATFORM).await;
    world.break_qdrant().await;
    world.break_database().await;
    world.set("AWS_ENDPOINT_URL", "http://127.0.0.1:1");
    assert_eq!(
        world.stranger().get("/api/health/live").await.is(200).matches_snapshot("get_health_live").body,
        json!({ "status": "alive" })
    );
}
