//! `GET /api/health/detailed`

use crate::product::PLATFORM;
use serde_json::Value;
use world::World;

const SERVICES: [&str; 5] = ["database", "qdrant", "storage", "queue", "model"];

#[tokio::test]
async fn only_administrators_are_admitted() {
    let world = World::new(PLATFORM).await;
    world.stranger().get("/api/health/detailed").await.is_problem(401, "unauthorized");
    let alice = world.user("alice").await;
    alice.get("/api/health/detailed").await.is_problem(403, "forbidden");
}

#[tokio::test]
async fn unavailable_service_disables_its_capabilities() {
    let world = World::new(PLATFORM).await;
    let admin = world.admin().await;
    world.break_qdrant().await;
    let reply = admin.get("/api/health/detailed").await.is(200);
    assert_eq!(reply["status"], "unhealthy");
    assert_eq!(reply["services"]["qdrant"]["status"], "unhealthy");
    assert_eq!(reply["capabilities"]["document_retrieval"], false);
    assert_eq!(reply["capabilities"]["session_history"], true);
}

#[tokio::test]
async fn lists_every_service_with_latency() {
    let world = World::new(PLATFORM).await;
    let admin = world.admin().await;
    let reply = admin.get("/api/health/detailed").await.is(200);
    for service in SERVICES {
        let found = &reply["services"][service];
        assert_ne!(found["status"], "unhealthy", "{service}: {found}");
        assert!(found["latency_ms"].is_u64() && found["message"].is_string(), "{service}: {found}");
    }
    let capabilities = reply["capabilities"].as_object().unwrap();
    assert_eq!((capabilities.len(), capabilities.values().all(|flag| *flag == Value::Bool(true))), (7, true));
}
