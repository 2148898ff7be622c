//! `GET /api/version`

use crate::product::PLATFORM;
use serde_json::json;
use world::World;

#[tokio::test]
async fn version_is_public_without_stores() {
    let world = World::new(PLATFORM).await;
    world.break_qdrant().await;
    world.break_database().await;
    let expected = json!({ "version": sisuiq_http::openapi().info.version, "name": "SISUiQ", "environment": "dev" });
    assert_eq!(world.stranger().get("/api/version").await.is(200).matches_snapshot("get_version").body, expected);
}
