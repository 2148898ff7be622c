//! `GET /api/v1/health/detailed`

use crate::product::PLATFORM;
use world::World;

#[tokio::test]
async fn only_administrators_are_admitted() {
    let world = World::new(PLATFORM).await;
    world.stranger().get("/api/v1/health/detailed").await.is_problem(401, "unauthorized");
    let alice = world.user("alice").await;
    alice.get("/api/v1/health/detailed").await.is_problem(403, "forbidden");
}

#[tokio::test]
async fn detailed_health_adds_build_info() {
    let world = World::new(PLATFORM).await;
    let admin = world.admin().await;
    world.break_qdrant().await;
    let reply = admin.get("/api/v1/health/detailed").await.is(200);
    let other = admin.get("/api/health/detailed").await.is(200);
    assert_eq!(reply["version"], sisuiq_http::openapi().info.version);
    for part in ["status", "timestamp", "capabilities"] {
        assert_eq!(reply[part], other[part], "{part}");
    }
    assert_eq!(reply["services"]["qdrant"]["status"], "unhealthy");
    let names =
        |reply: &serde_json::Value| reply.as_object().map(|services| services.keys().cloned().collect::<Vec<_>>());
    assert_eq!(names(&reply["services"]), names(&other["services"]));
}
