//! `GET /api/v1/documents/sources`

use copilot::COPILOT;
use serde_json::json;
use world::World;

#[tokio::test]
async fn lists_sources_for_users() {
    let world = World::new(COPILOT).await;
    let alice = world.user("alice").await;
    world.stranger().get("/api/v1/documents/sources").await.is_problem(401, "unauthorized");
    let sources = alice.get("/api/v1/documents/sources").await.is(200).matches_snapshot("get_v1_documents_sources");
    let ids: Vec<_> = sources["sources"].as_array().unwrap().iter().map(|source| &source["id"]).collect();
    assert_eq!(ids, [&json!("uetcl"), &json!("era"), &json!("memd"), &json!("world_bank"), &json!("other")]);
    assert_eq!(sources["sources"][3]["name"], "World Bank");
}
