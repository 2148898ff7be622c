//! `GET /api/health` and the paths below it

mod detailed;
mod live;
mod ready;

use crate::product::PLATFORM;
use serde_json::json;
use world::World;

#[tokio::test]
async fn ok_without_any_store() {
    let world = World::new(PLATFORM).await;
    world.break_qdrant().await;
    world.break_database().await;
    world.set("AWS_ENDPOINT_URL", "http://127.0.0.1:1");
    assert_eq!(
        world.stranger().get("/api/health").await.is(200).matches_snapshot("get_health").body,
        json!({ "status": "ok" })
    );
}
