//! `GET /api/v1/health`, and what lies below it

mod detailed;
mod providers;

use tests::world::World;

#[tokio::test]
async fn it_is_healthy_and_tells_its_build_and_the_time_while_every_store_is_away() {
    let world = World::new().await;
    world.break_qdrant().await;
    world.break_database().await;
    world.set("AWS_ENDPOINT_URL", "http://127.0.0.1:1");
    let reply = world.stranger().get("/api/v1/health").await.is(200);
    assert_eq!(reply["status"], "healthy");
    assert_eq!(reply["timestamp"], world.clock().now().to_string());
    assert_eq!(reply["version"], server::openapi().info.version);
}
