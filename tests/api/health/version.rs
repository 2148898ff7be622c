//! `GET /api/version`

use serde_json::json;
use tests::world::World;

#[tokio::test]
async fn everyone_may_know_the_build_and_the_stage_while_every_store_is_away() {
    let world = World::new().await;
    world.break_qdrant().await;
    world.break_database().await;
    let expected = json!({ "version": server::openapi().info.version, "name": "SISUiQ", "environment": "dev" });
    assert_eq!(world.stranger().get("/api/version").await.is(200).body, expected);
}
