//! `GET /health`, `GET /api/health` and `GET /api/health/live`

use serde_json::json;
use tests::world::World;

#[tokio::test]
async fn it_is_alive_while_every_store_is_away() {
    let world = World::new().await;
    world.break_qdrant().await;
    world.break_database().await;
    world.set("AWS_ENDPOINT_URL", "http://127.0.0.1:1");
    let health = json!({ "status": "healthy", "timestamp": world.clock().now() });
    assert_eq!(world.stranger().get("/health").await.is(200).body, health);
    assert_eq!(world.stranger().get("/api/health").await.is(200).body, json!({ "status": "ok" }));
    assert_eq!(world.stranger().get("/api/health/live").await.is(200).body, json!({ "status": "alive" }));
}
